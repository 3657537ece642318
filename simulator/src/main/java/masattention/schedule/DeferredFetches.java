package masattention.schedule;

import java.util.ArrayList;
import java.util.List;
import masattention.program.Snapshot;

/**
 * Fetches of resident sub-tiles by the load queues of cores that are at earlier steps than the one
 * that allows them: first a core emits what comes before. All that are deferred belong to one step,
 * in whose order they follow each other, and nobody reads what they fetch until they are done.
 */
final class DeferredFetches {
  private final List<List<Fetch>> ofCores = new ArrayList<>();
  private int[] steps = {};
  private int now;

  /** The step that the deferred fetches belong to. */
  private int deferredTo;

  /** How many there are. */
  private int left;

  private record Fetch(ResidentTiles tiles, int tile) {}

  /** Those of a team of so many cores; none so far. */
  DeferredFetches(int cores) {
    for (int core = 0; core < cores; core++) {
      ofCores.add(new ArrayList<>());
    }
  }

  /** Says that step {@code step} is emitted while the cores are at {@code steps}. */
  void emits(int[] steps, int step) {
    this.steps = steps;
    now = step;
  }

  /** Defers a fetch if the core that does it is at an earlier step; whether it is. */
  boolean defers(int core, ResidentTiles tiles, int tile) {
    boolean behind = core < steps.length && steps[core] < now;
    if (behind) {
      ofCores.get(core).add(new Fetch(tiles, tile));
      deferredTo = now;
      left++;
    }
    return behind;
  }

  /** Whether nothing is deferred. */
  boolean areNone() {
    return left == 0;
  }

  /** Whether there is one that comes before step {@code step}. */
  boolean areBefore(int step) {
    return left > 0 && deferredTo < step;
  }

  /** Lets a core that has come to step {@code step} do what it has deferred until then. */
  void catchUp(int core, int step) {
    if (areBefore(step)) {
      List<Fetch> fetches = ofCores.get(core);
      fetches.forEach(fetch -> fetch.tiles().load(fetch.tile()));
      left -= fetches.size();
      fetches.clear();
    }
  }

  /** Hands over what is deferred. */
  void visit(Snapshot snapshot) {
    snapshot.same(left);
    if (left > 0) {
      deferredTo = snapshot.count(deferredTo);
      for (List<Fetch> fetches : ofCores) {
        snapshot.same(fetches.size());
        fetches.forEach(fetch -> snapshot.same(fetch.tiles().numberOf(fetch.tile())));
      }
    }
  }
}
