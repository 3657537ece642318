package masattention.experiments.overwrite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import masattention.experiments.sweep.KvKept;
import masattention.experiments.sweep.SweepRow;
import masattention.report.Decimals;
import masattention.report.Table;

/** The sweep over the capacity of L1 as a page that a person reads. */
final class OverwritePage {
  private static final double WORTH = 1.01;
  private static final List<Variant> RIVALS =
      List.of(
          Variant.MAS_OVERWRITING,
          Variant.MAS_WITHOUT,
          Variant.MAS_SMALLER_BLOCKS,
          Variant.MAS_STREAMING,
          Variant.MAS_SPILL,
          Variant.FLAT,
          Variant.FLAT_PARTIAL,
          Variant.FUSEMAX);

  private final List<OverwriteCase> cases;
  private final StringBuilder text = new StringBuilder();

  private OverwritePage(List<OverwriteCase> cases) {
    this.cases = cases;
  }

  static String of(String question, List<OverwriteCase> cases) {
    OverwritePage page = new OverwritePage(cases);
    page.text.append("# The proactive overwrite\n\n%s\n".formatted(question));
    page.text.append(
        """

        bert-base (12 heads of 64), presets with another capacity of L1 (its energy per byte follows
        the capacity to the power 0.4); every variant at its fastest tiling. All of it is simulated.
        [overwrite.csv](overwrite.csv) has every search, `kv_allowed` being what it was restricted to.
        A tiling of mas counts as overwriting when K, V and two rows of scores do not fit and of one of
        K and V at most so many sub-tiles are fetched again as a row of scores takes the place of.

        """);
    page.variants();
    page.findings();
    page.points();
    page.everything();
    return page.text.toString();
  }

  private void variants() {
    Table table = new Table(2, List.of("variant", "may choose"));
    for (Variant variant : Variant.values()) {
      table.add(List.of(variant.label(), variant.meaning()));
    }
    text.append(table.markdown());
  }

  private record Point(OverwriteCase of, long l1Bytes) {
    Optional<Double> gain(Variant over) {
      return of.speedupOver(l1Bytes, over);
    }

    boolean keeps(KvKept kept) {
      return of.best(l1Bytes, Variant.MAS).kept() == kept;
    }

    /** Cycles without overwriting over those with it. */
    Optional<Double> overwriteGain() {
      SweepRow with = of.best(l1Bytes, Variant.MAS_OVERWRITING);
      SweepRow without = of.best(l1Bytes, Variant.MAS_WITHOUT);
      return with.feasible() && without.feasible()
          ? Optional.of(without.cycles() / (double) with.cycles())
          : Optional.empty();
    }

    String name() {
      return "%s, %d tokens, %d KiB".formatted(of.machine(), of.tokens(), l1Bytes / 1024);
    }

    String ratio(Variant over, ToDoubleFunction<SweepRow> quantity) {
      SweepRow other = of.best(l1Bytes, over);
      return other.feasible()
          ? Decimals.fixed(
              quantity.applyAsDouble(other) / quantity.applyAsDouble(of.best(l1Bytes, Variant.MAS)),
              3)
          : "does not fit";
    }
  }

  private List<Point> all() {
    return cases.stream()
        .flatMap(one -> one.capacities().stream().map(bytes -> new Point(one, bytes)))
        .filter(point -> point.of().best(point.l1Bytes(), Variant.MAS).feasible())
        .toList();
  }

  private List<Point> overwriting() {
    return all().stream().filter(p -> p.of().overwrites(p.l1Bytes())).toList();
  }

  private void findings() {
    List<Point> points = overwriting();
    text.append("\n## Findings\n\n");
    text.append(
        "- Of %d pairs of length and capacity at which mas fits, its fastest tiling overwrites at %d and keeps another part of K and V at %d.\n"
            .formatted(
                all().size(),
                points.size(),
                all().stream().filter(p -> p.keeps(KvKept.PARTIAL)).count()));
    fits();
    cases.forEach(this::where);
    if (!points.isEmpty()) {
      RIVALS.stream()
          .filter(rival -> rival != Variant.MAS_OVERWRITING)
          .forEach(rival -> against(points, rival));
    }
  }

  /** What the fastest overwriting tiling gains, fastest of all or not. */
  private void fits() {
    List<Point> fitting =
        all().stream()
            .filter(p -> p.of().best(p.l1Bytes(), Variant.MAS_OVERWRITING).feasible())
            .toList();
    List<Double> gains =
        fitting.stream().map(Point::overwriteGain).flatMap(Optional::stream).toList();
    if (!gains.isEmpty()) {
      text.append(
          "- A tiling that overwrites fits at %d. Against the fastest with K and V whole or streamed it gains more than 1 %% at %d and loses more than 1 %% at %d; the ratio of cycles lies between %s and %s.\n"
              .formatted(
                  fitting.size(),
                  gains.stream().filter(gain -> gain > WORTH).count(),
                  gains.stream().filter(gain -> gain < 1 / WORTH).count(),
                  Decimals.fixed(Collections.min(gains), 3),
                  Decimals.fixed(Collections.max(gains), 3)));
    }
  }

  private void where(OverwriteCase one) {
    List<String> where =
        one.capacities().stream()
            .filter(one::overwrites)
            .map(bytes -> Long.toString(bytes / 1024))
            .toList();
    text.append(
        "- %s, %d tokens: the fastest mas overwrites %s.\n"
            .formatted(
                one.machine(),
                one.tokens(),
                where.isEmpty()
                    ? "nowhere"
                    : "at %s KiB of L1".formatted(String.join(", ", where))));
  }

  private void against(List<Point> points, Variant rival) {
    List<Point> both = points.stream().filter(p -> p.gain(rival).isPresent()).toList();
    if (both.isEmpty()) {
      text.append("- Where mas overwrites, %s fits nowhere.\n".formatted(rival.label()));
      return;
    }
    List<Double> gains = both.stream().map(p -> p.gain(rival).orElseThrow()).toList();
    Point best =
        both.stream().max(Comparator.comparing(p -> p.gain(rival).orElseThrow())).orElseThrow();
    text.append(
        "- Where it overwrites, mas is faster than %s by more than 1 %% at %d of %d points; speedup %s to %s, geometric mean %s; the largest at %s, with %s times the DRAM traffic and %s times the energy of mas.\n"
            .formatted(
                rival.label(),
                gains.stream().filter(gain -> gain > WORTH).count(),
                both.size(),
                Decimals.fixed(Collections.min(gains), 3),
                Decimals.fixed(Collections.max(gains), 3),
                Decimals.fixed(Decimals.geometricMean(gains), 3),
                best.name(),
                best.ratio(rival, SweepRow::dramBytes),
                best.ratio(rival, SweepRow::energyPicojoules)));
  }

  private void points() {
    List<Point> points = overwriting();
    if (points.isEmpty()) {
      return;
    }
    text.append(
        "\n## Where the fastest mas overwrites\n\nCycles of each variant divided by those of mas; below 1, the variant is faster.\n\n");
    List<String> headers = new ArrayList<>(List.of("point"));
    RIVALS.forEach(rival -> headers.add(rival.label()));
    Table table = new Table(1, headers);
    for (Point point : points) {
      List<String> cells = new ArrayList<>(List.of(point.name()));
      RIVALS.forEach(rival -> cells.add(point.ratio(rival, SweepRow::cycles)));
      table.add(cells);
    }
    text.append(table.markdown());
  }

  private void everything() {
    text.append("\n## Every capacity\n\nCycles of each variant divided by those of mas.\n");
    for (OverwriteCase one : cases) {
      List<String> headers = new ArrayList<>(List.of("L1, KiB", "mas keeps K/V", "mas cycles"));
      RIVALS.forEach(rival -> headers.add(rival.label()));
      Table table = new Table(0, headers);
      for (long bytes : one.capacities()) {
        SweepRow mas = one.best(bytes, Variant.MAS);
        List<String> cells = new ArrayList<>(List.of(Long.toString(bytes / 1024)));
        cells.add(mas.feasible() ? mas.kept().id() : "does not fit");
        cells.add(mas.feasible() ? Long.toString(mas.cycles()) : "");
        for (Variant rival : RIVALS) {
          cells.add(mas.feasible() ? new Point(one, bytes).ratio(rival, SweepRow::cycles) : "");
        }
        table.add(cells);
      }
      text.append(
          "\n### %s, %d tokens\n\n%s\n![Latency, energy and traffic](../plots/%s.svg)\n"
              .formatted(
                  one.machine(),
                  one.tokens(),
                  table.markdown(),
                  OverwritePlots.stem(one.machine(), one.tokens())));
    }
    text.append("\n## Again\n\n```text\n./mas reproduce overwrite\n```\n");
  }
}
