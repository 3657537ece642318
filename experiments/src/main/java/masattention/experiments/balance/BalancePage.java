package masattention.experiments.balance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import masattention.experiments.Published;
import masattention.experiments.sweep.SpeedupPoint;
import masattention.report.Decimals;
import masattention.report.Table;
import masattention.schedule.Schedulers;

/** The balance as a page that a person reads. */
final class BalancePage {
  private final List<SpeedupPoint> points;
  private final StringBuilder text = new StringBuilder();

  private BalancePage(List<SpeedupPoint> points) {
    this.points = points;
  }

  static String of(String question, List<SpeedupPoint> points) {
    BalancePage page = new BalancePage(points);
    page.text.append("# The balance of the machine\n\n%s\n".formatted(question));
    page.text.append(
        """

        bert-base (12 heads of 64, 512 tokens) on `edge` with one or two values changed, and on `edge`
        itself with other head dimensions; every scheduler at its fastest tiling. All of it is simulated,
        most values of `edge` are assumed. r is vector time over matrix time per score element; overlapping
        the two units alone, with the same tiles and traffic, gains at most 1 + min(r, 1/r).
        [balance.csv](balance.csv) has every row.

        ## Findings

        """);
    page.findings();
    for (Schedulers flat : SpeedupPoint.FLATS) {
      page.heat(flat);
    }
    page.heat(
        "L1 and bandwidth, over flat-stream",
        page.table(
            Sweeps.Kind.L1_BY_BANDWIDTH, Schedulers.FLAT_STREAM, Sweeps.SMALL_KIBIBYTES, "KiB"),
        BalancePlots.STREAM_STEM);
    for (Sweeps.Kind kind : Sweeps.Kind.drawnAsLines()) {
      page.lines(kind);
    }
    page.text.append("\n## Again\n\n```text\n./mas reproduce balance\n```\n");
    return page.text.toString();
  }

  private void findings() {
    double published = Published.EDGE_LARGEST_SPEEDUP.value();
    for (Schedulers flat : SpeedupPoint.FLATS) {
      SpeedupPoint best = largest(points, flat);
      List<SpeedupPoint> reached =
          points.stream().filter(point -> point.speedupOver(flat) >= published).toList();
      text.append(
          "- Over %s: largest speedup %s, at %s of the sweep over the %s (r %s, ceiling %s); %s is reached %s.\n"
              .formatted(
                  flat.id(),
                  fixed(best.speedupOver(flat)),
                  best.setting(),
                  words(best),
                  fixed(best.ratio()),
                  fixed(best.ceiling()),
                  Published.EDGE_LARGEST_SPEEDUP.text(),
                  reached.isEmpty()
                      ? "nowhere"
                      : "at %d of %d points (%s)"
                          .formatted(reached.size(), points.size(), names(reached))));
    }
    for (Schedulers flat : SpeedupPoint.FLATS) {
      above(flat);
    }
    for (Sweeps.Kind kind : Sweeps.Kind.drawnAsLines()) {
      SpeedupPoint best = largest(kind.of(points), Schedulers.FLAT);
      text.append(
          "- Over the %s, the speedup over flat is largest at %s: %s (ceiling %s).\n"
              .formatted(
                  kind.words(),
                  best.setting(),
                  fixed(best.speedupOver(Schedulers.FLAT)),
                  fixed(best.ceiling())));
    }
  }

  /** Where the ceiling of overlap alone is exceeded. */
  private void above(Schedulers flat) {
    List<SpeedupPoint> above =
        points.stream().filter(point -> point.speedupOver(flat) > point.ceiling()).toList();
    if (above.isEmpty()) {
      text.append("- The ceiling of overlap is nowhere exceeded over %s.\n".formatted(flat.id()));
      return;
    }
    SpeedupPoint most =
        above.stream()
            .max(Comparator.comparingDouble(p -> p.speedupOver(flat) / p.ceiling()))
            .orElseThrow();
    text.append(
        "- The ceiling of overlap is exceeded over %s at %d of %d points, most at %s of the sweep over the %s (%s above a ceiling of %s): the rest is DRAM time, tiles or the start of tasks.\n"
            .formatted(
                flat.id(),
                above.size(),
                points.size(),
                most.setting(),
                words(most),
                fixed(most.speedupOver(flat)),
                fixed(most.ceiling())));
  }

  private static String words(SpeedupPoint point) {
    for (Sweeps.Kind kind : Sweeps.Kind.values()) {
      if (kind.id().equals(point.sweep())) {
        return kind.words();
      }
    }
    throw new IllegalArgumentException("There is no sweep %s.".formatted(point.sweep()));
  }

  private static String names(List<SpeedupPoint> some) {
    List<String> names = new ArrayList<>();
    for (SpeedupPoint point : some) {
      names.add(words(point) + " " + point.setting());
    }
    return String.join("; ", names);
  }

  private static SpeedupPoint largest(List<SpeedupPoint> some, Schedulers flat) {
    return some.stream()
        .max(Comparator.comparingDouble(point -> point.speedupOver(flat)))
        .orElseThrow();
  }

  private void heat(Schedulers flat) {
    heat(
        "Lanes and bandwidth, over " + flat.id(),
        table(Sweeps.Kind.LANES_BY_BANDWIDTH, flat, Sweeps.LANES, "lanes"),
        BalancePlots.heatStem(flat));
  }

  private void heat(String title, Table table, String stem) {
    text.append(
        "\n## %s\n\n%s\n![Heat map](../plots/%s.svg)\n".formatted(title, table.markdown(), stem));
  }

  private Table table(Sweeps.Kind kind, Schedulers flat, List<Integer> columns, String unit) {
    List<SpeedupPoint> grid = kind.of(points);
    List<String> headers = new ArrayList<>(List.of("B/cycle"));
    columns.forEach(column -> headers.add("%s %s".formatted(column, unit)));
    Table table = new Table(0, headers);
    int at = 0;
    for (int bandwidth : Sweeps.BANDWIDTHS) {
      List<String> cells = new ArrayList<>(List.of(Integer.toString(bandwidth)));
      for (int i = 0; i < columns.size(); i++) {
        cells.add(fixed(grid.get(at++).speedupOver(flat)));
      }
      table.add(cells);
    }
    return table;
  }

  private void lines(Sweeps.Kind kind) {
    List<String> headers = new ArrayList<>(List.of(kind.id(), "r", "ceiling"));
    SpeedupPoint.FLATS.forEach(flat -> headers.add("over " + flat.id()));
    Table table = new Table(0, headers);
    for (SpeedupPoint point : kind.of(points)) {
      List<String> cells =
          new ArrayList<>(List.of(point.setting(), fixed(point.ratio()), fixed(point.ceiling())));
      SpeedupPoint.FLATS.forEach(flat -> cells.add(fixed(point.speedupOver(flat))));
      table.add(cells);
    }
    text.append(
        "\n## Over the %s\n\n%s\n![Speedup](../plots/%s.svg)\n"
            .formatted(kind.words(), table.markdown(), BalancePlots.stem(kind)));
  }

  private static String fixed(double value) {
    return Decimals.fixed(value, 3);
  }
}
