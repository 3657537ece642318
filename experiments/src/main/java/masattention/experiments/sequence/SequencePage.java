package masattention.experiments.sequence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import masattention.experiments.sweep.Crossing;
import masattention.experiments.sweep.KvKept;
import masattention.experiments.sweep.LongestSequence;
import masattention.experiments.sweep.SweepRow;
import masattention.report.Decimals;
import masattention.report.Table;
import masattention.schedule.Schedulers;

/** The sweep over the length of the sequence as a page that a person reads. */
final class SequencePage {
  private final List<SequenceCase> cases;
  private final StringBuilder text = new StringBuilder();

  private SequencePage(List<SequenceCase> cases) {
    this.cases = cases;
  }

  static String of(SequenceLength experiment, List<SequenceCase> cases, List<LongestSequence> all) {
    SequencePage page = new SequencePage(cases);
    page.text.append("# From short to long sequences\n\n%s\n".formatted(experiment.question()));
    page.text.append(
        """

        Self-attention of one layer, batch 1, FP16, heads of three kinds; every scheduler at the tiling
        that takes the fewest cycles. All of it is simulated. On `edge` most values are assumed.
        [sequence-length.csv](sequence-length.csv) has every row (`sweep` is `between` where a length
        was looked at to place a crossing), [sequence-length-limits.csv](sequence-length-limits.csv)
        the longest sequences with the buffers that end them.

        ## Findings
        """);
    page.findings();
    page.text.append(LongestTables.of(all));
    page.lengths();
    page.lines();
    return page.text.toString();
  }

  private void findings() {
    for (SequenceCase one : cases) {
      text.append(
          "\n**%s, %s** (%s heads of %s)\n\n"
              .formatted(
                  one.machine().name(),
                  one.network().name(),
                  one.network().shape().queryHeads(),
                  one.network().shape().headDim()));
      for (Schedulers rival : List.of(Schedulers.FUSEMAX, Schedulers.FLAT)) {
        text.append("- %s against mas: %s\n".formatted(rival.id(), overtaking(one, rival)));
      }
      text.append(
          "- K and V: mas can keep them whole up to %s tokens (then with row blocks of one row); at its best tiling it last does at %s of the lengths below.\n"
              .formatted(one.wholeTokens().orElse(0), lastWhole(one)));
      text.append("- Overwrite: %s\n".formatted(overwrite(one)));
    }
  }

  private static String overtaking(SequenceCase one, Schedulers rival) {
    List<Integer> lengths = one.lengths();
    StringBuilder said = new StringBuilder();
    said.append(
        "at %s tokens %s"
            .formatted(
                lengths.get(0),
                one.faster(rival, lengths.get(0))
                    ? rival.id() + " is faster"
                    : "mas is at least as fast"));
    List<Crossing> crossings = one.faster().get(rival);
    for (Crossing crossing : crossings) {
      said.append(
          crossing.begins()
              ? "; from %s on %s is faster (not yet at %s)"
                  .formatted(crossing.after(), rival.id(), crossing.before())
              : "; from %s on mas is again (not yet at %s)"
                  .formatted(crossing.after(), crossing.before()));
    }
    said.append(crossings.isEmpty() ? ", and so at every length of the grid." : ".");
    int worst = most(one, rival, Schedulers.MAS);
    int best = most(one, Schedulers.MAS, rival);
    said.append(
        " Speedup of mas over %s: lowest %s at %s tokens, highest %s at %s."
            .formatted(
                rival.id(),
                ratio(one, worst, rival, Schedulers.MAS),
                worst,
                ratio(one, best, rival, Schedulers.MAS),
                best));
    return said.toString();
  }

  /** The length at which {@code fast} gains most on {@code slow}. */
  private static int most(SequenceCase one, Schedulers fast, Schedulers slow) {
    return one.lengths().stream()
        .max(
            Comparator.comparingDouble(
                n -> one.row(n, slow).cycles() / (double) one.row(n, fast).cycles()))
        .orElseThrow();
  }

  private static String ratio(SequenceCase one, int tokens, Schedulers over, Schedulers under) {
    return Decimals.fixed(
        one.row(tokens, over).cycles() / (double) one.row(tokens, under).cycles(), 3);
  }

  private static String lastWhole(SequenceCase one) {
    return one.lengths().stream()
        .filter(n -> one.row(n, Schedulers.MAS).kept() == KvKept.WHOLE)
        .max(Comparator.naturalOrder())
        .map(n -> n + " tokens")
        .orElse("none");
  }

  private static String overwrite(SequenceCase one) {
    if (one.firstOverwrite().isEmpty()) {
      return "no best tiling of mas uses it at any length looked at.";
    }
    long ranges = one.overwrite().stream().filter(Crossing::begins).count();
    return "the best tiling of mas uses it first at %s tokens and last at %s, in %s range%s of the lengths looked at."
        .formatted(
            one.firstOverwrite().getAsInt(),
            one.lastOverwrite().getAsInt(),
            ranges,
            ranges == 1 ? "" : "s");
  }

  private void lengths() {
    text.append(
        "\n## Length by length\n\nCycles of mas, cycles of others divided by them, and how much of a head's"
            + " K and V stays in L1: whole, overwrite (see the paper's proactive overwrite), partial or streamed.\n");
    for (SequenceCase one : cases) {
      String name = SequencePlots.stem(one.network().name(), one.machine().name());
      text.append(
          "\n### %s on %s\n\n%s\n![Latency, energy and traffic](../plots/%s.svg)\n"
              .formatted(one.network().name(), one.machine().name(), table(one).markdown(), name));
    }
  }

  private static Table table(SequenceCase one) {
    Table table =
        new Table(
            0,
            List.of(
                "tokens",
                "mas cycles",
                "bound / mas",
                "flat / mas",
                "flat-stream / mas",
                "tileflow / mas",
                "fusemax / mas",
                "K/V of mas",
                "K/V of flat"));
    for (int tokens : one.lengths()) {
      SweepRow mas = one.row(tokens, Schedulers.MAS);
      List<String> cells = new ArrayList<>();
      cells.add(Integer.toString(tokens));
      cells.add(Long.toString(mas.cycles()));
      cells.add(Decimals.fixed(mas.boundCycles() / (double) mas.cycles(), 3));
      for (Schedulers other :
          List.of(
              Schedulers.FLAT, Schedulers.FLAT_STREAM, Schedulers.TILEFLOW, Schedulers.FUSEMAX)) {
        cells.add(ratio(one, tokens, other, Schedulers.MAS));
      }
      cells.add(mas.kept().id());
      cells.add(one.row(tokens, Schedulers.FLAT).kept().id());
      table.add(cells);
    }
    return table;
  }

  private void lines() {
    text.append(
        """

        ## Again

        ```text
        ./mas reproduce sequence-length
        ./mas simulate --network NETWORK [--kv-heads 32] --seq TOKENS --scheduler SCHEDULER --machine PRESET
        ```

        The second searches for the fastest tiling of one row and finds that of the CSV file; llama3-8b
        stands here with 32 key/value heads.
        """);
  }
}
