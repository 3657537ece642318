package masattention.experiments.sequence;

import static masattention.report.Column.number;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import masattention.experiments.Case;
import masattention.experiments.CoreSet;
import masattention.experiments.Point;
import masattention.experiments.Points;
import masattention.experiments.Search;
import masattention.experiments.sequence.LongestSequence.Limit;
import masattention.npu.NpuConfig;
import masattention.report.Dataset;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.workload.Network;

/**
 * One kind of heads on one machine, over all lengths.
 *
 * @param grid every scheduler at the lengths of the grid
 * @param between further points, at lengths between those
 * @param crossings where each of the {@link #RIVALS} becomes faster than mas, or ceases to be
 * @param overwrite where the best tiling of mas begins or ceases to overwrite
 * @param wholeTokens the longest sequence of which mas can keep K and V whole
 */
record Lengths(
    Network network,
    NpuConfig machine,
    Points grid,
    List<Point> between,
    Map<Scheduler, List<Crossing>> crossings,
    List<Crossing> overwrite,
    OptionalLong wholeTokens) {
  /** Those whose crossings with mas are looked for. */
  static final List<Scheduler> RIVALS = List.of(Schedulers.FLAT, Schedulers.FUSEMAX);

  /** Lengths between those of the grid are multiples of this. */
  private static final int STEP = 64;

  private static final int STEPS_PER_OCTAVE = 4;
  private static final int OCTAVES = 3;

  /** The heads of a network at another length. */
  static Case on(String sweep, Network network, int tokens, NpuConfig machine) {
    Network longer = CoreSet.changed(network, network.shape().withSequence(tokens));
    return new Case(sweep, Integer.toString(tokens), longer, machine);
  }

  private static int tokens(Case on) {
    return on.shape().seqKv();
  }

  /** Looks between the lengths of the grid. */
  static Lengths of(Points grid, int longest) {
    Case shortest = grid.cases().rows().get(0);
    Network network = shortest.network();
    NpuConfig machine = shortest.machine();
    Between between = new Between(network, machine, new LinkedHashSet<>());
    SortedMap<Integer, Boolean> overwrites = new TreeMap<>();
    grid.of(Schedulers.MAS).forEach(mas -> overwrites.put(tokens(mas.on()), mas.overwrites()));
    for (int tokens : window(network, machine, longest)) {
      overwrites.computeIfAbsent(tokens, between::overwrites);
    }
    Map<Scheduler, List<Crossing>> crossings = new LinkedHashMap<>();
    for (Scheduler rival : RIVALS) {
      SortedMap<Integer, Boolean> faster = new TreeMap<>();
      grid.cases().forEach(on -> faster.put(tokens(on), faster(grid, on, rival)));
      crossings.put(
          rival,
          Crossing.in(faster).stream()
              .map(c -> c.refined(STEP, tokens -> between.faster(tokens, rival)))
              .toList());
    }
    List<Crossing> overwrite =
        Crossing.in(overwrites).stream().map(c -> c.refined(STEP, between::overwrites)).toList();
    return new Lengths(
        network,
        machine,
        grid,
        between.asked().stream().map(Search::call).toList(),
        crossings,
        overwrite,
        longestWhole(Schedulers.MAS, network, machine));
  }

  private static boolean faster(Points points, Case on, Scheduler rival) {
    return points.get(on, rival).cycles() < points.get(on, Schedulers.MAS).cycles();
  }

  private static OptionalLong longestWhole(
      Scheduler scheduler, Network network, NpuConfig machine) {
    return LongestSequence.of(scheduler, machine, network.shape().headDim(), Limit.KV_WHOLE)
        .orElseThrow()
        .tokens();
  }

  /**
   * The lengths, in quarters of an octave, up to the one at which K and V no longer fit beside one
   * row of scores: beyond it a second row is not what is in want of room.
   */
  private static List<Integer> window(Network network, NpuConfig machine, int longest) {
    long top = longestWhole(Schedulers.FLAT, network, machine).orElse(0);
    return IntStream.rangeClosed(-OCTAVES * STEPS_PER_OCTAVE, 0)
        .map(i -> ((int) (top * StrictMath.pow(2, i / (double) STEPS_PER_OCTAVE) / STEP)) * STEP)
        .filter(tokens -> tokens > 0 && tokens <= longest)
        .distinct()
        .boxed()
        .toList();
  }

  /** Searches at lengths that are not on the grid, and remembers them. */
  private record Between(Network network, NpuConfig machine, Set<Search> asked) {
    private Point point(int tokens, Scheduler scheduler) {
      Search search = on("between", network, tokens, machine).by(scheduler);
      asked.add(search);
      return search.call();
    }

    boolean faster(int tokens, Scheduler rival) {
      return point(tokens, rival).cycles() < point(tokens, Schedulers.MAS).cycles();
    }

    boolean overwrites(int tokens) {
      return point(tokens, Schedulers.MAS).overwrites();
    }
  }

  /** The lengths looked at whose best tiling of mas overwrites. */
  private IntStream overwriting() {
    return Stream.concat(grid.all().stream(), between.stream())
        .filter(point -> point.scheduler() == Schedulers.MAS && point.overwrites())
        .mapToInt(point -> tokens(point.on()));
  }

  OptionalInt firstOverwrite() {
    return overwriting().min();
  }

  OptionalInt lastOverwrite() {
    return overwriting().max();
  }

  /** Ranges of the lengths looked at in which the best tiling of mas overwrites. */
  long overwriteRanges() {
    return overwrite.stream().filter(Crossing::begins).count();
  }

  /** Against one rival of mas. */
  record Against(Lengths of, Scheduler rival) {
    /** Who is faster at the shortest length. */
    String atFirst() {
      boolean faster = faster(of.grid(), of.grid().cases().rows().get(0), rival);
      return faster ? rival.id() : "mas";
    }

    /** Where that changes. */
    String changes() {
      List<Crossing> crossings = of.crossings().get(rival);
      return crossings.isEmpty()
          ? "nowhere on the grid"
          : crossings.stream().map(this::change).collect(Collectors.joining("; "));
    }

    private String change(Crossing at) {
      String faster = at.begins() ? rival.id() : "mas";
      return "%s from %d (not yet at %d)".formatted(faster, at.after(), at.before());
    }
  }

  /** A length of the grid per row. */
  Dataset<Case> table() {
    return grid.cases()
        .number("tokens", Lengths::tokens)
        .number("mas cycles", on -> grid.get(on, Schedulers.MAS).cycles())
        .number("bound / mas", 3, on -> grid.get(on, Schedulers.MAS).boundShare())
        .showEach(
            List.of(
                Schedulers.FLAT, Schedulers.FLAT_STREAM, Schedulers.TILEFLOW, Schedulers.FUSEMAX),
            other ->
                number(other.id() + " / mas", 3, on -> grid.speedup(on, Schedulers.MAS, other)))
        .text("K/V of mas", on -> grid.get(on, Schedulers.MAS).kept().id())
        .text("K/V of flat", on -> grid.get(on, Schedulers.FLAT).kept().id());
  }
}
