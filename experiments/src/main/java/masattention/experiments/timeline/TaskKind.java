package masattention.experiments.timeline;

import java.awt.Color;
import masattention.plot.Palette;
import masattention.program.Op;
import masattention.program.Program;

/** What a task does, as a picture tells it apart by colour. */
enum TaskKind {
  LOAD("load", Palette.color("DRAM")),
  STORE("store", Palette.other(7)),
  SCORES("product S", Palette.color("MAC")),
  VALUES("product O", Palette.other(0)),
  VALUES_AND_SUMS("product O with row sums", Palette.other(6)),
  SHIFT("S less its maxima", Palette.other(3)),
  MAXIMA("row maxima", Palette.other(5)),
  EXPONENTIALS("exponentials", Palette.other(8)),
  SOFTMAX("softmax", Palette.color("VEC")),
  RESCALE("rescale, normalize", Palette.other(2));

  private static final Op.Visitor<TaskKind> VISITOR =
      new Op.Visitor<>() {
        @Override
        public TaskKind visit(Op.Load load) {
          return LOAD;
        }

        @Override
        public TaskKind visit(Op.Store store) {
          return STORE;
        }

        @Override
        public TaskKind visit(Op.Matmul matmul) {
          return switch (matmul.product()) {
            case SCORES -> SCORES;
            case VALUES -> VALUES;
            case SHIFT -> SHIFT;
          };
        }

        @Override
        public TaskKind visit(Op.Softmax softmax) {
          return SOFTMAX;
        }

        @Override
        public TaskKind visit(Op.OnlineSoftmax softmax) {
          return SOFTMAX;
        }

        @Override
        public TaskKind visit(Op.SpanSoftmax softmax) {
          return switch (softmax.part()) {
            case MAXIMUM -> MAXIMA;
            case EXPONENTIALS -> EXPONENTIALS;
            case BOTH -> SOFTMAX;
          };
        }

        @Override
        public TaskKind visit(Op.Rescale rescale) {
          return RESCALE;
        }

        @Override
        public TaskKind visit(Op.Normalize normalize) {
          return RESCALE;
        }
      };

  private final String id;
  private final Color color;

  TaskKind(String id, Color color) {
    this.id = id;
    this.color = color;
  }

  static TaskKind of(Program program, int task) {
    Op op = program.op(task);
    boolean sums =
        op instanceof Op.Matmul matmul
            && matmul.product() == Op.Product.VALUES
            && matmul.n() > program.grid().shape().valueDim();
    return sums ? VALUES_AND_SUMS : op.accept(VISITOR);
  }

  /** Name in the legend. */
  String id() {
    return id;
  }

  Color color() {
    return color;
  }
}
