package masattention.experiments.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import masattention.experiments.BestTiling;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Measurement;
import masattention.experiments.Progress;
import masattention.npu.Machine;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.report.TextFile;
import masattention.schedule.Schedulers;
import masattention.search.Objective;
import masattention.workload.Network;
import masattention.workload.Networks;

/** Every scheduler at its fastest tiling, on the core networks and both main presets. */
public final class Comparison implements Experiment {
  private static final List<String> PRESETS = List.of("edge", "davinci");

  @Override
  public String question() {
    return "Who computes attention fastest, by how much, and with what energy, when every scheduler"
        + " has its fastest tiling?";
  }

  @Override
  public List<Path> run(ExperimentContext context) throws IOException {
    List<Machine> machines = PRESETS.stream().map(Machines::resolve).toList();
    List<Measurement> rows = measure(machines, context.threads(), context.progress());
    List<PresetRows> presets =
        machines.stream().map(machine -> PresetRows.select(machine, rows)).toList();
    List<Path> written = new ArrayList<>();
    written.add(
        TextFile.write(context.results().resolve("comparison.csv"), ComparisonCsv.of(rows)));
    written.add(
        TextFile.write(context.results().resolve("comparison.md"), ComparisonPage.of(presets)));
    for (PresetRows preset : presets) {
      written.addAll(ComparisonPlots.write(preset, context.plots()));
    }
    return written;
  }

  /** All rows, preset by preset, network by network, scheduler by scheduler. */
  private static List<Measurement> measure(List<Machine> machines, int threads, Progress progress) {
    List<Callable<Measurement>> tasks = new ArrayList<>();
    int rows = machines.size() * Networks.coreSet().size() * Schedulers.values().length;
    try (Progress.Steps steps = progress.begin("comparison", rows)) {
      for (Machine machine : machines) {
        for (Network network : Networks.coreSet()) {
          for (Schedulers scheduler : Schedulers.values()) {
            tasks.add(
                () -> {
                  Measurement row = fastest(network, machine.config(), scheduler);
                  steps.step();
                  return row;
                });
          }
        }
      }
      return inParallel(tasks, threads);
    }
  }

  private static Measurement fastest(Network network, NpuConfig machine, Schedulers scheduler) {
    return BestTiling.measured(scheduler, network, machine, Objective.CYCLES, 1)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No tiling of %s fits %s on %s."
                        .formatted(scheduler.id(), network.name(), machine.name())));
  }

  private static List<Measurement> inParallel(List<Callable<Measurement>> tasks, int threads) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Measurement>> futures = tasks.stream().map(pool::submit).toList();
      List<Measurement> results = new ArrayList<>();
      for (Future<Measurement> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The comparison was interrupted.", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A row of the comparison failed.", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
