package masattention.experiments.sequence;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import masattention.experiments.Case;
import masattention.experiments.Columns;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.sequence.LongestSequence.Limit;
import masattention.npu.Machine;
import masattention.report.Dataset;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.workload.Network;

/** Every scheduler from short to long sequences, and the longest that each can run. */
public final class SequenceLength extends Experiment {
  private static final List<Network> NETWORKS =
      Stream.of("bert-base", "t5-mini", "llama3-8b").map(CoreSet::network).toList();
  private static final int SHORTEST = 128;
  private static final int LONGEST = 16_384;

  public SequenceLength() {
    super("sequence-length", "Who is fastest as sequences grow, and how long can they get?");
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    List<Lengths> all = lengths(context);
    Dataset<LongestSequence> longest = Dataset.of(longest(context));
    List<Point> rows = new ArrayList<>();
    all.forEach(one -> rows.addAll(one.grid().all().rows()));
    all.forEach(one -> rows.addAll(one.between()));
    context.table(id(), table(rows));
    context.table("sequence-length-limits", longest.show(LongestSequence.COLUMNS));
    context.page(
        this,
        Map.of(
            "findings",
            new Findings(all),
            "most",
            LongestSequence.MOST,
            "longest",
            LongestTable.all(longest),
            "lengths",
            all));
    for (Lengths one : all) {
      String stem = "sequence-length-%s-%s".formatted(one.network().name(), one.machine().name());
      context.figure(stem, SequencePlots.of(one));
    }
  }

  /** Energies are those of the grid alone. */
  private static Dataset<Point> table(List<Point> rows) {
    return Dataset.of(rows)
        .show(Columns.SWEPT)
        .showEach(Columns.BALANCED, c -> c.where(p -> !p.on().sweep().equals("between")));
  }

  private List<Lengths> lengths(ExperimentContext context) {
    List<Case> cases = new ArrayList<>();
    for (Machine preset : CoreSet.presets()) {
      for (Network network : NETWORKS) {
        for (int tokens = SHORTEST; tokens <= LONGEST; tokens *= 2) {
          cases.add(Lengths.on("powers-of-two", network, tokens, preset.config()));
        }
      }
    }
    List<Callable<Lengths>> tasks = new ArrayList<>();
    context
        .searchWithBalanced(id(), Case.by(cases, Schedulers.published()))
        .by(point -> List.of(point.machine(), point.network()))
        .values()
        .forEach(grid -> tasks.add(() -> Lengths.of(new Points(grid), LONGEST)));
    return context.inParallel(id() + ", between", tasks);
  }

  private List<LongestSequence> longest(ExperimentContext context) {
    List<Callable<List<LongestSequence>>> tasks = new ArrayList<>();
    for (Machine preset : CoreSet.presets()) {
      for (int headDim : NETWORKS.stream().map(n -> n.shape().headDim()).sorted().toList()) {
        for (Scheduler scheduler : Schedulers.published()) {
          tasks.add(() -> LongestSequence.all(scheduler, preset.config(), headDim));
        }
      }
    }
    return context.inParallel(id() + ", longest", tasks).stream().flatMap(List::stream).toList();
  }

  /** The longest sequence of every scheduler on one machine. */
  record LongestTable(String machine, Dataset<LongestSequence> of) {

    static List<LongestTable> all(Dataset<LongestSequence> all) {
      return all.by(one -> one.machine().name()).entrySet().stream()
          .map(machine -> new LongestTable(machine.getKey(), machine.getValue()))
          .toList();
    }

    private record Line(Scheduler scheduler, int headDim) {}

    /** A row per scheduler and head dimension. */
    Dataset<Line> table() {
      return Dataset.of(of.distinct(one -> new Line(one.scheduler(), one.headDim())))
          .show(text("scheduler", line -> line.scheduler().id()), number("head dim", Line::headDim))
          .showEach(
              List.of(Limit.values()), limit -> number(limit.words(), line -> cell(line, limit)));
    }

    private String cell(Line line, Limit limit) {
      Dataset<LongestSequence> found =
          of.where(one -> one.scheduler() == line.scheduler())
              .where(one -> one.headDim() == line.headDim() && one.limit() == limit);
      if (found.isEmpty()) {
        return "keeps none";
      }
      LongestSequence one = found.only();
      return one.endFound() ? "%d (%s)".formatted(one.tokens().orElse(0), one.endedBy()) : "none";
    }
  }
}
