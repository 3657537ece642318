package masattention.experiments.assist;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import masattention.experiments.Case;
import masattention.experiments.Columns;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.Search;
import masattention.experiments.Tilings;
import masattention.interpret.timing.MovedBound;
import masattention.npu.Interference;
import masattention.npu.Machine;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.plot.BarSeries;
import masattention.plot.Chart;
import masattention.plot.GroupedBarChart;
import masattention.plot.Palette;
import masattention.report.Dataset;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.simulator.Measurement;
import masattention.simulator.Simulator;
import masattention.tiling.Spans;
import masattention.workload.AttentionShape;
import masattention.workload.Network;
import masattention.workload.Networks;

/** The scheduler of this suite against the published ones. */
public final class Assistance extends Experiment {
  /** What it is compared with: every published schedule that is not a variant of another. */
  static final List<Scheduler> RIVALS =
      List.of(
          Schedulers.LAYER_WISE,
          Schedulers.SOFT_PIPE,
          Schedulers.FLAT,
          Schedulers.TILEFLOW,
          Schedulers.FUSEMAX,
          Schedulers.MAS);

  /** The two that are ahead of the others, and its corners. */
  static final List<Scheduler> AHEAD = List.of(Schedulers.FUSEMAX, Schedulers.MAS);

  /** The sweep over shapes, a prompt and a step of decoding among them. */
  static final String SHAPES = "shapes";

  /** The sweep of the balanced tilings. */
  static final String BALANCED = "balanced";

  private static final List<Integer> LENGTHS = List.of(128, 2_048, 8_192, 65_536);
  private static final List<Integer> KEYS = List.of(2_048, 8_192, 65_536);

  private static final List<Interference> LEVELS =
      List.of(Interference.ofPercent(3, 25), Interference.ofPercent(7, 47));

  /** The experiment with its figure. */
  public Assistance() {
    super("assist", "What does a matrix unit that shares the softmax gain?");
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    List<Case> core = CoreSet.cases(Networks.coreSet());
    List<Case> balanced = new ArrayList<>();
    core.forEach(on -> balanced.add(new Case(BALANCED, BALANCED, on.network(), on.machine())));
    CoreSet.presets().forEach(preset -> balanced.addAll(shapes(BALANCED, preset.config())));
    List<Search> thrifty = Case.by(balanced, and(AHEAD), Tilings.BALANCED);
    List<Point> found = new ArrayList<>(context.inParallel(id() + ", balanced tilings", thrifty));
    List<Callable<Point>> tasks = new ArrayList<>(Case.by(core, and(RIVALS)));
    for (Network network : Networks.coreSet()) {
      NpuConfig davinci = Machines.resolve("davinci").config();
      for (Move move : Move.ALL) {
        tasks.add(() -> alone(move, network, davinci));
      }
      Stream.of(Assumptions.changes(davinci), Assumptions.counterExamples())
          .flatMap(machines -> machines.entrySet().stream())
          .map(changed -> new Case(id(), changed.getKey(), network, changed.getValue()))
          .forEach(on -> tasks.addAll(on.by(and(AHEAD))));
    }
    for (Machine preset : CoreSet.presets()) {
      tasks.addAll(Case.by(shapes(SHAPES, preset.config()), and(RIVALS)));
      tasks.addAll(Case.by(ShareMap.cases(preset.config()), and(AHEAD)));
    }
    found.addAll(context.inParallel(id(), tasks));
    found.addAll(context.inParallel(id() + ", levels", slowed(found)));
    Dataset<Point> all = Dataset.of(found);
    context.table(
        id(),
        all.show(
                Columns.of(
                    """
                    machine sweep setting network scheduler rows_per_block cols_per_tile kv_buffers
                    resident_key_tiles resident_value_tiles partition tiles_per_span sum_tiles
                    shift_tiles blocks_per_pass cycles bound_cycles
                    """))
            .number("bound_moved_cycles", Assistance::movedBound)
            .show(Columns.of("vec_busy_cycles mac_busy_cycles dram_busy_cycles energy_pj")));
    Points points = new Points(all);
    List<AssistPreset> presets = points.onPresets(AssistPreset::new);
    AssistPreset davinci = presets.get(1);
    Map<String, NpuConfig> gpus = Assumptions.counterExamples();
    RowSumsTables rowSums =
        new RowSumsTables(gpus.get(Assumptions.AS_FITTED), gpus.get(Assumptions.EXP_BESIDE));
    context.table("assist-row-sums", rowSums.all());
    context.page(
        this,
        Map.of(
            "presets", presets,
            "moves", davinci.moves(),
            "sensitivity", davinci.sensitivity(settings(davinci.machine())),
            "beside", gpu(points).sensitivity(List.copyOf(gpus.keySet())),
            "rowSums", rowSums,
            "lines", davinci.plain().of(Schedulers.ASSIST)));
    context.figure("assist", chart(presets));
  }

  /** The floor of schedules that share the softmax between the units. */
  static long movedBound(Point point) {
    return MovedBound.cycles(point.shape(), point.machine());
  }

  /** Rivals, and assist. */
  private static List<Scheduler> and(List<Scheduler> rivals) {
    return Stream.concat(rivals.stream(), Stream.of(Schedulers.ASSIST)).toList();
  }

  private static AssistPreset gpu(Points points) {
    Machine machine = Machines.resolve("hopper-sm");
    return new AssistPreset(machine, points.on(machine.name()));
  }

  /** Heads of bert-base over the length, and a step of decoding of grouped heads. */
  private static List<Case> shapes(String sweep, NpuConfig machine) {
    List<Case> shapes = new ArrayList<>();
    Network heads = CoreSet.network("bert-base");
    for (int tokens : LENGTHS) {
      Network longer = CoreSet.changed(heads, heads.shape().withSequence(tokens));
      shapes.add(new Case(sweep, "%d tokens".formatted(tokens), longer, machine));
    }
    Network grouped = CoreSet.network("llama3-8b");
    int dim = grouped.shape().headDim();
    for (int keys : KEYS) {
      String step = "decoding, 32/8 heads, %d keys".formatted(keys);
      AttentionShape shape = new AttentionShape(1, 32, 8, 1, keys, dim, dim, false, 2);
      shapes.add(new Case(sweep, step, CoreSet.changed(grouped, shape), machine));
    }
    return shapes;
  }

  /** What the matrix unit, or the order of the loads, may take over when it is alone. */
  record Move(String words, Predicate<Spans> allowed) {
    static final List<Move> ALL =
        List.of(
            new Move("row sums only", s -> s.shiftTiles() == 0 && s.blocksPerPass() == 1),
            new Move("subtraction only", s -> s.sumTiles() == 0 && s.blocksPerPass() == 1),
            new Move("blocks per pass only", s -> s.sumTiles() == 0 && s.shiftTiles() == 0));
  }

  private static Point alone(Move move, Network network, NpuConfig machine) {
    Case on = new Case("assist", move.words(), network, machine);
    Optional<Measurement> measured =
        Tilings.FASTEST
            .best(on, Schedulers.ASSIST, problem -> move.allowed().test(problem.tiling().spans()))
            .map(best -> new Simulator(network, machine, 1).measure(Schedulers.ASSIST, best));
    return new Point(on.by(Schedulers.ASSIST), measured);
  }

  private static List<String> settings(Machine davinci) {
    List<String> settings = new ArrayList<>(List.of(""));
    settings.addAll(Assumptions.changes(davinci.config()).keySet());
    LEVELS.forEach(level -> settings.add(level.text()));
    return settings;
  }

  /** The fastest tilings of davinci on it with units that slow each other. */
  private List<Callable<Point>> slowed(List<Point> found) {
    List<Callable<Point>> tasks = new ArrayList<>();
    for (Point point : found) {
      boolean compared =
          AHEAD.contains(point.scheduler()) || point.scheduler() == Schedulers.ASSIST;
      if (point.setting().isEmpty() && point.machine().name().equals("davinci") && compared) {
        LEVELS.forEach(level -> tasks.add(() -> slowed(point, level)));
      }
    }
    return tasks;
  }

  private Point slowed(Point point, Interference level) {
    Network network = point.on().network();
    NpuConfig machine = point.machine().withInterference(level);
    Measurement measured =
        new Simulator(network, machine, 1)
            .simulate(point.scheduler(), point.found().tiling())
            .orElseThrow();
    Case on = new Case(id(), level.text(), network, machine);
    return new Point(on.by(point.scheduler()), Optional.of(measured));
  }

  private static Chart chart(List<AssistPreset> presets) {
    List<BarSeries> series = new ArrayList<>();
    for (AssistPreset preset : presets) {
      series.add(
          new BarSeries(
              "%s (%s)".formatted(preset.name(), preset.assumed()),
              Palette.other(series.size()),
              preset.gains().values()));
    }
    return new GroupedBarChart(
            "assist over the best of six other schedules, fewest cycles",
            "core network",
            "speedup",
            Networks.coreSet().stream().map(Network::name).toList(),
            series)
        .withReferenceLine(1);
  }
}
