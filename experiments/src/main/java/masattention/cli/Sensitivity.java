package masattention.cli;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import masattention.cli.WorkloadOptions.Workload;
import masattention.npu.Interference;
import masattention.npu.Machine;
import masattention.npu.NpuConfig;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Progress;
import masattention.schedule.Problem;
import masattention.search.Objective;
import masattention.search.evaluation.Evaluator;
import masattention.workload.AttentionShape;

/**
 * How the ranking of schedulers changes when values of the machine move that are assumed on most
 * machines: half and double lanes, bandwidth and L1, and units that slow each other. Every
 * scheduler is searched again on every machine; only where units slow each other, so that every
 * evaluation is of a whole program, and programs are long, does it keep the tilings that are the
 * fastest when they do not.
 */
record Sensitivity(List<Change> changes) {

  /**
   * A machine with one other value.
   *
   * @param id what tables call it
   * @param cycles of every scheduler that fits, in the order of the comparison
   * @param kept those of them that were not searched again
   */
  record Change(String id, Map<String, Long> cycles, List<String> kept) {

    /** The schedulers that fit, the fastest first. */
    List<String> ranking() {
      List<String> names = new ArrayList<>(cycles.keySet());
      names.sort(Comparator.comparingLong(cycles::get));
      return names;
    }

    /** The cycles of a scheduler over the fewest; none where it does not fit. */
    Double times(String scheduler) {
      Long own = cycles.get(scheduler);
      return own == null ? null : (double) own / cycles.get(ranking().get(0));
    }
  }

  /** The most score sub-tiles of a layer whose tilings are searched by whole programs. */
  private static final long MOST_SCORE_TILES = 1000;

  private static final List<Interference> LEVELS =
      List.of(Interference.ofPercent(3, 25), Interference.ofPercent(7, 47));

  /** The changes of the machine that schedulers were compared on. */
  static Sensitivity of(Comparison comparison, Goal goal, int threads, Progress progress) {
    List<Change> changes = new ArrayList<>();
    Map<String, NpuConfig> machines = machines(comparison.machine().config());
    try (Progress.Steps steps = progress.begin("other machines", machines.size() + LEVELS.size())) {
      machines.forEach(
          (id, machine) -> {
            steps.say(id);
            changes.add(searched(id, comparison, machine, goal, threads));
            steps.step();
          });
      for (Interference level : LEVELS) {
        String id = "interference " + level.text();
        steps.say(id);
        changes.add(slowed(id, comparison, level, goal, threads));
        steps.step();
      }
    }
    return new Sensitivity(List.copyOf(changes));
  }

  private static Map<String, NpuConfig> machines(NpuConfig given) {
    Map<String, NpuConfig> machines = new LinkedHashMap<>();
    int lanes = given.vectorLanes();
    long rate = given.dramMillibytesPerCycle();
    machines.put("lanes / 2", given.withVectorLanes(Math.max(1, lanes / 2)));
    machines.put("lanes x 2", given.withVectorLanes(Math.multiplyExact(2, lanes)));
    machines.put("bandwidth / 2", given.withDramMillibytesPerCycle(Math.max(1, rate / 2)));
    machines.put("bandwidth x 2", given.withDramMillibytesPerCycle(2 * rate));
    if (given.l1Bytes() != NpuConfig.UNLIMITED) {
      machines.put("L1 / 2", given.withL1Bytes(Math.max(1, given.l1Bytes() / 2)));
      machines.put("L1 x 2", given.withL1Bytes(2 * given.l1Bytes()));
    }
    return machines;
  }

  private static Change searched(
      String id, Comparison comparison, NpuConfig config, Goal goal, int threads) {
    Map<String, Long> cycles = new LinkedHashMap<>();
    for (WholeCost cost : comparison.ranked()) {
      searched(cost, comparison, config, goal, threads)
          .ifPresent(sum -> cycles.put(cost.scheduler().id(), sum));
    }
    return new Change(id, cycles, List.of());
  }

  private static Change slowed(
      String id, Comparison comparison, Interference level, Goal goal, int threads) {
    NpuConfig machine = comparison.machine().config().withInterference(level);
    Map<String, Long> cycles = new LinkedHashMap<>();
    List<String> kept = new ArrayList<>();
    for (WholeCost cost : comparison.ranked()) {
      String name = cost.scheduler().id();
      if (isShort(cost)) {
        searched(cost, comparison, machine, goal, threads).ifPresent(sum -> cycles.put(name, sum));
      } else {
        cycles(cost, machine)
            .ifPresent(
                sum -> {
                  cycles.put(name, sum);
                  kept.add(name);
                });
      }
    }
    return new Change(id, cycles, kept);
  }

  /** The cycles at the best tilings of another machine; none where nothing fits. */
  private static OptionalLong searched(
      WholeCost cost, Comparison comparison, NpuConfig config, Goal goal, int threads) {
    Machine given = comparison.machine();
    Machine machine = new Machine(config, given.description(), given.values());
    List<Workload> groups =
        comparison.workloads().groups().stream().map(group -> group.on(machine)).toList();
    Goal fastest = new Goal(Objective.CYCLES, goal.within(), false);
    WholeCost there = WholeCost.of(groups, cost.scheduler(), fastest, threads);
    return there.fits() ? OptionalLong.of(there.total().cycles()) : OptionalLong.empty();
  }

  private static boolean isShort(WholeCost cost) {
    return cost.all().stream()
        .map(GroupCost::measurement)
        .allMatch(
            m -> Problem.of(m.shape(), m.machine(), m.tiling()).scoreTiles() <= MOST_SCORE_TILES);
  }

  /** The cycles at the tilings of a cost; none where a program is too long to be built. */
  private static OptionalLong cycles(WholeCost cost, NpuConfig machine) {
    long sum = 0;
    for (GroupCost group : cost.all()) {
      for (AttentionShape shape : group.workload().steps()) {
        Problem problem = Problem.of(shape, machine, group.tiling(shape));
        if (!problem.isBuildable() || !cost.scheduler().fits(problem)) {
          return OptionalLong.empty();
        }
        long cycles = Evaluator.fast().evaluate(cost.scheduler(), problem).cycles();
        sum += cycles * group.workload().network().layers();
      }
    }
    return OptionalLong.of(sum);
  }

  /** Times the fastest, a row for every scheduler and a column for every change. */
  Dataset<WholeCost> table(Comparison comparison) {
    return Dataset.of(comparison.ranked())
        .show(
            text("times the fastest", cost -> cost.scheduler().id()),
            number("as given", 2, comparison::times))
        .showEach(
            changes,
            change ->
                number(
                    change.id(),
                    cost ->
                        Optional.ofNullable(change.times(cost.scheduler().id()))
                            .map(times -> Decimals.fixed(times, 2))));
  }

  /** Which schedulers were not searched again, in a line; empty where all were. */
  String kept() {
    Set<String> names = new LinkedHashSet<>();
    changes.forEach(change -> names.addAll(change.kept()));
    return names.isEmpty()
        ? ""
        : "interference: %s at the tilings that are the fastest without; their programs are too long to be searched again.\n"
            .formatted(String.join(", ", names));
  }

  /** Whether the winner stays, in a sentence or two. */
  String answer(Comparison comparison) {
    String winner = comparison.ranked().get(0).scheduler().id();
    List<Change> known = changes.stream().filter(change -> !change.cycles().isEmpty()).toList();
    List<Change> other = known.stream().filter(change -> notFastest(change, winner)).toList();
    StringBuilder text = new StringBuilder();
    text.append(
        "%s stays the fastest in %d of %d changes of the machine"
            .formatted(winner, known.size() - other.size(), known.size()));
    for (int i = 0; i < other.size(); i++) {
      Change change = other.get(i);
      String fastest = change.ranking().get(0);
      Double times = change.times(winner);
      text.append(i == 0 ? "; " : ", ")
          .append("with %s it is %s".formatted(change.id(), fastest))
          .append(
              times == null ? "" : ", by %s %%".formatted(Decimals.fixed(100 * (times - 1), 1)));
    }
    return text.append(".\n").toString();
  }

  private static boolean notFastest(Change change, String winner) {
    Double times = change.times(winner);
    return times == null || times > 1;
  }

  /** Every change with its schedulers, the fastest first. */
  ArrayNode json() {
    ArrayNode array = JsonText.object().arrayNode();
    for (Change change : changes) {
      ObjectNode object = array.addObject().put("change", change.id());
      ArrayNode ranking = object.putArray("ranking");
      change
          .ranking()
          .forEach(
              name ->
                  ranking
                      .addObject()
                      .put("scheduler", name)
                      .put("cycles", change.cycles().get(name))
                      .put("searched_again", !change.kept().contains(name))
                      .put("times_fastest", Decimals.rounded(change.times(name), 6)));
    }
    return array;
  }
}
