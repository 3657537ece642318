package masattention.explore;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import masattention.input.InvalidInputException;
import masattention.npu.NpuConfig;
import masattention.schedule.Scheduler;
import masattention.search.Objective;
import masattention.search.SearchTask;

/**
 * The points of an exploration, by their place: every machine with every scheduler and objective (a
 * design), on every layer. Machines vary slowest and layers fastest, and no point is listed.
 */
public record ExplorationSpace(
    MachineSpace machines,
    List<Scheduler> schedulers,
    List<Objective> objectives,
    List<ExplorationLayer> layers)
    implements Serializable {

  /**
   * A space.
   *
   * @throws InvalidInputException when it has more points than places can be counted
   */
  public ExplorationSpace {
    schedulers = List.copyOf(schedulers);
    objectives = List.copyOf(objectives);
    layers = List.copyOf(layers);
    BigInteger points = BigInteger.valueOf((long) schedulers.size() * objectives.size());
    points = points.multiply(BigInteger.valueOf(layers.size()));
    for (List<?> values : machines.values().values()) {
      points = points.multiply(BigInteger.valueOf(values.size()));
    }
    if (points.bitLength() > Integer.SIZE - 1) {
      throw new InvalidInputException(
          "The space has %d points; it must have at most %d.".formatted(points, Integer.MAX_VALUE));
    }
  }

  /** How many points there are. */
  public int points() {
    return (int) (machines.size() * schedulers.size() * objectives.size() * layers.size());
  }

  /** The layer of a point. */
  ExplorationLayer layer(int point) {
    return layers.get(point % layers.size());
  }

  /** Makes the tasks of points; for one thread. */
  public Cursor cursor() {
    return new Cursor();
  }

  /** Makes the tasks of points, cheaply where one is a neighbour of the one before. */
  public final class Cursor {
    private final MachineSpace.MachineCursor at = machines.new MachineCursor();

    private Cursor() {}

    /**
     * The task of a point.
     *
     * @throws IllegalArgumentException where its machine cannot be
     */
    public SearchTask task(int point) {
      int design = point / layers.size();
      int way = design % (schedulers.size() * objectives.size());
      NpuConfig machine = at.machine(design / (schedulers.size() * objectives.size()));
      return new SearchTask(
          schedulers.get(way / objectives.size()),
          layer(point).shape(),
          machine,
          objectives.get(way % objectives.size()));
    }

    /** The rows of a run of points; they end before the first that cannot be computed. */
    public RangeRows rows(PointRange range) {
      List<ExplorationRow> rows = new ArrayList<>();
      for (int point = range.from(); point < range.to(); point++) {
        try {
          rows.add(ExplorationRow.of(task(point)));
        } catch (IllegalArgumentException | ArithmeticException e) {
          return new RangeRows(range.from(), rows, e.getMessage());
        }
      }
      return new RangeRows(range.from(), rows, "");
    }
  }
}
