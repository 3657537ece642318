package masattention.experiments.sequence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Figure;
import masattention.experiments.sweep.LongestSequence;
import masattention.experiments.sweep.LongestSequence.Limit;
import masattention.experiments.sweep.SweepColumn;
import masattention.experiments.sweep.SweepRow;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.report.TextFile;
import masattention.schedule.Schedulers;
import masattention.workload.Network;
import masattention.workload.Networks;

/** Every scheduler from short to long sequences, and the longest that each can run. */
public final class SequenceLength implements Experiment {
  private static final List<String> PRESETS = List.of("edge", "davinci");
  private static final List<String> NETWORKS = List.of("bert-base", "t5-mini", "llama3-8b");
  private static final int SHORTEST = 128;
  private static final int LONGEST = 65_536;

  @Override
  public String question() {
    return "How do latency, energy and DRAM traffic grow with the sequence, where do the schedulers"
        + " overtake each other, and how long a sequence can each run?";
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (String preset : PRESETS) {
      for (String network : NETWORKS) {
        figures.add(
            new Figure(
                SequencePlots.stem(network, preset),
                "Latency, energy and DRAM traffic of every scheduler on %s, heads of %s, over the"
                        .formatted(preset, network)
                    + " length of the sequence."));
      }
    }
    return figures;
  }

  @Override
  public List<Path> run(ExperimentContext context) throws IOException {
    List<SequenceCase> cases = cases(context);
    List<LongestSequence> longest = longest(context);
    List<Path> written = new ArrayList<>();
    Path results = context.results();
    List<SweepRow> rows = new ArrayList<>();
    cases.forEach(one -> rows.addAll(one.grid()));
    cases.forEach(one -> rows.addAll(one.between()));
    written.add(TextFile.write(results.resolve("sequence-length.csv"), SweepColumn.csv(rows)));
    written.add(
        TextFile.write(results.resolve("sequence-length-limits.csv"), LimitsCsv.of(longest)));
    written.add(
        TextFile.write(
            results.resolve("sequence-length.md"), SequencePage.of(this, cases, longest)));
    for (SequenceCase one : cases) {
      String stem = SequencePlots.stem(one.network().name(), one.machine().name());
      written.add(context.plots().write(stem, SequencePlots.of(one)));
    }
    return written;
  }

  private static Network network(String name) {
    return Networks.coreSet().stream().filter(n -> n.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<SequenceCase> cases(ExperimentContext context) {
    List<Callable<SweepRow>> points = new ArrayList<>();
    for (String preset : PRESETS) {
      for (String network : NETWORKS) {
        for (int tokens = SHORTEST; tokens <= LONGEST; tokens *= 2) {
          for (Schedulers scheduler : Schedulers.values()) {
            NpuConfig machine = Machines.resolve(preset).config();
            points.add(
                SequenceCase.point("powers-of-two", network(network), tokens, machine, scheduler));
          }
        }
      }
    }
    List<SweepRow> rows = context.inParallel("sequence-length", points);
    int each = points.size() / (PRESETS.size() * NETWORKS.size());
    List<Callable<SequenceCase>> cases = new ArrayList<>();
    for (String preset : PRESETS) {
      for (String network : NETWORKS) {
        int from = cases.size() * each;
        List<SweepRow> grid = rows.subList(from, from + each);
        NpuConfig machine = Machines.resolve(preset).config();
        cases.add(() -> SequenceCase.of(network(network), machine, grid, LONGEST));
      }
    }
    return context.inParallel("sequence-length, between", cases);
  }

  private static List<LongestSequence> longest(ExperimentContext context) {
    List<Callable<List<LongestSequence>>> tasks = new ArrayList<>();
    for (String preset : PRESETS) {
      NpuConfig machine = Machines.resolve(preset).config();
      for (int headDim :
          NETWORKS.stream().map(n -> network(n).shape().headDim()).sorted().toList()) {
        for (Schedulers scheduler : Schedulers.values()) {
          tasks.add(
              () -> {
                List<LongestSequence> found = new ArrayList<>();
                for (Limit limit : Limit.values()) {
                  LongestSequence.of(scheduler, machine, headDim, limit).ifPresent(found::add);
                }
                return found;
              });
        }
      }
    }
    return context.inParallel("sequence-length, longest", tasks).stream()
        .flatMap(List::stream)
        .toList();
  }
}
