package masattention.experiments.timeline;

import java.util.List;
import masattention.experiments.SimulateLine;
import masattention.experiments.timeline.Timelines.Row;
import masattention.program.EngineKind;
import masattention.report.CsvText;
import masattention.report.Decimals;
import masattention.report.Table;
import masattention.schedule.Schedulers;

/** The experiment as a page that a person reads, and as a CSV file. */
record TimelinePage(List<Row> rows) {

  /** A line per scheduler and engine. */
  String csv() {
    CsvText csv =
        new CsvText(
            List.of(
                "preset",
                "network",
                "scheduler",
                "rows_per_block",
                "cols_per_tile",
                "cycles",
                "window_cycles",
                "core",
                "engine",
                "tasks_in_window",
                "busy_cycles_in_window",
                "busy_percent_of_window",
                "output_rows_finished_in_window"));
    for (Row row : rows) {
      Window window = row.window();
      for (int engine : TimelineChart.engines(window)) {
        csv.add(
            List.of(
                row.measurement().machine().name(),
                row.measurement().network(),
                row.measurement().scheduler().id(),
                row.measurement().tiling().rowsPerBlock(),
                row.measurement().tiling().colsPerTile(),
                row.measurement().cycles(),
                window.cycles(),
                EngineKind.coreOf(engine),
                EngineKind.kindOf(engine).name(),
                window.tasks(engine),
                window.busy(engine),
                Decimals.fixed(100.0 * window.busy(engine) / window.cycles(), 3),
                window.rowsFinished()));
      }
    }
    return csv.toString();
  }

  String text(String whole) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # What the engines do

        The beginning of a layer of bert-base on `edge`, every scheduler at its fastest tiling: the same
        number of cycles in every picture. `mvn verify` or `./mas reproduce timeline` writes this page,
        the pictures, [timeline.csv](timeline.csv) and traces of the same cycles for
        [Perfetto](https://ui.perfetto.dev): open a file of [traces/](traces) there. A transfer's bar is
        its time on the one DRAM channel, without the latency.

        """);
    Table table =
        new Table(
            1,
            List.of(
                "scheduler",
                "MAC, %",
                "VEC, %",
                "DRAM, %",
                "output rows finished",
                "cycles of the layer",
                "trace"));
    for (Row row : rows) {
      Window window = row.window();
      String id = row.measurement().scheduler().id();
      table.add(
          List.of(
              id,
              Decimals.fixed(window.busyPercent(EngineKind.MAC), 1),
              Decimals.fixed(window.busyPercent(EngineKind.VEC), 1),
              Decimals.fixed(window.channelPercent(), 1),
              Long.toString(window.rowsFinished()),
              Long.toString(row.measurement().cycles()),
              "[%s](traces/%s.json)".formatted(id, Timelines.stem(row.measurement().scheduler()))));
    }
    text.append(
        "Busy shares and finished rows (of %d) in the first %d cycles:\n\n%s"
            .formatted(
                (long) rows.get(0).measurement().shape().heads()
                    * rows.get(0).measurement().shape().seqQ(),
                rows.get(0).window().cycles(),
                table.markdown()));
    for (Row row : rows) {
      String id = row.measurement().scheduler().id();
      text.append(
          "\n## %s\n\n%s.\n\n![%s](../plots/%s.svg)\n"
              .formatted(
                  id,
                  row.measurement().scheduler().summary(),
                  id,
                  Timelines.stem(row.measurement().scheduler())));
      if (row.measurement().scheduler() == Schedulers.LAYER_WISE) {
        text.append("\nAll of it:\n\n![%s, all of it](../plots/%s.svg)\n".formatted(id, whole));
      }
    }
    text.append("\n## Command lines\n\nThe whole trace of each:\n\n```text\n");
    for (Row row : rows) {
      text.append(
          "%s --trace %s.json\n"
              .formatted(SimulateLine.of(row.measurement()), row.measurement().scheduler().id()));
    }
    return text.append("```\n").toString();
  }
}
