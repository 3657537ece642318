package masattention.experiments.comparison;

import java.util.ArrayList;
import java.util.List;
import masattention.experiments.SimulateLine;
import masattention.report.Table;
import masattention.schedule.Schedulers;
import masattention.simulator.Measurement;
import masattention.workload.AttentionShape;
import masattention.workload.Network;
import masattention.workload.Networks;

/** The comparison as a page that a person reads. */
final class ComparisonPage {
  private final StringBuilder text = new StringBuilder();

  private ComparisonPage() {}

  static String of(List<PresetRows> presets) {
    ComparisonPage page = new ComparisonPage();
    page.head();
    presets.forEach(page::preset);
    page.networks();
    page.text.append("\n## One line per row\n");
    presets.forEach(page::lines);
    return page.text.toString();
  }

  private void head() {
    text.append(
        """
        # Every scheduler at its fastest tiling

        Twelve core networks, one layer each, batch 1, FP16; every scheduler at the tiling that takes
        the fewest cycles. `mvn verify` writes this page, [comparison.csv](comparison.csv) and the
        figures, and fails when they differ from what is committed. All of it is simulated, nothing is
        measured on hardware, and no number is taken from a publication.

        A row, with every column of the CSV file, can be had again with a line of this pattern; the
        [last section](#one-line-per-row) has the line of each row:

        ```text
        ./mas simulate --network NETWORK [--kv-heads N] --scheduler SCHEDULER --machine PRESET --tiling rows=…,cols=…,kv-buffers=…,resident-keys=…,resident-values=…,partition=…
        ```

        Without `--tiling` the same line searches for the fastest tiling and finds that of the row.
        """);
  }

  private void preset(PresetRows preset) {
    String name = preset.machine().name();
    String warning = PresetNotes.warning(preset.machine());
    PresetTables tables = new PresetTables(preset);
    text.append("\n## %s\n\n%s".formatted(name, PresetNotes.foundation(preset.machine())));
    section(
        "Cycles on " + name, "The bound is the floor for every exact schedule.", tables.cycles());
    section(
        "Speedup of mas on " + name,
        "Cycles of each scheduler divided by those of mas: above 1, mas is faster. " + warning,
        tables.speedups());
    text.append(
        "\nSpeedup of every scheduler over flat. %s\n\n![Speedup over flat](../plots/speedup-%s.svg)\n"
            .formatted(warning, name));
    UtilisationTables utilisation = new UtilisationTables(preset);
    section(
        "Every scheduler over every other on " + name,
        "Speedup of the row over the column: geometric mean and, in brackets, maximum;"
            + " [comparison-speedups.csv](comparison-speedups.csv) has them with the networks and the energy savings. "
            + warning,
        utilisation.everyPair());
    section(
        "Utilisation on %s, %%".formatted(name),
        "Busy share of all cycles, mean over the core networks (a half array counts half); the last"
            + " three columns are the distance to the bound: mean, smallest, largest.",
        utilisation.means());
    section(
        "Utilisation on %s by network, MAC / VEC / DRAM in %%".formatted(name),
        "Of mas, " + busiest(preset) + ".",
        utilisation.perNetwork());
    text.append("\n![Utilisation](../plots/utilisation-%s.svg)\n".formatted(name));
    section(
        "Distance to the bound on " + name,
        "Bound divided by cycles, in percent: 100 is the floor itself.",
        tables.distances());
    section(
        "Energy on %s, µJ".formatted(name),
        "At the fastest tiling, not the thriftiest.",
        tables.energies());
    section(
        "Energy that mas saves on %s, %%".formatted(name),
        "1 − energy of mas / energy of each scheduler; the mean is that of the geometric mean ratio.",
        tables.savings());
    text.append("\n![Energy by component](../plots/energy-%s.svg)\n".formatted(name));
    section(
        "Traffic of mas on %s, bytes".formatted(name),
        "Refetched: K and V beyond the first fetch of each, by the proactive overwrite, by streaming"
            + " or by cores that each hold a copy.",
        tables.traffic());
  }

  /** Which unit keeps mas from being faster, on how many networks. */
  private static String busiest(PresetRows preset) {
    int[] counts = new int[3];
    for (String network : preset.networks()) {
      Measurement row = preset.row(network, Schedulers.MAS);
      double mac = UtilisationTables.mac(row);
      double vec = UtilisationTables.vec(row);
      double dram = UtilisationTables.dram(row);
      counts[dram > Math.max(mac, vec) ? 2 : vec > mac ? 1 : 0]++;
    }
    return "the busiest unit is MAC on %d networks, VEC on %d, DRAM on %d"
        .formatted(counts[0], counts[1], counts[2]);
  }

  private void section(String title, String note, Table table) {
    text.append("\n### %s\n\n%s\n\n%s".formatted(title, note, table.markdown()));
  }

  private void networks() {
    List<String> headers =
        List.of("network", "heads", "kv_heads", "seq_q", "seq_kv", "head_dim", "grade");
    Table table = new Table(1, headers);
    for (Network network : Networks.coreSet()) {
      AttentionShape shape = network.shape();
      List<String> cells = new ArrayList<>(List.of(network.name()));
      for (int size :
          List.of(
              shape.queryHeads(), shape.kvHeads(), shape.seqQ(), shape.seqKv(), shape.headDim())) {
        cells.add(Integer.toString(size));
      }
      cells.add(network.grade().letter());
      table.add(cells);
    }
    text.append(
        "\n## Networks\n\n`./mas networks` prints their sources. Grades: %s.\n\n%s"
            .formatted(PresetNotes.grades(), table.markdown()));
  }

  private void lines(PresetRows preset) {
    text.append(
        "\n<details>\n<summary>%s</summary>\n\n```text\n".formatted(preset.machine().name()));
    for (String network : preset.networks()) {
      for (Schedulers scheduler : Schedulers.values()) {
        Measurement row = preset.row(network, scheduler);
        text.append(SimulateLine.of(row)).append('\n');
      }
    }
    text.append("```\n\n</details>\n");
  }
}
