package masattention.search;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import masattention.input.InvalidInputException;

/**
 * By how much more than the fewest cycles a balanced tiling may take.
 *
 * @param hundredths of a percent, 0 to 10,000
 */
public record Within(int hundredths) {
  /** One percent. */
  public static final Within DEFAULT = new Within(100);

  private static final int WHOLE = 10_000;
  private static final Pattern PERCENT = Pattern.compile("\\d{1,3}(\\.\\d{1,2})?%");

  /**
   * Checks the share.
   *
   * @throws IllegalArgumentException when it is negative or above 100 %
   */
  public Within {
    if (hundredths < 0 || hundredths > WHOLE) {
      throw new IllegalArgumentException(
          "The hundredths of a percent (%s) must be 0 to %s.".formatted(hundredths, WHOLE));
    }
  }

  /**
   * The share that {@code text} says, such as {@code 1%} or {@code 0.25%}.
   *
   * @throws InvalidInputException when it is no percentage from 0% to 100% with at most two
   *     decimals
   */
  public static Within parse(String text) {
    if (PERCENT.matcher(text).matches()) {
      BigDecimal percent = new BigDecimal(text.substring(0, text.length() - 1));
      int hundredths = percent.movePointRight(2).intValueExact();
      if (hundredths <= WHOLE) {
        return new Within(hundredths);
      }
    }
    throw new InvalidInputException(
        "--within (%s) must be a percentage from 0%% to 100%% with at most two decimals, as in 1%%."
            .formatted(text));
  }

  /** The most cycles that are within it of {@code fewest}, exactly. */
  public long limit(long fewest) {
    return fewest + fewest / WHOLE * hundredths + fewest % WHOLE * hundredths / WHOLE;
  }

  /** As {@link #parse} takes it, such as {@code 1%}. */
  @Override
  public String toString() {
    return BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString() + "%";
  }
}
