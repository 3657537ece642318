package masattention.experiments.overwrite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masattention.experiments.sweep.KvKept;
import masattention.experiments.sweep.SweepRow;

/**
 * One length of sequence on one machine, over the capacity of L1.
 *
 * @param rows by capacity, ascending
 */
record OverwriteCase(String machine, int tokens, Map<Long, List<SweepRow>> rows) {

  static OverwriteCase select(String machine, int tokens, List<SweepRow> all) {
    Map<Long, List<SweepRow>> rows = new LinkedHashMap<>();
    for (SweepRow row : all) {
      if (row.tokens() == tokens && row.point().machine().name().equals(machine)) {
        rows.computeIfAbsent(row.point().machine().l1Bytes(), bytes -> new ArrayList<>()).add(row);
      }
    }
    return new OverwriteCase(machine, tokens, rows);
  }

  List<Long> capacities() {
    return List.copyOf(rows.keySet());
  }

  /** The fastest row of a variant; without an evaluation where nothing of it fits. */
  SweepRow best(long l1Bytes, Variant variant) {
    return rows.get(l1Bytes).stream()
        .filter(row -> row.point().scheduler() == variant.scheduler())
        .filter(row -> row.point().kept().map(variant.searched()::contains).orElse(true))
        .reduce(SweepRow::faster)
        .orElseThrow();
  }

  /** How much faster mas is than a variant; empty where one of them does not fit. */
  Optional<Double> speedupOver(long l1Bytes, Variant variant) {
    SweepRow mas = best(l1Bytes, Variant.MAS);
    SweepRow other = best(l1Bytes, variant);
    return mas.feasible() && other.feasible()
        ? Optional.of(other.cycles() / (double) mas.cycles())
        : Optional.empty();
  }

  /** Whether the fastest tiling of mas overwrites. */
  boolean overwrites(long l1Bytes) {
    SweepRow mas = best(l1Bytes, Variant.MAS);
    return mas.feasible() && mas.kept() == KvKept.OVERWRITE;
  }
}
