package masattention.experiments.sequence;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import masattention.experiments.sweep.Crossing;
import masattention.experiments.sweep.KvKept;
import masattention.experiments.sweep.LongestSequence;
import masattention.experiments.sweep.LongestSequence.Limit;
import masattention.experiments.sweep.SweepPoint;
import masattention.experiments.sweep.SweepRow;
import masattention.npu.NpuConfig;
import masattention.schedule.Schedulers;
import masattention.workload.Network;

/**
 * One kind of heads on one machine, over all lengths.
 *
 * @param grid every scheduler at the lengths of the grid
 * @param between further rows, at lengths between those
 * @param faster where each of the {@link #RIVALS} becomes faster than mas, or ceases to be
 * @param overwrite where the best tiling of mas begins or ceases to overwrite
 * @param wholeTokens the longest sequence of which mas can keep K and V whole
 */
record SequenceCase(
    Network network,
    NpuConfig machine,
    List<SweepRow> grid,
    List<SweepRow> between,
    Map<Schedulers, List<Crossing>> faster,
    List<Crossing> overwrite,
    OptionalLong wholeTokens) {

  /** Those whose crossings with mas are looked for. */
  static final List<Schedulers> RIVALS = List.of(Schedulers.FLAT, Schedulers.FUSEMAX);

  /** Lengths between those of the grid are multiples of this. */
  private static final int STEP = 64;

  private static final int STEPS_PER_OCTAVE = 4;
  private static final int OCTAVES = 3;

  static SweepPoint point(
      String sweep, Network network, int tokens, NpuConfig machine, Schedulers scheduler) {
    return new SweepPoint(
        sweep,
        Integer.toString(tokens),
        network.name(),
        network.shape().withSequence(tokens),
        machine,
        scheduler,
        Optional.empty());
  }

  /** Looks between the lengths of the grid. */
  static SequenceCase of(Network network, NpuConfig machine, List<SweepRow> grid, int longest) {
    Between rows = new Between(network, machine);
    SortedMap<Integer, Boolean> overwrites = new TreeMap<>();
    for (int tokens : grid.stream().map(SweepRow::tokens).distinct().toList()) {
      overwrites.put(tokens, in(grid, tokens, Schedulers.MAS).kept() == KvKept.OVERWRITE);
    }
    for (int tokens : window(network, machine, longest)) {
      overwrites.computeIfAbsent(tokens, rows::overwrites);
    }
    Map<Schedulers, List<Crossing>> faster = new EnumMap<>(Schedulers.class);
    for (Schedulers rival : RIVALS) {
      SortedMap<Integer, Boolean> holds = new TreeMap<>();
      for (int tokens : grid.stream().map(SweepRow::tokens).distinct().toList()) {
        holds.put(tokens, faster(in(grid, tokens, rival), in(grid, tokens, Schedulers.MAS)));
      }
      faster.put(
          rival,
          Crossing.in(holds).stream()
              .map(c -> c.refined(STEP, tokens -> rows.faster(tokens, rival)))
              .toList());
    }
    List<Crossing> overwrite =
        Crossing.in(overwrites).stream().map(c -> c.refined(STEP, rows::overwrites)).toList();
    OptionalLong whole =
        LongestSequence.of(Schedulers.MAS, machine, network.shape().headDim(), Limit.KV_WHOLE)
            .orElseThrow()
            .tokens();
    return new SequenceCase(
        network, machine, grid, List.copyOf(rows.found), faster, overwrite, whole);
  }

  /**
   * The lengths, in quarters of an octave, up to the one at which K and V no longer fit beside one
   * row of scores: beyond it a second row is not what is in want of room.
   */
  private static List<Integer> window(Network network, NpuConfig machine, int longest) {
    long top =
        LongestSequence.of(Schedulers.FLAT, machine, network.shape().headDim(), Limit.KV_WHOLE)
            .orElseThrow()
            .tokens()
            .orElse(0);
    List<Integer> lengths = new ArrayList<>();
    for (int i = OCTAVES * STEPS_PER_OCTAVE; i >= 0; i--) {
      double share = StrictMath.pow(2, -i / (double) STEPS_PER_OCTAVE);
      int steps = (int) (top * share / STEP);
      int tokens = steps * STEP;
      if (tokens > 0 && tokens <= longest && !lengths.contains(tokens)) {
        lengths.add(tokens);
      }
    }
    return lengths;
  }

  static SweepRow in(List<SweepRow> rows, int tokens, Schedulers scheduler) {
    return rows.stream()
        .filter(row -> row.tokens() == tokens && row.point().scheduler() == scheduler)
        .findFirst()
        .orElseThrow();
  }

  /** The first length looked at whose best tiling of mas overwrites. */
  OptionalInt firstOverwrite() {
    return overwriting().min();
  }

  /** The last one. */
  OptionalInt lastOverwrite() {
    return overwriting().max();
  }

  private IntStream overwriting() {
    return Stream.concat(grid.stream(), between.stream())
        .filter(row -> row.point().scheduler() == Schedulers.MAS)
        .filter(row -> row.kept() == KvKept.OVERWRITE)
        .mapToInt(SweepRow::tokens);
  }

  SweepRow row(int tokens, Schedulers scheduler) {
    return in(grid, tokens, scheduler);
  }

  /** The lengths of the grid, ascending. */
  List<Integer> lengths() {
    return grid.stream().map(SweepRow::tokens).distinct().sorted().toList();
  }

  private static boolean faster(SweepRow rival, SweepRow mas) {
    return rival.cycles() < mas.cycles();
  }

  /** Whether a rival is faster than mas at a length of the grid. */
  boolean faster(Schedulers rival, int tokens) {
    return faster(row(tokens, rival), row(tokens, Schedulers.MAS));
  }

  /** Searches at lengths that are not on the grid, and remembers the rows. */
  private static final class Between {
    private final Network network;
    private final NpuConfig machine;
    private final List<SweepRow> found = new ArrayList<>();

    Between(Network network, NpuConfig machine) {
      this.network = network;
      this.machine = machine;
    }

    private SweepRow row(int tokens, Schedulers scheduler) {
      for (SweepRow row : found) {
        if (row.tokens() == tokens && row.point().scheduler() == scheduler) {
          return row;
        }
      }
      SweepRow row = point("between", network, tokens, machine, scheduler).call();
      found.add(row);
      return row;
    }

    boolean faster(int tokens, Schedulers rival) {
      return SequenceCase.faster(row(tokens, rival), row(tokens, Schedulers.MAS));
    }

    boolean overwrites(int tokens) {
      return row(tokens, Schedulers.MAS).kept() == KvKept.OVERWRITE;
    }
  }
}
