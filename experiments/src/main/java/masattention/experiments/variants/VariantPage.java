package masattention.experiments.variants;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import masattention.experiments.CoreSet;
import masattention.experiments.SimulateLine;
import masattention.experiments.comparison.PresetNotes;
import masattention.experiments.variants.VariantCase.Variant;
import masattention.experiments.variants.VariantRows.Row;
import masattention.npu.Machine;
import masattention.report.Decimals;
import masattention.report.Table;
import masattention.schedule.Schedulers;
import masattention.simulator.Measurement;

/** The experiment as a page that a person reads. */
record VariantPage(VariantRows rows) {

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Attention other than plain self-attention

        bert-base and llama3-8b with one thing changed at a time, every scheduler at its fastest tiling:
        a causal mask, grouped queries, other numbers of queries than of keys, one query against a cache
        of keys, batches, other element sizes. `mvn verify` or `./mas reproduce variants` writes this page,
        the figures and [variants.csv](variants.csv). Of the element size only the bytes change: the
        units work as fast, and an operation costs as much energy, as with FP16. With a causal mask the
        sub-tiles that it masks wholly are left out, partly masked ones are computed in full.

        """);
    for (Machine machine : CoreSet.presets()) {
      preset(text, machine);
    }
    text.append("## Command lines\n\nEvery case for mas on `edge`:\n\n```text\n");
    for (Row row : rows.rows()) {
      if (row.machine().name().equals("edge")) {
        text.append(SimulateLine.of(row.measured().get(Schedulers.MAS))).append('\n');
      }
    }
    return text.append("```\n").toString();
  }

  private void preset(StringBuilder text, Machine machine) {
    text.append("## %s\n\n%s\n\n".formatted(machine.name(), PresetNotes.warning(machine)));
    for (Variant variant : Variant.values()) {
      text.append(finding(machine, variant));
    }
    text.append(refetching(machine));
    text.append(
        "\n![Speedup over flat](../plots/%s.svg)\n\n![Speedup over flat](../plots/%s.svg)\n\n![Decode](../plots/%s.svg)\n"
            .formatted(
                VariantPlots.stem(machine),
                VariantPlots.sizeStem(machine),
                VariantPlots.decodeStem(machine)));
    for (Variant variant : Variant.values()) {
      text.append("\n### %s on %s\n\n".formatted(variant.title(), machine.name()));
      text.append(table(machine, variant).markdown());
    }
    text.append('\n');
  }

  private String finding(Machine machine, Variant variant) {
    List<Row> own = rows.of(machine, variant);
    Row least = own.stream().min(bySpeedup()).orElseThrow();
    Row most = own.stream().max(bySpeedup()).orElseThrow();
    return "- %s: mas is between %s (%s) and %s (%s) times as fast as `flat`; `fusemax` is faster than mas in %d of %d cases.\n"
        .formatted(
            variant.title(),
            Decimals.fixed(speedup(least), 3),
            least.variantCase().label(),
            Decimals.fixed(speedup(most), 3),
            most.variantCase().label(),
            own.stream().filter(r -> r.speedup(Schedulers.FUSEMAX, Schedulers.MAS) > 1).count(),
            own.size());
  }

  /** What a decode step costs where the K and V of a head no longer stay. */
  private String refetching(Machine machine) {
    List<Row> grouped =
        rows.of(machine, Variant.DECODE).stream()
            .filter(row -> row.variantCase().decodes(VariantCase.GROUPED))
            .toList();
    Row longest = grouped.get(grouped.size() - 1);
    Measurement mas = longest.measured().get(Schedulers.MAS);
    return "- Decoding with grouped queries, mas fetches K and V more than once in %d of %d cases: what does not stay in L1 is streamed again for every query head of a group. With %d keys it takes %s times the cycles of the bound. `layer-wise` is faster than mas in %d cases.\n"
        .formatted(
            grouped.stream()
                .filter(r -> r.measured().get(Schedulers.MAS).work().refetchBytes() > 0)
                .count(),
            grouped.size(),
            mas.shape().seqKv(),
            Decimals.fixed((double) mas.cycles() / mas.boundCycles(), 2),
            grouped.stream()
                .filter(r -> r.speedup(Schedulers.LAYER_WISE, Schedulers.MAS) > 1)
                .count());
  }

  private static Comparator<Row> bySpeedup() {
    return Comparator.comparingDouble(VariantPage::speedup);
  }

  private static double speedup(Row row) {
    return row.speedup(Schedulers.MAS, Schedulers.FLAT);
  }

  /** A row per case: cycles of mas, its distance to the bound, its speedup over every other. */
  private Table table(Machine machine, Variant variant) {
    List<String> headers =
        new ArrayList<>(
            List.of("case", "cycles of mas", "bound / mas, %", "energy saved against flat, %"));
    for (Schedulers rival : Schedulers.values()) {
      if (rival != Schedulers.MAS) {
        headers.add("over " + rival.id());
      }
    }
    Table table = new Table(1, headers);
    for (Row row : rows.of(machine, variant)) {
      Measurement mas = row.measured().get(Schedulers.MAS);
      Measurement flat = row.measured().get(Schedulers.FLAT);
      List<String> cells =
          new ArrayList<>(
              List.of(
                  row.variantCase().label(),
                  Long.toString(mas.cycles()),
                  Decimals.fixed(100.0 * mas.boundCycles() / mas.cycles(), 1),
                  Decimals.fixed(
                      100 * (1 - mas.energy().totalPicojoules() / flat.energy().totalPicojoules()),
                      1)));
      for (Schedulers rival : Schedulers.values()) {
        if (rival != Schedulers.MAS) {
          cells.add(
              row.measured().containsKey(rival)
                  ? Decimals.fixed(row.speedup(Schedulers.MAS, rival), 3)
                  : "does not fit");
        }
      }
      table.add(cells);
    }
    return table;
  }
}
