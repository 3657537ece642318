package masattention.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import masattention.explore.AreaProxy;
import masattention.explore.Choice;
import masattention.explore.Exploration;
import masattention.explore.Exploration.Explored;
import masattention.explore.ExplorationEngine;
import masattention.explore.ExplorationLayer;
import masattention.explore.ExplorationSpace;
import masattention.explore.MachineSpace;
import masattention.explore.Parameter;
import masattention.explore.ThreadEngine;
import masattention.input.InvalidInputException;
import masattention.input.Unit;
import masattention.schedule.Scheduler;
import masattention.search.Objective;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Searches machines: the best tiling on every one of a space, and the Pareto front. */
@Command(
    name = "explore",
    description = {
      "Finds the best tiling on every machine of a space, with every scheduler and of every network,"
          + " and the Pareto fronts of time, energy and an area proxy, of each network and of their"
          + " sum.",
      "Values are lists and ranges: 8,16,24 or 8..64+8 or 8..64*2. A run that was killed goes on"
          + " where it stopped when it is started again; its rows are held against their tilings,"
          + " not searched again."
    })
final class ExploreCommand extends Subcommand implements Runnable {

  @Mixin private WorkloadOptions options;

  @Option(
      names = "--scheduler",
      required = true,
      split = ",",
      paramLabel = "SCHEDULER",
      description = "names (see mas schedulers), separated by commas")
  private List<Scheduler> schedulers;

  @Option(
      names = "--objective",
      defaultValue = "cycles",
      split = ",",
      paramLabel = "OBJECTIVE",
      description =
          "what the best tiling makes small: cycles (default), energy, edp or balanced; several"
              + " with commas")
  private List<Objective> objectives;

  @Option(
      names = "--lengths",
      paramLabel = "VALUES",
      description = "tokens, each in turn as --tokens: 128,512 or 256..8K*2")
  private String lengths;

  @Option(
      names = "--space",
      paramLabel = "FILE",
      description =
          "JSON file with any of macArray, vectorLanes, l1Bytes, dramBytesPerCycle, cores,"
              + " clockMegahertz, energy (an object of costs) (texts as in the options below, which"
              + " override it) and area (perMac, perLane, perL1Kibibyte, perDramBytePerCycle,"
              + " constant; default: 1, 4, 1, 0, 0, assumed)")
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

  @Option(names = "--cores", paramLabel = "VALUES", description = "identical cores")
  private String cores;

  @Option(
      names = "--clock",
      paramLabel = "VALUES",
      description = "in MHz, or as 1GHz; the DRAM keeps its bytes and its latency in seconds")
  private String clock;

  @Option(
      names = "--energy",
      paramLabel = "COST=VALUES",
      description =
          "a cost as machine files name it: dramPicojoulesPerByte=16..64*2; may be repeated")
  private Map<Parameter, String> energy = new LinkedHashMap<>();

  @Option(
      names = "--engine",
      defaultValue = "threads",
      paramLabel = "ENGINE",
      description =
          "what computes: threads (default), or spark where mas-cluster.jar runs under spark-submit")
  private String engine;

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

  @Override
  public void run() {
    int threads = options.threads();
    ExplorationEngine engineNamed = engine(threads);
    List<ExplorationLayer> layers = layers();
    MachineSpace machines = new MachineSpace(options.machine().config());
    AreaProxy area = space == null ? AreaProxy.ASSUMED : machines.read(space);
    set(machines);
    Path folder = OutputPath.folder("--out", out);
    ExplorationSpace points =
        new ExplorationSpace(
            machines,
            schedulers.stream().distinct().toList(),
            objectives.stream().distinct().toList(),
            layers);
    Exploration exploration =
        new Exploration(
            points, area, folder, engineNamed, allowOtherBuild, console().err()::println);
    Explored explored = explore(exploration, threads);
    print(explored.summary());
    explored.written().forEach(file -> console().out().println(file));
  }

  /** The layers of every network, length by length. */
  private List<ExplorationLayer> layers() {
    if (lengths == null) {
      return layers(0);
    }
    List<Long> tokens;
    try {
      tokens = Choice.whole(Choice.inUnit(lengths, Unit.TOKENS));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("--lengths (%s): %s".formatted(lengths, e.getMessage()));
    }
    return tokens.stream()
        .distinct()
        .flatMap(length -> layers(Numbers.size(length.toString())).stream())
        .toList();
  }

  private List<ExplorationLayer> layers(int tokens) {
    return options.ofEach(tokens).stream()
        .map(
            workload ->
                new ExplorationLayer(
                    workload.network().name(),
                    workload.network().layers(),
                    tokens,
                    workload.network().shape()))
        .toList();
  }

  private ExplorationEngine engine(int threads) {
    List<ExplorationEngine> engines = new ArrayList<>(List.of(new ThreadEngine(threads)));
    ServiceLoader.load(ExplorationEngine.class).forEach(engines::add);
    return Choices.choice("engine", engine, engines, ExplorationEngine::id);
  }

  private void set(MachineSpace machines) {
    set(machines, Parameter.MAC_ARRAY, "--mac-array", macArray);
    set(machines, Parameter.VECTOR_LANES, "--vector-lanes", vectorLanes);
    set(machines, Parameter.L1_BYTES, "--l1-bytes", l1Bytes);
    set(machines, Parameter.DRAM_BYTES_PER_CYCLE, "--dram-bytes-per-cycle", dram);
    set(machines, Parameter.CORES, "--cores", cores);
    set(machines, Parameter.CLOCK_MEGAHERTZ, "--clock", clock);
    energy.forEach((cost, values) -> set(machines, cost, "--energy " + cost.field(), values));
  }

  /** The cost of energy of that name. */
  static Parameter cost(String name) {
    List<Parameter> costs = List.copyOf(Parameter.byField(true).values());
    return Choices.choice("cost", name, costs, Parameter::field);
  }

  private static void set(MachineSpace machines, Parameter parameter, String option, String text) {
    if (text != null) {
      machines.set(parameter, option, text);
    }
  }

  private Explored explore(Exploration exploration, int threads) {
    try {
      return exploration.run(threads, console().progress());
    } catch (IOException e) {
      throw new InvalidInputException("--out %s: cannot be written: %s".formatted(out, e));
    }
  }
}
