package masattention.explore;

import java.util.List;

/**
 * The rows of a run of points.
 *
 * @param from the first point
 * @param refusal why the point after the last row cannot be computed; empty where all could
 */
public record RangeRows(int from, List<ExplorationRow> rows, String refusal) {

  public RangeRows {
    rows = List.copyOf(rows);
  }
}
