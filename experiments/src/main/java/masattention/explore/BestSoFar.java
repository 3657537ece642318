package masattention.explore;

import java.util.Arrays;
import masattention.report.Progress;

/** Says the fewest cycles of a layer whenever a point has fewer. */
final class BestSoFar {
  private final ExplorationSpace space;
  private final Progress.Steps steps;
  private final long[] cycles;

  BestSoFar(ExplorationSpace space, Progress.Steps steps) {
    this.space = space;
    this.steps = steps;
    cycles = new long[space.layers().size()];
    Arrays.fill(cycles, Long.MAX_VALUE);
  }

  synchronized void add(RangeRows range) {
    int point = range.from();
    for (ExplorationRow row : range.rows()) {
      int layer = point % cycles.length;
      if (row.fits() && row.cycles() < cycles[layer]) {
        cycles[layer] = row.cycles();
        String name = cycles.length == 1 ? "" : space.layer(point).label() + " ";
        steps.say("best: %s%d cycles".formatted(name, row.cycles()));
      }
      point++;
    }
  }
}
