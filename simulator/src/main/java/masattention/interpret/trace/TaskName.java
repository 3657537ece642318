package masattention.interpret.trace;

import masattention.program.Op;
import masattention.program.Program;
import masattention.program.Tile;

/** What a person reads on a task's bar: {@code "S head 3 block 1 tile 0"}. */
final class TaskName implements Op.Visitor<String> {
  private final Program program;
  private final int first;
  private final int last;

  private TaskName(Program program, int task) {
    this.program = program;
    first = program.firstAccess(task);
    last = program.firstAccess(task + 1) - 1;
  }

  static String of(Program program, int task) {
    return program.op(task).accept(new TaskName(program, task));
  }

  @Override
  public String visit(Op.Load load) {
    return "load " + tiles(program.tileWritten(first), program.tileWritten(last));
  }

  @Override
  public String visit(Op.Store store) {
    return (store.spill() ? "spill " : "store ")
        + tiles(program.tileRead(first), program.tileRead(last));
  }

  private static String tiles(long from, long to) {
    return from == to ? tile(from) : tile(from) + " to " + Tile.subTile(to);
  }

  @Override
  public String visit(Op.Matmul matmul) {
    String out = tile(program.tileWritten(last));
    return switch (matmul.product()) {
      case SCORES -> out;
      case SHIFT -> "shift " + out;
      case VALUES -> out + " tile " + Tile.subTile(program.tileRead(last - 1));
    };
  }

  @Override
  public String visit(Op.Softmax softmax) {
    return tiles(program.tileWritten(first), program.tileWritten(last));
  }

  @Override
  public String visit(Op.OnlineSoftmax softmax) {
    return tile(program.tileWritten(first));
  }

  @Override
  public String visit(Op.SpanSoftmax softmax) {
    return softmax.exponentiates()
        ? tile(program.tileWritten(first))
        : "max " + tile(program.tileRead(first));
  }

  @Override
  public String visit(Op.Rescale rescale) {
    return "rescale " + tile(program.tileWritten(last));
  }

  @Override
  public String visit(Op.Normalize normalize) {
    return "normalize " + tile(program.tileWritten(last));
  }

  private static String tile(long tile) {
    String name = Tile.tensor(tile) + " head " + Tile.head(tile);
    return switch (Tile.tensor(tile)) {
      case K, V -> name + " tile " + Tile.subTile(tile);
      case Q, O, STATE -> name + " block " + Tile.rowBlock(tile);
      case S, P, REFERENCE ->
          name + " block " + Tile.rowBlock(tile) + " tile " + Tile.subTile(tile);
    };
  }
}
