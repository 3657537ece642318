package masattention.schedulers;

import java.util.Arrays;
import masattention.program.Snapshot;
import masattention.schedule.Staging;
import masattention.schedulers.SpanBlocks.Span;

/**
 * The staged sub-tiles of one core, announced in the order in which the steps of {@link Assist} use
 * them: where row blocks share a pass, those of the next pass with the first step of this one; else
 * step by step, no more than a row block ahead, V of a span with K of the one that is scored then.
 */
final class SpanFetches {
  private final SpanBlocks blocks;
  private final boolean apart;
  private final boolean stages;
  private final Staging staging;

  /** The spans announced last, the latest first, whose V is not. */
  private final Span[] pending;

  private int nextBlock;
  private int nextTurn;
  private long announced;
  private long begun;

  SpanFetches(SpanBlocks blocks, int core) {
    this.blocks = blocks;
    apart = blocks.spans.blocksPerPass() > 1;
    int tiles = blocks.grid().keyTiles();
    stages = blocks.keys().count() < tiles || blocks.values().count() < tiles;
    staging = blocks.staging(core);
    pending = new Span[blocks.lag()];
    Arrays.fill(pending, SpanSteps.NONE);
    nextBlock = core;
  }

  /** Announces K of the first row blocks. */
  void announceFirstKeys() {
    if (apart) {
      announceKeys(nextBlock);
    } else {
      fill(nextBlock);
    }
  }

  /** The same of V, where it has an area of its own. */
  void announceFirstValues() {
    if (apart) {
      announceValues(nextBlock);
    }
  }

  private void announceKeys(int n) {
    if (blocks.has(n)) {
      blocks.announceKeys(blocks.lastOfPass(n));
    }
  }

  private void announceValues(int n) {
    if (blocks.has(n)) {
      blocks.announceValues(blocks.lastOfPass(n));
    }
  }

  /** Announces what a turn of the pass that begins with row block {@code n} uses. */
  void beforeTurn(int n, int turn) {
    if (apart && turn == 0) {
      int next = blocks.lastOfPass(n) + blocks.team().size();
      announceKeys(next);
      announceValues(next);
    } else if (!apart && stages) {
      if (announced == begun++) {
        announceNext();
      }
    }
  }

  /** Announces what there is room for. */
  void afterTurn(int n) {
    if (!apart) {
      fill(n + blocks.team().size());
    }
  }

  /** Announces V of the last spans. */
  void beforeDraining() {
    while (!apart && stages && !Arrays.stream(pending).allMatch(span -> span.isNone())) {
      announceNext();
    }
  }

  private void fill(int lastBlock) {
    while (stages && nextBlock <= lastBlock && blocks.has(nextBlock) && staging.hasRoom()) {
      announceNext();
    }
    if (stages && !blocks.has(nextBlock) && staging.hasRoom()) {
      beforeDraining();
    }
  }

  /** Announces V of the span of which the product comes next, and K of the one to be scored. */
  private void announceNext() {
    Span oldest = pending[pending.length - 1];
    for (int i = 0; i < oldest.tiles(); i++) {
      blocks.announceValues(oldest.block(), oldest.tile() + i);
    }
    System.arraycopy(pending, 0, pending, 1, pending.length - 1);
    pending[0] = SpanSteps.NONE;
    if (blocks.has(nextBlock)) {
      Span next = blocks.span(nextBlock, nextTurn);
      for (int i = 0; i < next.tiles(); i++) {
        blocks.announceKeys(next.block(), next.tile() + i);
      }
      pending[0] = next;
      announced++;
      if (++nextTurn == blocks.grid().keptSpans(blocks.team().rowBlock(nextBlock))) {
        nextTurn = 0;
        nextBlock += blocks.team().size();
      }
    }
  }

  /** Hands over how far it is, seen from row block {@code n}. */
  void visit(Snapshot snapshot, int n) {
    if (apart || !stages) {
      return;
    }
    for (int i = 0; i < pending.length; i++) {
      pending[i] = SpanSteps.visit(snapshot, n, pending[i]);
    }
    snapshot.same(nextBlock - n);
    snapshot.same(announced - begun);
    nextBlock = snapshot.count(nextBlock);
    nextTurn = snapshot.count(nextTurn);
    announced = snapshot.count(announced);
    begun = snapshot.count(begun);
  }
}
