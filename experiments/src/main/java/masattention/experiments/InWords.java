package masattention.experiments;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import masattention.report.Decimals;

/** Numbers as sentences say them, worded by their sign and size. */
public final class InWords {
  /** So many names are not too many for a sentence. */
  private static final int FEW = 3;

  private InWords() {}

  /** A saving as a cell of a column of savings in percent: "9.2", or "4.1 more" below nothing. */
  public static String saved(double percent, int digits) {
    return more(Decimals.fixed(percent, digits));
  }

  /** What is printed of a saving, "-0.5 %" or "29.3", as a cell has it: "0.5 % more", "29.3". */
  public static String more(String printed) {
    return printed.startsWith("-") ? printed.substring(1) + " more" : printed;
  }

  /** Such as "9.2 % less", "4.1 % more" or "the same". */
  public static String changed(double percentSaved) {
    int sign = signum(percentSaved, 1);
    return sign == 0 ? "the same" : "%s %% %s".formatted(unsigned(percentSaved, 1), side(sign));
  }

  /**
   * What is saved, from one end to the other: "0.5 to 5.3 % more", "from 2.0 % more to 1.0 % less".
   */
  public static String changed(double onePercentSaved, double otherPercentSaved) {
    int one = signum(onePercentSaved, 1);
    int other = signum(otherPercentSaved, 1);
    if (one == 0 && other == 0) {
      return "the same";
    }
    return one * other < 0
        ? "from %s to %s".formatted(changed(onePercentSaved), changed(otherPercentSaved))
        : "%s to %s %% %s"
            .formatted(
                unsigned(onePercentSaved, 1), unsigned(otherPercentSaved, 1), side(one + other));
  }

  /** The same of an energy: "9.2 % lower", "4.1 % higher" or "the same". */
  public static String lower(double percentSaved) {
    return changed(percentSaved).replace("less", "lower").replace("more", "higher");
  }

  /** A speedup as a comparison: "1.6 % faster than", "0.8 % slower than" or "as fast as". */
  public static String faster(double speedup) {
    double percent = 100 * (speedup - 1);
    int sign = signum(percent, 1);
    return sign == 0
        ? "as fast as"
        : "%s %% %s than".formatted(unsigned(percent, 1), sign > 0 ? "faster" : "slower");
  }

  /** A count of things: "none", or digits. */
  public static String count(long things) {
    return things == 0 ? "none" : Long.toString(things);
  }

  /**
   * How many of all, and which, or which not, where these are few: "10 of 12 (not llama3-8b, t5)".
   */
  public static String of(Collection<String> some, Collection<String> all) {
    String count = "%d of %d".formatted(some.size(), all.size());
    List<String> others = new ArrayList<>(all);
    others.removeAll(some);
    if (some.isEmpty() || others.isEmpty()) {
      return count;
    }
    if (some.size() <= FEW) {
      return "%s (%s)".formatted(count, String.join(", ", some));
    }
    return others.size() <= FEW ? "%s (not %s)".formatted(count, String.join(", ", others)) : count;
  }

  /**
   * Who wins on how many of all networks, the most frequent first, and where the others win: "`a`
   * on 10 of 12 networks, `b` on 2 (t5, xlm)".
   *
   * @param wins the networks on which each wins
   */
  public static String winners(Map<String, List<String>> wins, int all) {
    List<String> clauses = new ArrayList<>();
    wins.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.comparing(won -> -won.size())))
        .forEach(
            win -> {
              int count = win.getValue().size();
              clauses.add(
                  clauses.isEmpty()
                      ? "`%s` on %d of %d networks".formatted(win.getKey(), count, all)
                      : "`%s` on %d (%s)"
                          .formatted(win.getKey(), count, String.join(", ", win.getValue())));
            });
    return String.join(", ", clauses);
  }

  private static String side(int sign) {
    return sign > 0 ? "less" : "more";
  }

  private static int signum(double value, int digits) {
    return Decimals.rounded(value, digits).signum();
  }

  private static String unsigned(double value, int digits) {
    return Decimals.rounded(value, digits).abs().toPlainString();
  }
}
