package masattention.schedulers;

import java.util.Arrays;
import java.util.List;
import masattention.program.EngineKind;
import masattention.program.MatrixTask;
import masattention.program.Op;
import masattention.program.Op.Part;
import masattention.program.Op.Product;
import masattention.program.Op.Sums;
import masattention.program.Operand;
import masattention.program.Snapshot;
import masattention.program.SpanTask;
import masattention.program.Tensor;
import masattention.schedulers.SpanBlocks.Span;
import masattention.tiling.Spans;

/** The tasks of one core, step by step of {@link Assist}: the pipeline over its spans. */
final class SpanSteps {
  /** No span: the pipeline drains. */
  static final Span NONE = new Span(-1, 0, 0);

  private final SpanBlocks blocks;
  private final List<SpanSteps> team;
  private final Spans factors;
  private final boolean shifts;

  /** The spans under way, the latest first, and the copies of the score buffer that hold them. */
  private final Span[] spans;

  private final long[] copies;

  SpanSteps(SpanBlocks blocks, List<SpanSteps> team) {
    this.blocks = blocks;
    this.team = team;
    factors = blocks.spans;
    shifts = factors.shiftTiles() > 0;
    spans = new Span[blocks.lag() + 1];
    copies = new long[spans.length];
    Arrays.fill(spans, NONE);
  }

  /** Emits the next step, with the scores of a span or, while the pipeline drains, of none. */
  void advance(Span next) {
    fetchQueries();
    for (int i = spans.length - 1; i > 0; i--) {
      spans[i] = spans[i - 1];
      copies[i] = copies[i - 1];
    }
    spans[0] = next;
    if (shifts) {
      shift(2);
      softmax(3, Part.EXPONENTIALS);
      outputs(4);
      scores();
      softmax(1, Part.MAXIMUM);
      rescale(3);
      finish(4);
    } else {
      outputs(2);
      finish(2);
      rescale(1);
      scores();
      softmax(0, Part.BOTH);
    }
    spans[spans.length - 1] = NONE;
  }

  private void scores() {
    Span span = spans[0];
    if (span.isNone()) {
      return;
    }
    int n = span.block();
    copies[0] = blocks.nextScoreCopy(n);
    for (int i = 0; i < span.tiles(); i++) {
      blocks.scoreOf(n, span.tile() + i, slot(0, i), staysAt(n, i));
    }
  }

  /** Fetches the rows of Q that take the place of those that the last step used last. */
  private void fetchQueries() {
    if (!spans[0].isNone() && isLast(spans[0])) {
      int ahead = (factors.blocksPerPass() + 1) * blocks.team().size();
      blocks.fetchQueries(spans[0].block() + ahead);
    }
  }

  private int staysAt(int n, int i) {
    return blocks.isLastOfPass(n) ? SpanBlocks.GOES : i;
  }

  private boolean isLast(Span span) {
    int kept = blocks.team().kept(span.block()).keys();
    return span.tile() + span.tiles() == kept;
  }

  /** The slot of a sub-tile of the scores of the span {@code i} steps back. */
  private int slot(int i, int piece) {
    int count = blocks.buffers.scores().copies();
    return blocks.buffers.scores().slot(core(i), (int) (copies[i] % count), piece);
  }

  private int core(int i) {
    return blocks.team().core(spans[i].block());
  }

  private Operand tiles(int i, Tensor tensor, int piece, int count) {
    Span span = spans[i];
    long tile = blocks.team().tile(tensor, span.block(), span.tile() + piece);
    return new Operand(slot(i, piece), tile, count);
  }

  private Operand state(int i) {
    int n = spans[i].block();
    return Operand.of(blocks.slot(blocks.states, n, 0), blocks.team().tile(Tensor.STATE, n, 0));
  }

  private Operand reference(int i) {
    if (!shifts) {
      return Operand.NONE;
    }
    Span span = spans[i];
    int copy = (int) (copies[i] % blocks.references.copies());
    int number = span.tile() / factors.tilesPerSpan();
    return Operand.of(
        blocks.references.slot(core(i), copy, 0),
        blocks.team().tile(Tensor.REFERENCE, span.block(), number));
  }

  private void shift(int i) {
    Span span = spans[i];
    for (int piece = 0; piece < Math.min(factors.shiftTiles(), span.tiles()); piece++) {
      int bytes = blocks.grid().shape().elementBytes();
      int cols = blocks.grid().keyCols(span.tile() + piece);
      int rows = blocks.rows(span.block());
      Op.Matmul op = new Op.Matmul(Product.SHIFT, rows, 1, cols, true, false, bytes, bytes);
      blocks
          .sink()
          .matmul(
              new MatrixTask(
                  EngineKind.MAC,
                  core(i),
                  op,
                  reference(i),
                  Operand.NONE,
                  tiles(i, Tensor.S, piece, 1)));
    }
  }

  private void softmax(int i, Part part) {
    Span span = spans[i];
    if (span.isNone()) {
      return;
    }
    int cols = cols(span, span.tiles());
    Op.SpanSoftmax op =
        new Op.SpanSoftmax(
            part,
            blocks.rows(span.block()),
            cols,
            cols - cols(span, factors.shiftTiles()),
            cols - cols(span, factors.sumTiles()),
            !factors.whole(),
            factors.sumTiles() < factors.tilesPerSpan(),
            blocks.grid().shape().elementBytes());
    Operand scores = tiles(i, Tensor.S, 0, span.tiles());
    blocks
        .sink()
        .spanSoftmax(new SpanTask(core(i), op, scores, reference(i), state(i), span.tile() == 0));
  }

  /** Columns of the first {@code count} sub-tiles of a span, or of all it has. */
  private int cols(Span span, int count) {
    return blocks.grid().keyCols(span.tile(), Math.min(count, span.tiles()));
  }

  private int width(boolean sums) {
    return blocks.grid().shape().valueDim() + (sums ? 1 : 0);
  }

  private int outputSlot(int n) {
    return blocks.slot(blocks.buffers.outputs(), n, 0);
  }

  private void rescale(int i) {
    Span span = spans[i];
    if (span.tile() > 0) {
      int n = span.block();
      Operand factor = shifts ? reference(i) : state(i);
      long out = blocks.team().tile(Tensor.O, n, 0);
      int width = width(factors.sumTiles() > 0);
      blocks
          .sink()
          .rescale(
              core(i), factor.slot(), factor.tile(), outputSlot(n), out, blocks.rows(n), width);
    }
  }

  private void outputs(int i) {
    Span span = spans[i];
    for (int piece = 0; piece < span.tiles(); piece++) {
      makeWayFor(span.block(), span.tile() + piece);
      blocks.outputOf(
          span.block(),
          span.tile() + piece,
          tiles(i, Tensor.P, piece, 1),
          outputSlot(span.block()),
          width(piece < factors.sumTiles()),
          staysAt(span.block(), piece));
    }
  }

  private void finish(int i) {
    Span span = spans[i];
    if (span.isNone() || !isLast(span)) {
      return;
    }
    int n = span.block();
    Sums sums =
        factors.sumTiles() == 0
            ? Sums.STATE
            : factors.sumTiles() == factors.tilesPerSpan() ? Sums.COLUMN : Sums.BOTH;
    Op.Normalize op = new Op.Normalize(blocks.rows(n), width(false), sums);
    long out = blocks.team().tile(Tensor.O, n, 0);
    Operand state = state(i);
    blocks.sink().normalize(core(i), op, state.slot(), state.tile(), outputSlot(n), out);
    blocks.storeOutput(n);
  }

  /**
   * Drains the other cores of earlier row blocks while the slot of this one's V is in use: they may
   * share it, and be some steps behind in a group that this core has left.
   */
  private void makeWayFor(int n, int tile) {
    if (blocks.values().holds(tile)) {
      int earliest = Math.max(0, n - spans.length * team.size());
      for (int earlier = earliest;
          earlier < n && !blocks.values().comes(blocks.team().ordinal(n), tile);
          earlier++) {
        team.get(earlier % team.size()).drainUpTo(earlier);
      }
    }
  }

  private void drainUpTo(int n) {
    while (Arrays.stream(spans).anyMatch(span -> !span.isNone() && span.block() <= n)) {
      advance(NONE);
    }
  }

  /** Hands over where the pipeline is, seen from row block {@code n}. */
  void visit(Snapshot snapshot, int n) {
    for (int i = 0; i < spans.length - 1; i++) {
      spans[i] = visit(snapshot, n, spans[i]);
      copies[i] = snapshot.count(copies[i]);
    }
  }

  static Span visit(Snapshot snapshot, int n, Span span) {
    snapshot.same(span.isNone() ? Long.MIN_VALUE : span.block() - n);
    snapshot.same(span.tiles());
    int block = snapshot.count(span.block());
    int tile = snapshot.count(span.tile());
    return span.isNone() ? NONE : new Span(block, tile, span.tiles());
  }
}
