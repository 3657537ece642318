package masattention.cli;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
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
record Sensitivity(Comparison comparison, List<Change> changes) {

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

  /** Another machine; {@code slows} where its units slow each other. */
  private record Other(String id, NpuConfig config, boolean slows) {}

  /** The changes of the machine that schedulers were compared on. */
  static Sensitivity of(Comparison comparison, int threads, Progress progress) {
    List<Change> changes = new ArrayList<>();
    List<Other> others = others(comparison.workloads().machine().config());
    try (Progress.Steps steps = progress.begin("other machines", others.size())) {
      for (Other other : others) {
        steps.say(other.id());
        changes.add(change(other, comparison, threads));
        steps.step();
      }
    }
    return new Sensitivity(comparison, List.copyOf(changes));
  }

  private static List<Other> others(NpuConfig given) {
    List<Other> others = new ArrayList<>();
    int lanes = given.vectorLanes();
    long rate = given.dramMillibytesPerCycle();
    long l1 = given.l1Bytes();
    add(others, "lanes / 2", given.withVectorLanes(Math.max(1, lanes / 2)));
    add(others, "lanes x 2", given.withVectorLanes(Math.multiplyExact(2, lanes)));
    add(others, "bandwidth / 2", given.withDramMillibytesPerCycle(Math.max(1, rate / 2)));
    add(others, "bandwidth x 2", given.withDramMillibytesPerCycle(2 * rate));
    if (l1 != NpuConfig.UNLIMITED) {
      add(others, "L1 / 2", given.withL1Bytes(Math.max(1, l1 / 2)));
      add(others, "L1 x 2", given.withL1Bytes(2 * l1));
    }
    for (Interference level : LEVELS) {
      others.add(new Other("interference " + level.text(), given.withInterference(level), true));
    }
    return others;
  }

  private static void add(List<Other> others, String id, NpuConfig config) {
    others.add(new Other(id, config, false));
  }

  private static Change change(Other other, Comparison comparison, int threads) {
    Map<String, Long> cycles = new LinkedHashMap<>();
    List<String> kept = new ArrayList<>();
    for (WholeCost cost : comparison.ranked()) {
      boolean keeps = other.slows() && !isShort(cost);
      OptionalLong sum =
          keeps
              ? cycles(cost, other.config())
              : searched(cost, comparison, other.config(), threads);
      if (sum.isPresent()) {
        cycles.put(cost.id(), sum.getAsLong());
        kept.addAll(keeps ? List.of(cost.id()) : List.of());
      }
    }
    return new Change(other.id(), cycles, kept);
  }

  /** The cycles at the best tilings of another machine; none where nothing fits. */
  private static OptionalLong searched(
      WholeCost cost, Comparison comparison, NpuConfig config, int threads) {
    Machine given = comparison.workloads().machine();
    Machine machine = new Machine(config, given.description(), given.values());
    List<Workload> groups =
        comparison.workloads().groups().stream().map(group -> group.on(machine)).toList();
    Goal goal = comparison.goal();
    Goal fastest = new Goal(Objective.CYCLES, goal.within(), false, goal.exact());
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
  Dataset<WholeCost> table() {
    return Dataset.of(comparison.ranked())
        .show(text("times the fastest", WholeCost::id), number("as given", 2, comparison::times))
        .showEach(
            changes,
            change ->
                number(
                    change.id(),
                    cost ->
                        Optional.ofNullable(change.times(cost.id()))
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
  String answer() {
    String winner = comparison.ranked().get(0).id();
    List<Change> known = changes.stream().filter(change -> !change.cycles().isEmpty()).toList();
    List<Change> other = known.stream().filter(change -> notFastest(change, winner)).toList();
    return "%s stays the fastest in %d of %d changes of the machine%s%s.\n"
        .formatted(
            winner,
            known.size() - other.size(),
            known.size(),
            other.isEmpty() ? "" : "; ",
            other.stream()
                .map(change -> instead(change, winner))
                .collect(Collectors.joining(", ")));
  }

  private static String instead(Change change, String winner) {
    Double times = change.times(winner);
    String by = times == null ? "" : ", by %s %%".formatted(Decimals.fixed(100 * (times - 1), 1));
    return "with %s it is %s%s".formatted(change.id(), change.ranking().get(0), by);
  }

  private static boolean notFastest(Change change, String winner) {
    Double times = change.times(winner);
    return times == null || times > 1;
  }

  /** Every change with its schedulers, the fastest first. */
  ArrayNode json() {
    ArrayNode array = JsonText.object().arrayNode();
    for (Change change : changes) {
      ArrayNode ranking = array.addObject().put("change", change.id()).putArray("ranking");
      for (String name : change.ranking()) {
        ranking
            .addObject()
            .put("scheduler", name)
            .put("cycles", change.cycles().get(name))
            .put("searched_again", !change.kept().contains(name))
            .put("times_fastest", Decimals.rounded(change.times(name), 6));
      }
    }
    return array;
  }
}
