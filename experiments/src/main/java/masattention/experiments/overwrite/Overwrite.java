package masattention.experiments.overwrite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Figure;
import masattention.experiments.sweep.KvKept;
import masattention.experiments.sweep.MachineChange;
import masattention.experiments.sweep.SweepColumn;
import masattention.experiments.sweep.SweepPoint;
import masattention.experiments.sweep.SweepRow;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.report.TextFile;
import masattention.workload.AttentionShape;
import masattention.workload.Network;
import masattention.workload.Networks;

/** The proactive overwrite of mas against its alternatives, over the capacity of L1. */
public final class Overwrite implements Experiment {
  private static final List<String> PRESETS = List.of("edge", "davinci");
  private static final List<Integer> LENGTHS = List.of(512, 2048, 8192);
  private static final String NETWORK = "bert-base";
  private static final long SMALLEST = 64 << 10;
  private static final int STEPS = 15;

  @Override
  public String question() {
    return "When is the proactive overwrite worth it, and by how much, against smaller blocks,"
        + " streaming, spilling P, and FLAT with as much of K and V in L1 as fits?";
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (String preset : PRESETS) {
      for (int tokens : LENGTHS) {
        figures.add(
            new Figure(
                OverwritePlots.stem(preset, tokens),
                "Latency, energy and DRAM traffic of mas with and without overwrite and of its rivals"
                    + " over the capacity of L1: %s, %d tokens, other values as on %s."
                        .formatted(NETWORK, tokens, preset)));
      }
    }
    return figures;
  }

  @Override
  public List<Path> run(ExperimentContext context) throws IOException {
    List<Callable<SweepRow>> points = new ArrayList<>();
    for (String preset : PRESETS) {
      for (int tokens : LENGTHS) {
        for (long bytes : capacities()) {
          points.addAll(points(Machines.resolve(preset).config(), tokens, bytes));
        }
      }
    }
    List<SweepRow> rows = context.inParallel("overwrite", points);
    List<OverwriteCase> cases = new ArrayList<>();
    for (String preset : PRESETS) {
      for (int tokens : LENGTHS) {
        cases.add(OverwriteCase.select(preset, tokens, rows));
      }
    }
    List<Path> written = new ArrayList<>();
    written.add(TextFile.write(context.results().resolve("overwrite.csv"), SweepColumn.csv(rows)));
    written.add(
        TextFile.write(
            context.results().resolve("overwrite.md"), OverwritePage.of(question(), cases)));
    for (OverwriteCase one : cases) {
      String stem = OverwritePlots.stem(one.machine(), one.tokens());
      written.add(context.plots().write(stem, OverwritePlots.of(one)));
    }
    return written;
  }

  /** From the smallest, in half octaves rounded to KiB. */
  private static List<Long> capacities() {
    List<Long> capacities = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      double bytes = SMALLEST * StrictMath.pow(2, step / 2.0);
      capacities.add(1024 * Math.round(bytes / 1024));
    }
    return capacities;
  }

  private static List<SweepPoint> points(NpuConfig preset, int tokens, long l1Bytes) {
    Network bert =
        Networks.coreSet().stream().filter(n -> n.name().equals(NETWORK)).findFirst().orElseThrow();
    AttentionShape shape = bert.shape().withSequence(tokens);
    Network network = new Network(NETWORK, shape, bert.source(), bert.grade(), bert.layers());
    NpuConfig machine = MachineChange.l1Bytes(preset, l1Bytes);
    List<SweepPoint> points = new ArrayList<>();
    for (Variant variant : Variant.values()) {
      SweepPoint any =
          SweepPoint.of("l1-bytes", Long.toString(l1Bytes), network, machine, variant.scheduler());
      if (variant.searched().isEmpty()) {
        points.add(any);
      }
      for (KvKept kept : variant.searched()) {
        points.add(any.keeping(kept));
      }
    }
    return points.stream().distinct().toList();
  }
}
