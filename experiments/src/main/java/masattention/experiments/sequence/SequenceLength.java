package masattention.experiments.sequence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import masattention.experiments.Columns;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Figure;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.Search;
import masattention.experiments.sequence.LongestSequence.Limit;
import masattention.npu.Machine;
import masattention.report.Dataset;
import masattention.schedule.Schedulers;
import masattention.workload.Network;

/** Every scheduler from short to long sequences, and the longest that each can run. */
public final class SequenceLength extends Experiment {
  private static final List<Network> NETWORKS =
      Stream.of("bert-base", "t5-mini", "llama3-8b").map(CoreSet::network).toList();
  private static final int SHORTEST = 128;
  private static final int LONGEST = 65_536;

  public SequenceLength() {
    super(
        "sequence-length",
        "How do latency, energy and DRAM traffic grow with the sequence, where do the schedulers"
            + " overtake each other, and how long a sequence can each run?",
        drawn());
  }

  private static List<Figure> drawn() {
    List<Figure> figures = new ArrayList<>();
    for (Machine preset : CoreSet.presets()) {
      for (Network network : NETWORKS) {
        figures.add(
            new Figure(
                SequencePlots.stem(network.name(), preset.name()),
                "Latency, energy and DRAM traffic of every scheduler on %s, heads of %s, over the"
                        .formatted(preset.name(), network.name())
                    + " length of the sequence."));
      }
    }
    return figures;
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    List<Lengths> all = lengths(context);
    Dataset<LongestSequence> longest = Dataset.of(longest(context));
    List<Point> rows = new ArrayList<>();
    all.forEach(one -> rows.addAll(one.grid().all().rows()));
    all.forEach(one -> rows.addAll(one.between()));
    context.table(id(), Dataset.of(rows).show(Columns.SWEPT));
    context.table("sequence-length-limits", longest.show(LongestSequence.COLUMNS));
    context.page(
        this,
        id(),
        Map.of(
            "question",
            question(),
            "findings",
            new Findings(all),
            "most",
            LongestSequence.MOST,
            "longest",
            LongestTable.all(longest),
            "lengths",
            all));
    for (Lengths one : all) {
      context.figure(one.stem(), SequencePlots.of(one));
    }
  }

  private List<Lengths> lengths(ExperimentContext context) {
    List<Search> searches = new ArrayList<>();
    for (Machine preset : CoreSet.presets()) {
      for (Network network : NETWORKS) {
        for (int tokens = SHORTEST; tokens <= LONGEST; tokens *= 2) {
          searches.addAll(
              Lengths.on("powers-of-two", network, tokens, preset.config())
                  .by(List.of(Schedulers.values())));
        }
      }
    }
    Points points = new Points(context.search(id(), searches));
    List<Callable<Lengths>> tasks = new ArrayList<>();
    for (Machine preset : CoreSet.presets()) {
      for (Network network : NETWORKS) {
        Points grid =
            points.on(preset.name()).where(on -> on.network().name().equals(network.name()));
        tasks.add(() -> Lengths.of(network, preset.config(), grid, LONGEST));
      }
    }
    return context.inParallel(id() + ", between", tasks);
  }

  private List<LongestSequence> longest(ExperimentContext context) {
    List<Callable<List<LongestSequence>>> tasks = new ArrayList<>();
    for (Machine preset : CoreSet.presets()) {
      for (int headDim : NETWORKS.stream().map(n -> n.shape().headDim()).sorted().toList()) {
        for (Schedulers scheduler : Schedulers.values()) {
          tasks.add(
              () ->
                  Arrays.stream(Limit.values())
                      .flatMap(
                          limit ->
                              LongestSequence.of(scheduler, preset.config(), headDim, limit)
                                  .stream())
                      .toList());
        }
      }
    }
    return context.inParallel(id() + ", longest", tasks).stream().flatMap(List::stream).toList();
  }
}
