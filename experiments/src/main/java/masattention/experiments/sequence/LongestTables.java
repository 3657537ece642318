package masattention.experiments.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import masattention.experiments.sweep.LongestSequence;
import masattention.experiments.sweep.LongestSequence.Limit;
import masattention.report.Table;
import masattention.schedule.Schedulers;

/** The longest sequence of every scheduler, machine by machine. */
final class LongestTables {
  private LongestTables() {}

  static String of(List<LongestSequence> all) {
    StringBuilder text = new StringBuilder();
    text.append(
        """

        ## The longest sequence

        Found by bisection over every length up to %s tokens: the longest whose buffers fit in L1 at all
        (row blocks of one row), with row blocks that fill the rows of the matrix array, and with K and V
        of a head whole; in brackets the buffer that takes most of L1 one token further on. "none" means
        that no end was found below the limit of the search.
        """
            .formatted(LongestSequence.MOST));
    for (String machine : all.stream().map(l -> l.machine().name()).distinct().toList()) {
      Table table =
          new Table(1, List.of("scheduler", "head dim", "at all", "full array", "K and V whole"));
      List<LongestSequence> here =
          all.stream().filter(l -> l.machine().name().equals(machine)).toList();
      for (int headDim : here.stream().map(LongestSequence::headDim).distinct().toList()) {
        for (Schedulers scheduler : Schedulers.values()) {
          List<String> cells = new ArrayList<>(List.of(scheduler.id(), Integer.toString(headDim)));
          for (Limit limit : Limit.values()) {
            cells.add(cell(here, scheduler, headDim, limit));
          }
          table.add(cells);
        }
      }
      text.append("\n### Longest on %s\n\n%s".formatted(machine, table.markdown()));
    }
    return text.toString();
  }

  private static String cell(
      List<LongestSequence> all, Schedulers scheduler, int headDim, Limit limit) {
    Optional<LongestSequence> found =
        all.stream()
            .filter(l -> l.scheduler() == scheduler && l.headDim() == headDim && l.limit() == limit)
            .findFirst();
    return found
        .map(
            l ->
                l.endedBy().isEmpty()
                    ? "none"
                    : "%s (%s)".formatted(l.tokens().orElse(0), l.endedBy()))
        .orElse("keeps none");
  }
}
