package masattention.experiments.energy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
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
    List<String> most = new ArrayList<>();
    for (Schedulers rival : EnergySweep.RIVALS) {
      most.add(
          "%s %% against `%s`"
              .formatted(
                  Decimals.fixed(
                      sweep
                          .saving(rival, Reading.FASTEST, sweep.bestCorner(rival, Reading.FASTEST))
                          .largestPercent(),
                      1),
                  rival.id()));
    }
    return "On the grid of static power, L1 and DRAM costs, 54 %% is reached %s, whichever tilings are compared. Without static power, the most at any costs within their ranges is, at the fastest tilings, %s"
        .formatted(String.join(", ", parts), String.join(", ", most));
  }

  /** A row per rival and reading. */
  Table table() {
    Table table =
        new Table(
            2,
            List.of(
                "against",
                "tilings",
                "points of the grid with 54 %",
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
                Decimals.fixed(most.largestPercent(), 1),
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
