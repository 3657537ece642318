package masattention.experiments.energy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import masattention.experiments.Published;
import masattention.experiments.energy.EnergySweep.Saving;
import masattention.report.Decimals;
import masattention.report.Table;
import masattention.schedule.Schedulers;

/** Where, if anywhere, mas saves what the paper states. */
record ReachTable(EnergySweep sweep) {

  /** The points of the grid where some network reaches it, least static power first. */
  List<SweptCosts> reached(Schedulers rival, Reading reading) {
    return sweep.grid().stream()
        .filter(p -> sweep.saving(rival, reading, p).reached() > 0)
        .sorted(Comparator.comparingInt(SweptCosts::staticMilliwatts))
        .toList();
  }

  /** Every rival in a sentence. */
  String sentence() {
    List<String> parts = new ArrayList<>();
    for (Schedulers rival : EnergySweep.RIVALS) {
      OptionalInt milliwatts =
          Arrays.stream(Reading.values())
              .flatMap(reading -> reached(rival, reading).stream())
              .mapToInt(SweptCosts::staticMilliwatts)
              .min();
      parts.add(
          "against `%s` %s"
              .formatted(
                  rival.id(),
                  milliwatts.isEmpty()
                      ? "nowhere"
                      : "from %d mW of static power on".formatted(milliwatts.getAsInt())));
    }
    return "On the grid of static power, L1 and DRAM costs, %s %% is reached %s, whichever tilings are compared. Without static power, the most over all corners of the costs' ranges is %s at the fastest tilings, and %s where mas alone is tiled for energy"
        .formatted(
            Published.EDGE_LARGEST_SAVING.text(),
            String.join(", ", parts),
            most(Reading.FASTEST),
            most(Reading.MIXED));
  }

  /** The largest saving at the best corner, against every rival. */
  private String most(Reading reading) {
    List<String> most = new ArrayList<>();
    for (Schedulers rival : EnergySweep.RIVALS) {
      Saving saving = sweep.saving(rival, reading, sweep.bestCorner(rival, reading));
      most.add(
          "%s %% against `%s`".formatted(Decimals.fixed(saving.largestPercent(), 2), rival.id()));
    }
    return String.join(", ", most);
  }

  /** A row per rival and reading. */
  Table table() {
    Table table =
        new Table(
            2,
            List.of(
                "against",
                "tilings",
                "points of the grid with %s %%".formatted(Published.EDGE_LARGEST_SAVING.text()),
                "the first of them",
                "most without static power, %",
                "on",
                "at"));
    for (Schedulers rival : EnergySweep.RIVALS) {
      for (Reading reading : Reading.values()) {
        List<SweptCosts> reached = reached(rival, reading);
        CornerCosts corner = sweep.bestCorner(rival, reading);
        Saving most = sweep.saving(rival, reading, corner);
        table.add(
            List.of(
                rival.id(),
                reading.id(),
                "%d of %d".formatted(reached.size(), sweep.grid().size()),
                reached.isEmpty() ? "" : text(reached.get(0)),
                Decimals.fixed(most.largestPercent(), 2),
                most.largestOn(),
                text(corner)));
      }
    }
    return table;
  }

  private static String text(SweptCosts point) {
    return "%d mW, L1 × %s, DRAM %d"
        .formatted(
            point.staticMilliwatts(),
            Decimals.fixed(point.l1Factor(), 1),
            point.dram().picojoulesPerByte());
  }

  private static String text(CornerCosts c) {
    return "MAC %s, exp %s, div %s, L0 %s, L1 × %s, DRAM %s"
        .formatted(
            Decimals.fixed(c.macPicojoules(), 2),
            Decimals.fixed(c.expPicojoules(), 1),
            Decimals.fixed(c.divPicojoules(), 0),
            Decimals.fixed(c.l0Picojoules(), 1),
            Decimals.fixed(c.l1Factor(), 1),
            Decimals.fixed(c.dramPicojoules(), 0));
  }
}
