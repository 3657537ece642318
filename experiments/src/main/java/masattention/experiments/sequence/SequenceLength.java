package masattention.experiments.sequence;

import static masattention.report.Column.number;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import masattention.experiments.Case;
import masattention.experiments.Columns;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.KvKept;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.SweepChart;
import masattention.experiments.sequence.Lengths.Against;
import masattention.experiments.sequence.LongestSequence.Limit;
import masattention.npu.Machine;
import masattention.plot.Axis;
import masattention.plot.LineChart;
import masattention.plot.Note;
import masattention.plot.Palette;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Values;
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
    context.table("sequence-length-limits", LongestSequence.table(longest));
    context.page(this, new Findings(all, longest));
    for (Lengths one : all) {
      String stem = "sequence-length-%s-%s".formatted(one.network().name(), one.machine().name());
      context.figure(stem, chart(one));
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
    Dataset<Dataset<Point>> grids =
        Dataset.of(
            context
                .searchWithBalanced(id(), Case.by(cases, Schedulers.published()))
                .by(point -> List.of(point.machine(), point.network()))
                .values());
    return context
        .inParallel(id() + ", between", grids, grid -> Lengths.of(new Points(grid), LONGEST))
        .rows();
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
    private record Line(Scheduler scheduler, int headDim) {}

    /** A row per scheduler and head dimension. */
    Dataset<Line> table() {
      return Dataset.of(of.distinct(one -> new Line(one.scheduler(), one.headDim())))
          .text("scheduler", line -> line.scheduler().id())
          .number("head dim", Line::headDim)
          .showEach(Limit.ALL, limit -> number(limit.words(), line -> cell(line, limit)));
    }

    private String cell(Line line, Limit limit) {
      Dataset<LongestSequence> found =
          of.where(one -> one.scheduler() == line.scheduler())
              .where(one -> one.headDim() == line.headDim() && one.limit().equals(limit));
      if (found.isEmpty()) {
        return "keeps none";
      }
      LongestSequence one = found.only();
      return one.endFound() ? "%d (%s)".formatted(one.tokens().orElse(0), one.endedBy()) : "none";
    }
  }

  /** Latency, energy and traffic of one kind of heads on one machine over the length. */
  private static LineChart chart(Lengths one) {
    List<Integer> lengths = one.grid().all().distinct(point -> point.shape().seqKv());
    int longest = lengths.get(lengths.size() - 1);
    return SweepChart.of(
        "%s on %s: heads of %d"
            .formatted(one.network().name(), one.machine().name(), one.network().shape().headDim()),
        Axis.powersOfTwo("sequence length, tokens", lengths.get(0), longest),
        point -> point.shape().seqKv(),
        CoreSet.masOnTop().stream()
            .map(s -> new SweepChart.Line(s.id(), Palette.color(s.id()), one.grid().of(s)))
            .toList(),
        notes(one, longest));
  }

  private static List<Note> notes(Lengths one, int longest) {
    List<Note> notes = new ArrayList<>();
    one.crossings()
        .forEach(
            (rival, crossings) -> {
              for (Crossing crossing : crossings) {
                String faster = crossing.begins() ? rival.id() : "mas";
                String slower = crossing.begins() ? "mas" : rival.id();
                notes.add(
                    new Note(
                        crossing.after(),
                        "%s faster than %s from %d".formatted(faster, slower, crossing.after())));
              }
            });
    one.wholeTokens()
        .ifPresent(n -> notes.add(new Note(n, "mas can keep K and V whole up to %d".formatted(n))));
    one.firstOverwrite()
        .ifPresent(n -> notes.add(new Note(n, "mas overwrites from %d".formatted(n))));
    one.lastOverwrite()
        .ifPresent(n -> notes.add(new Note(n, "mas overwrites up to %d".formatted(n))));
    return notes.stream()
        .filter(note -> note.x() <= longest)
        .sorted(Comparator.comparingDouble(Note::x))
        .toList();
  }

  /** What the page says about all kinds of heads and machines. */
  record Findings(List<Lengths> lengths, Dataset<LongestSequence> limits) {
    int most() {
      return LongestSequence.MOST;
    }

    /** A table for each machine. */
    List<LongestTable> longest() {
      return limits.by(one -> one.machine().name()).entrySet().stream()
          .map(machine -> new LongestTable(machine.getKey(), machine.getValue()))
          .toList();
    }

    private static Values<Point> speedups(Against one) {
      return one.of().grid().speedups(Schedulers.MAS, one.rival());
    }

    /** A machine, network and rival per row. */
    Dataset<Against> overtaking() {
      return Dataset.ofPairs(lengths, List.of(Schedulers.FUSEMAX, Schedulers.FLAT), Against::new)
          .text("machine", one -> one.of().machine().name())
          .text("heads of", one -> one.of().network().name())
          .text("mas against", one -> one.rival().id())
          .text("faster at 128 tokens", Against::atFirst)
          .text("faster later", Against::changes)
          .number(
              "lowest speedup of mas",
              one -> at(speedups(one).smallest(), speedups(one).smallestAt()))
          .number("highest", one -> at(speedups(one).largest(), speedups(one).largestAt()));
    }

    private static String at(double speedup, Point at) {
      return "%s at %s".formatted(Decimals.fixed(speedup, 3), at.setting());
    }

    /** A machine and network per row: how mas keeps K and V. */
    Dataset<Lengths> keeping() {
      return Dataset.of(lengths)
          .text("machine", one -> one.machine().name())
          .text("heads of", one -> one.network().name())
          .number("heads", one -> one.network().shape().queryHeads())
          .number("head dim", one -> one.network().shape().headDim())
          .number("K and V can stay whole up to", one -> one.wholeTokens().orElse(0))
          .number("and do at the best tiling up to", Findings::lastWhole)
          .number("overwrites first at", one -> tokens(one.firstOverwrite().stream().boxed()))
          .number("and last at", one -> tokens(one.lastOverwrite().stream().boxed()))
          .number("in so many ranges", Lengths::overwriteRanges);
    }

    private static String tokens(Stream<Integer> first) {
      return first.map(tokens -> Integer.toString(tokens)).findFirst().orElse("nowhere");
    }

    /** The last length of the grid at which the best tiling of mas keeps K and V whole. */
    private static String lastWhole(Lengths one) {
      Dataset<Point> whole =
          one.grid().of(Schedulers.MAS).where(point -> point.kept() == KvKept.WHOLE);
      return whole.isEmpty()
          ? "none"
          : whole.values(point -> point.shape().seqKv()).largestAt().setting();
    }
  }
}
