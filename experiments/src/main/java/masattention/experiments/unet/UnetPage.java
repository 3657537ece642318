package masattention.experiments.unet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import masattention.experiments.CoreSet;
import masattention.experiments.Published;
import masattention.experiments.SimulateLine;
import masattention.experiments.comparison.PresetNotes;
import masattention.npu.Machine;
import masattention.report.Decimals;
import masattention.report.Table;
import masattention.schedule.Schedulers;
import masattention.simulator.Measurement;

/** The experiment as a page that a person reads. */
final class UnetPage {

  private static final List<Schedulers> RIVALS =
      Arrays.stream(Schedulers.values()).filter(s -> s != Schedulers.MAS).toList();

  private final UnetTable table;
  private final List<Measurement> measured;
  private final StringBuilder text = new StringBuilder();

  UnetPage(UnetTable table, List<Measurement> measured) {
    this.table = table;
    this.measured = measured;
  }

  String text() {
    text.append(
        """
        # The self-attention of the Stable Diffusion 1.5 UNet

        A public summary of the paper states a latency cut of %s %% for the Stable Diffusion UNet; of the
        largest layer or of the whole, against what and on which device is not stated. Here are the 16
        self-attention layers at 512 × 512 (5 of 4096 tokens, 5 of 1024, 5 of 256, 1 of 64; 8 heads),
        each shape and their sum, every scheduler at its fastest tiling. Convolutions, cross-attention
        and the other layers of the UNet are not in it: with them the cut of the whole network is smaller.
        `mvn verify` or `./mas reproduce unet` writes this page, the figures and [unet.csv](unet.csv).

        ## Findings

        """
            .formatted(Published.UNET_LATENCY_CUT.text()));
    for (Machine machine : CoreSet.presets()) {
      findings(machine);
    }
    CoreSet.presets().forEach(this::preset);
    text.append("\n## Command lines\n\n```text\n");
    for (Measurement row : measured) {
      if (row.scheduler() == Schedulers.FLAT || row.scheduler() == Schedulers.MAS) {
        text.append(SimulateLine.of(row)).append('\n');
      }
    }
    return text.append("```\n").toString();
  }

  private void findings(Machine machine) {
    String largest = Unet.LAYERS.get(0).name();
    List<String> parts = new ArrayList<>();
    for (Schedulers rival :
        List.of(Schedulers.FLAT, Schedulers.FLAT_NO_PREFETCH, Schedulers.FLAT_STREAM)) {
      parts.add(
          "against `%s` %s %% on the largest layer and %s %% on the sum"
              .formatted(
                  rival.id(), cut(machine, rival, largest), cut(machine, rival, UnetRow.SUM)));
    }
    UnetRow flat = table.row(machine, Schedulers.FLAT, largest);
    UnetRow all = table.row(machine, Schedulers.FLAT, UnetRow.SUM);
    text.append(
        "- On `%s` (%s) mas cuts the latency %s. The largest layer is %s %% of the sum under `flat`.\n"
            .formatted(
                machine.name(),
                PresetNotes.assumed(machine),
                String.join("; ", parts),
                Decimals.fixed(100.0 * flat.cycles() / all.cycles(), 1)));
    text.append(
        "- Of all layers and the three readings of FLAT on `%s`, the cut nearest to %s %% is %s.\n"
            .formatted(machine.name(), Published.UNET_LATENCY_CUT.text(), nearest(machine)));
  }

  /** The layer and rival among the readings of FLAT whose cut comes nearest the published one. */
  private String nearest(Machine machine) {
    String best = "";
    double distance = Double.POSITIVE_INFINITY;
    for (Schedulers rival :
        List.of(Schedulers.FLAT, Schedulers.FLAT_NO_PREFETCH, Schedulers.FLAT_STREAM)) {
      for (String layer : UnetTable.layers()) {
        double cut =
            table.row(machine, Schedulers.MAS, layer).cutPercent(table.row(machine, rival, layer));
        if (Math.abs(cut - Published.UNET_LATENCY_CUT.value()) < distance) {
          distance = Math.abs(cut - Published.UNET_LATENCY_CUT.value());
          best = "%s %%, against `%s` on %s".formatted(Decimals.fixed(cut, 1), rival.id(), layer);
        }
      }
    }
    return best;
  }

  private String cut(Machine machine, Schedulers rival, String layer) {
    return Decimals.fixed(
        table.row(machine, Schedulers.MAS, layer).cutPercent(table.row(machine, rival, layer)), 1);
  }

  private void preset(Machine machine) {
    text.append(
        "\n## %s\n\n%s\n\n### Latency cut by mas on %s, %%\n\n"
            .formatted(machine.name(), PresetNotes.warning(machine), machine.name()));
    List<String> headers = new ArrayList<>(List.of("layers"));
    RIVALS.forEach(rival -> headers.add(rival.id()));
    Table cuts = new Table(1, headers);
    for (String layer : UnetTable.layers()) {
      List<String> cells = new ArrayList<>(List.of(name(machine, layer)));
      RIVALS.forEach(rival -> cells.add(cut(machine, rival, layer)));
      cuts.add(cells);
    }
    text.append(cuts.markdown());
    text.append("\n### Latency on %s, µs\n\n".formatted(machine.name()));
    List<String> names = new ArrayList<>(List.of("layers"));
    List.of(Schedulers.values()).forEach(scheduler -> names.add(scheduler.id()));
    Table latencies = new Table(1, names);
    for (String layer : UnetTable.layers()) {
      List<String> cells = new ArrayList<>(List.of(name(machine, layer)));
      for (Schedulers scheduler : Schedulers.values()) {
        cells.add(Decimals.fixed(table.row(machine, scheduler, layer).microseconds(), 1));
      }
      latencies.add(cells);
    }
    text.append(latencies.markdown());
    text.append("\n![Latency relative to flat](../plots/%s.svg)\n".formatted(Unet.stem(machine)));
  }

  private String name(Machine machine, String layer) {
    return "%s, %d layers".formatted(layer, table.row(machine, Schedulers.MAS, layer).layers());
  }
}
