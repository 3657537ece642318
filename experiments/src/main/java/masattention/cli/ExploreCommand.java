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
@Command(name = "explore")
final class ExploreCommand extends Subcommand implements Runnable {

  @Mixin private WorkloadOptions options;

  @Option(names = "--scheduler", required = true, split = ",", paramLabel = "SCHEDULER")
  private List<Scheduler> schedulers;

  @Option(names = "--objective", defaultValue = "cycles", split = ",", paramLabel = "OBJECTIVE")
  private List<Objective> objectives;

  @Option(names = "--lengths", paramLabel = "VALUES")
  private String lengths;

  @Option(names = "--space", paramLabel = "FILE")
  private String space;

  @Option(names = "--mac-array", paramLabel = "ARRAYS")
  private String macArray;

  @Option(names = "--vector-lanes", paramLabel = "VALUES")
  private String vectorLanes;

  @Option(names = "--l1-bytes", paramLabel = "VALUES")
  private String l1Bytes;

  @Option(names = "--dram-bytes-per-cycle", paramLabel = "VALUES")
  private String dram;

  @Option(names = "--cores", paramLabel = "VALUES")
  private String cores;

  @Option(names = "--clock", paramLabel = "VALUES")
  private String clock;

  @Option(names = "--energy", paramLabel = "COST=VALUES")
  private Map<Parameter, String> energy = new LinkedHashMap<>();

  @Option(names = "--engine", defaultValue = "threads", paramLabel = "ENGINE")
  private String engine;

  @Option(names = "--out", required = true, paramLabel = "FOLDER")
  private Path out;

  @Option(names = "--allow-other-build")
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
