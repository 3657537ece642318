package masattention.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import masattention.cli.WorkloadOptions.Workload;
import masattention.explore.Exploration;
import masattention.explore.ExplorationSpace;
import masattention.explore.ExplorationSpace.Parameter;
import masattention.explore.ExplorationTask;
import masattention.input.InvalidInputException;
import masattention.report.Progress;
import masattention.schedule.Scheduler;
import masattention.search.Objective;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Searches machines: the best tiling on every one of a space, and the Pareto front. */
@Command(
    name = "explore",
    description = {
      "Finds the best tiling on every machine of a space, and the Pareto front of cycles, energy"
          + " and an area proxy.",
      "Values are lists and ranges: 8,16,24 or 8..64+8 or 8..64*2. A run that was killed goes on"
          + " where it stopped when it is started again; its rows are held against their tilings,"
          + " not searched again."
    })
final class ExploreCommand implements Runnable {
  private final Console console;

  @Mixin private WorkloadOptions options;

  @Option(
      names = "--scheduler",
      required = true,
      paramLabel = "SCHEDULER",
      description = "name (see mas schedulers)")
  private Scheduler scheduler;

  @Option(
      names = "--objective",
      defaultValue = "cycles",
      paramLabel = "OBJECTIVE",
      description = "what the best tiling makes small: cycles (default), energy or edp")
  private Objective objective;

  @Option(
      names = "--space",
      paramLabel = "FILE",
      description =
          "JSON file with any of macArray, vectorLanes, l1Bytes, dramBytesPerCycle (texts as in the"
              + " options below, which override it) and area (perMac, perLane, perL1Kibibyte,"
              + " perDramBytePerCycle, constant; default: 1, 4, 1, 0, 0, assumed)")
  private String space;

  @Option(
      names = "--mac-array",
      paramLabel = "ARRAYS",
      description = "such as 8x8,16x16,16x16x4; what is left out is the machine's")
  private String macArray;

  @Option(names = "--vector-lanes", paramLabel = "VALUES", description = "per core")
  private String vectorLanes;

  @Option(
      names = "--l1-bytes",
      paramLabel = "VALUES",
      description = "of all cores together, as 256KiB..4MiB*2")
  private String l1Bytes;

  @Option(
      names = "--dram-bytes-per-cycle",
      paramLabel = "VALUES",
      description = "of the channel, or per second: 6.4GB/s")
  private String dram;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "for explore.csv, explore-front.csv and .svg; made if it is not there")
  private Path out;

  @Option(
      names = "--allow-other-build",
      description = "go on from the rows of a killed run although another build computed them")
  private boolean allowOtherBuild;

  ExploreCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    Workload workload = options.workload();
    int threads = options.threads();
    ExplorationSpace machines = space(workload);
    Path folder = OutputPath.folder("--out", out);
    List<ExplorationTask> tasks =
        machines.machines().stream()
            .map(
                machine ->
                    new ExplorationTask(workload.network().shape(), machine, scheduler, objective))
            .toList();
    List<Path> written =
        explore(
            new Exploration(
                tasks, machines.area(), folder, allowOtherBuild, console.err()::println),
            threads);
    written.forEach(file -> console.out().println(file));
  }

  private ExplorationSpace space(Workload workload) {
    ExplorationSpace machines = new ExplorationSpace(workload.machine().config());
    if (space != null) {
      machines.read(space);
    }
    set(machines, Parameter.MAC_ARRAY, "--mac-array", macArray);
    set(machines, Parameter.VECTOR_LANES, "--vector-lanes", vectorLanes);
    set(machines, Parameter.L1_BYTES, "--l1-bytes", l1Bytes);
    set(machines, Parameter.DRAM_BYTES_PER_CYCLE, "--dram-bytes-per-cycle", dram);
    return machines;
  }

  private static void set(
      ExplorationSpace machines, Parameter parameter, String option, String text) {
    if (text != null) {
      machines.set(parameter, option, text);
    }
  }

  private List<Path> explore(Exploration exploration, int threads) {
    Progress progress = console.progress();
    try {
      return exploration.run(threads, progress);
    } catch (IOException e) {
      throw new InvalidInputException("--out %s: cannot be written: %s".formatted(out, e));
    }
  }
}
