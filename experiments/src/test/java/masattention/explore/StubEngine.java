package masattention.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;

/** Makes rows up, from their place alone, last ones first: an exploration without its searches. */
record StubEngine(int atOnce) implements ExplorationEngine {

  @Override
  public String id() {
    return "stub";
  }

  @Override
  public void run(ExplorationSpace space, PointsLeft left, Done done) {
    List<RangeRows> held = new ArrayList<>();
    Optional<PointRange> range = left.next(atOnce);
    while (range.isPresent()) {
      List<ExplorationRow> rows = new ArrayList<>();
      for (int point = range.get().from(); point < range.get().to(); point++) {
        rows.add(row(point));
      }
      held.add(0, new RangeRows(range.get().from(), rows, ""));
      range = left.next(atOnce);
      if (held.size() == 16 || range.isEmpty()) {
        held.forEach(done::add);
        held.clear();
      }
    }
  }

  private static ExplorationRow row(int point) {
    SplittableRandom random = new SplittableRandom(point);
    if (random.nextInt(10) == 0) {
      return ExplorationRow.INFEASIBLE;
    }
    return new ExplorationRow(
        1000 + random.nextInt(1_000_000),
        1000 + random.nextInt(1_000_000),
        new Tiling(1 + point % 64, 64, 1, 0, 0, Partition.HEADS, 64, 64));
  }
}
