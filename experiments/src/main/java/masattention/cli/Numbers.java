package masattention.cli;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masattention.input.InvalidInputException;

/** Whole numbers in options. */
final class Numbers {
  private static final Pattern WHOLE = Pattern.compile("\\d{1,10}");

  private static final Pattern LONG = Pattern.compile("-?\\d{1,18}");

  private static final Pattern PERCENT = Pattern.compile("(\\d{1,2}(\\.\\d{1,3})?)%?");

  private Numbers() {}

  /** A percentage above 0 and below 100, as a share. */
  static double share(String option, String text) {
    Matcher percent = PERCENT.matcher(text);
    double value = percent.matches() ? Double.parseDouble(percent.group(1)) / 100 : 0;
    if (value <= 0) {
      throw new InvalidInputException(
          "%s (%s) must be a percentage above 0 and below 100, such as 5%%."
              .formatted(option, text));
    }
    return value;
  }

  /** The option's value; empty when it was not given. */
  static OptionalInt positive(String option, String text, int most) {
    if (text == null) {
      return OptionalInt.empty();
    }
    if (!WHOLE.matcher(text).matches() || Long.parseLong(text) < 1 || Long.parseLong(text) > most) {
      throw new InvalidInputException(
          "%s (%s) must be a whole number from 1 to %d.".formatted(option, text, most));
    }
    return OptionalInt.of(Integer.parseInt(text));
  }

  /** The option's value, which may be negative or zero; empty when it was not given. */
  static OptionalLong whole(String option, String text) {
    if (text == null) {
      return OptionalLong.empty();
    }
    if (!LONG.matcher(text).matches()) {
      throw new InvalidInputException(
          "%s (%s) must be a whole number of at most 18 digits.".formatted(option, text));
    }
    return OptionalLong.of(Long.parseLong(text));
  }
}
