package masattention.experiments.sequence;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import masattention.npu.NpuConfig;
import masattention.program.Buffer;
import masattention.program.L1Plan;
import masattention.report.Dataset;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/**
 * The longest sequence whose buffers fit into L1 for a scheduler, whatever their number of heads.
 *
 * <p>Asked of the thriftiest tilings: sub-tiles as narrow as the array, K and V single-buffered,
 * either kept whole or streamed.
 *
 * @param limit what else is asked of the tiling
 * @param tokens empty when not even one fits, {@link #MOST} when no end was found
 * @param endedBy the largest buffer of the thriftiest tiling one token further on
 * @param reason why that one does not fit, empty when no end was found
 */
record LongestSequence(
    Scheduler scheduler,
    NpuConfig machine,
    int headDim,
    Limit limit,
    OptionalLong tokens,
    String endedBy,
    String reason) {
  /** Where the search for the longest ends: beyond, a shape's counts would leave their range. */
  static final int MOST = 1 << 21;

  private static final int MOST_QUERIES = 1 << 20;

  /**
   * What is asked of the tiling.
   *
   * @param id name in files
   * @param words name on the page
   */
  record Limit(String id, String words) {
    /** That it fits. */
    static final Limit ANY = new Limit("any", "at all");

    /** That its row blocks fill the rows of the matrix array. */
    static final Limit FULL_ARRAY = new Limit("full-array", "full array");

    /** That K and V of a head stay whole. */
    static final Limit KV_WHOLE = new Limit("kv-whole", "K and V whole");

    static final List<Limit> ALL = List.of(ANY, FULL_ARRAY, KV_WHOLE);
  }

  /** As a file. */
  static Dataset<LongestSequence> table(Dataset<LongestSequence> rows) {
    return rows.text("machine", one -> one.machine().name())
        .number("head_dim", LongestSequence::headDim)
        .text("scheduler", one -> one.scheduler().id())
        .text("tiling", one -> one.limit().id())
        .number("longest_tokens", one -> one.tokens().orElse(0))
        .text("end_found", LongestSequence::endFound)
        .text("ended_by_buffer", LongestSequence::endedBy)
        .text("why_not_one_token_more", LongestSequence::reason);
  }

  boolean endFound() {
    return !endedBy.isEmpty();
  }

  /** Those of every limit that a scheduler can be asked for. */
  static List<LongestSequence> all(Scheduler scheduler, NpuConfig machine, int headDim) {
    return Limit.ALL.stream()
        .flatMap(limit -> of(scheduler, machine, headDim, limit).stream())
        .toList();
  }

  /** Searches; empty for a scheduler that can never keep K and V whole and is asked to. */
  static Optional<LongestSequence> of(
      Scheduler scheduler, NpuConfig machine, int headDim, Limit limit) {
    if (problems(scheduler, machine, headDim, limit, MOST).isEmpty()) {
      return Optional.empty();
    }
    OptionalLong tokens = largest(1, MOST, n -> fits(scheduler, machine, headDim, limit, (int) n));
    if (tokens.isPresent() && tokens.getAsLong() == MOST) {
      return Optional.of(new LongestSequence(scheduler, machine, headDim, limit, tokens, "", ""));
    }
    int next = (int) tokens.orElse(0) + 1;
    Problem thriftiest =
        problems(scheduler, machine, headDim, limit, next).stream()
            .min(Comparator.comparingLong(problem -> scheduler.plan(problem).bytes()))
            .orElseThrow();
    return Optional.of(
        new LongestSequence(
            scheduler,
            machine,
            headDim,
            limit,
            tokens,
            largest(scheduler.plan(thriftiest)).name(),
            scheduler.infeasibility(thriftiest).orElseThrow()));
  }

  /** Whether a sequence of so many tokens can be run. */
  static boolean fits(
      Scheduler scheduler, NpuConfig machine, int headDim, Limit limit, int tokens) {
    return problems(scheduler, machine, headDim, limit, tokens).stream().anyMatch(scheduler::fits);
  }

  private static List<Problem> problems(
      Scheduler scheduler, NpuConfig machine, int headDim, Limit limit, int tokens) {
    int queries = Math.min(tokens, MOST_QUERIES);
    int heads = machine.cores();
    AttentionShape shape =
        new AttentionShape(1, heads, heads, queries, tokens, headDim, headDim, false, 2);
    int rows = limit.equals(Limit.FULL_ARRAY) ? Math.min(machine.macRows(), queries) : 1;
    Tiling whole = Tiling.resident(shape, rows, Math.min(machine.macCols(), tokens));
    return Stream.of(Partition.values())
        .map(whole::withPartition)
        .flatMap(
            t -> limit.equals(Limit.KV_WHOLE) ? Stream.of(t) : Stream.of(t, t.withResident(0, 0)))
        .map(tiling -> Problem.of(shape, machine, tiling))
        .filter(problem -> scheduler.traits().objection(problem).isEmpty())
        .toList();
  }

  private static Buffer largest(L1Plan plan) {
    return plan.buffers().stream()
        .max(Comparator.comparingLong(buffer -> buffer.owners() * buffer.bytesPerOwner()))
        .orElseThrow();
  }

  /**
   * The largest number from {@code least} to {@code most} for which {@code holds}, given that it
   * holds for none above one for which it does not; empty when it does not hold for the least.
   */
  static OptionalLong largest(long least, long most, LongPredicate holds) {
    if (!holds.test(least)) {
      return OptionalLong.empty();
    }
    long below = least;
    long above = most + 1;
    while (above - below > 1) {
      long middle = below + (above - below) / 2;
      if (holds.test(middle)) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return OptionalLong.of(below);
  }
}
