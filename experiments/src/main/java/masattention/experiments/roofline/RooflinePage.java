package masattention.experiments.roofline;

import java.util.Comparator;
import java.util.List;
import masattention.experiments.CoreSet;
import masattention.experiments.SimulateLine;
import masattention.experiments.comparison.PresetNotes;
import masattention.npu.Machine;
import masattention.report.Decimals;
import masattention.report.Table;
import masattention.schedule.Schedulers;

/** The experiment as a page that a person reads. */
record RooflinePage(List<RooflinePoint> points) {

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # What limits each scheduler

        Every scheduler on the twelve core networks at its fastest tiling, as a point: operations of the
        two products (a multiply-accumulate is two) per DRAM byte that the schedule really moves, and
        operations per nanosecond that it reaches. Three roofs: all matrix units busy; the DRAM channel
        busy; the vector units busy with the cheapest exact softmax of the network (that of
        `bound`). `mvn verify` or `./mas reproduce roofline` writes this page, the figures and
        [roofline.csv](roofline.csv), which has every point.
        """);
    CoreSet.presets().forEach(machine -> preset(text, machine));
    text.append("\n## Command lines\n\nThe lines of bert-base:\n\n```text\n");
    points.stream()
        .filter(p -> p.row().network().equals("bert-base"))
        .forEach(p -> text.append(SimulateLine.of(p.row())).append('\n'));
    return text.append("```\n").toString();
  }

  private void preset(StringBuilder text, Machine machine) {
    Roofs roofs = new Roofs(machine.config());
    List<RooflinePoint> own = Roofline.of(points, machine);
    RooflinePoint best =
        own.stream().max(Comparator.comparingDouble(RooflinePoint::reached)).orElseThrow();
    text.append("\n## %s\n\n".formatted(machine.name()));
    text.append(
        "MAC roof %s GOP/s; DRAM %s GB/s, so that the roofs meet at %s operations per byte. %s.\n\n"
            .formatted(
                Decimals.fixed(roofs.mac(), 1),
                Decimals.fixed(roofs.dramBytesPerNanosecond(), 2),
                Decimals.fixed(roofs.ridge(), 1),
                "On this preset " + PresetNotes.assumed(machine)));
    text.append(
        "- The highest point is %s on %s: %s GOP/s, %s %% of the MAC roof.\n"
            .formatted(
                best.row().scheduler().id(),
                best.row().network(),
                Decimals.fixed(best.reached(), 1),
                Decimals.fixed(100 * best.reached() / roofs.mac(), 1)));
    for (Schedulers scheduler : List.of(Schedulers.FLAT, Schedulers.MAS)) {
      text.append(
          "- The lowest roof over %s is MAC on %d networks, VEC on %d, DRAM on %d; it comes to %s %% of it on average.\n"
              .formatted(
                  scheduler.id(),
                  limited(own, scheduler, "MAC"),
                  limited(own, scheduler, "VEC"),
                  limited(own, scheduler, "DRAM"),
                  Decimals.fixed(share(own, scheduler), 1)));
    }
    Table table =
        new Table(
            1,
            List.of(
                "scheduler",
                "operations per byte",
                "GOP/s",
                "% of MAC and DRAM roofs",
                "% of all three",
                "MAC / VEC / DRAM lowest"));
    for (Schedulers scheduler : Schedulers.values()) {
      List<RooflinePoint> rows = of(own, scheduler);
      table.add(
          List.of(
              scheduler.id(),
              "%s to %s"
                  .formatted(
                      Decimals.fixed(
                          rows.stream().mapToDouble(RooflinePoint::intensity).min().orElseThrow(),
                          1),
                      Decimals.fixed(
                          rows.stream().mapToDouble(RooflinePoint::intensity).max().orElseThrow(),
                          1)),
              "%s to %s"
                  .formatted(
                      Decimals.fixed(
                          rows.stream().mapToDouble(RooflinePoint::reached).min().orElseThrow(), 1),
                      Decimals.fixed(
                          rows.stream().mapToDouble(RooflinePoint::reached).max().orElseThrow(),
                          1)),
              Decimals.fixed(
                  rows.stream()
                      .mapToDouble(p -> 100 * p.reached() / p.attainable())
                      .average()
                      .orElseThrow(),
                  1),
              Decimals.fixed(share(own, scheduler), 1),
              "%d / %d / %d"
                  .formatted(
                      limited(own, scheduler, "MAC"),
                      limited(own, scheduler, "VEC"),
                      limited(own, scheduler, "DRAM"))));
    }
    text.append("\nOver the core networks; shares are means.\n\n" + table.markdown());
    text.append("\n![Roofline](../plots/%s.svg)\n".formatted(Roofline.stem(machine)));
  }

  private static List<RooflinePoint> of(List<RooflinePoint> points, Schedulers scheduler) {
    return points.stream().filter(p -> p.row().scheduler() == scheduler).toList();
  }

  private static long limited(List<RooflinePoint> points, Schedulers scheduler, String roof) {
    return of(points, scheduler).stream().filter(p -> p.limit().equals(roof)).count();
  }

  private static double share(List<RooflinePoint> points, Schedulers scheduler) {
    return of(points, scheduler).stream()
        .mapToDouble(p -> 100 * p.reached() / p.attainableWithSoftmax())
        .average()
        .orElseThrow();
  }
}
