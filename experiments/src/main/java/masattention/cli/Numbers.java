package masattention.cli;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masattention.input.Unit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers in options. */
final class Numbers {
  private static final Pattern WHOLE = Pattern.compile("\\d{1,10}");
  private static final Pattern LONG = Pattern.compile("-?\\d{1,18}");
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,2}(\\.\\d{1,3})?)%?");

  private Numbers() {}

  /** A positive whole number. */
  static Integer size(String text) {
    return positive(text, Integer.MAX_VALUE);
  }

  private static Integer positive(String text, int most) {
    if (!WHOLE.matcher(text).matches() || Long.parseLong(text) < 1 || Long.parseLong(text) > most) {
      throw new TypeConversionException("must be a whole number from 1 to " + most);
    }
    return Integer.valueOf(text);
  }

  /** A whole number that may be negative or zero. */
  static Long seed(String text) {
    if (!LONG.matcher(text).matches()) {
      throw new TypeConversionException("must be a whole number of at most 18 digits");
    }
    return Long.valueOf(text);
  }

  /** Tokens: a positive whole number, or as many K (1024) or M (1024²). */
  static final class Tokens implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!Unit.isQuantity(text)) {
        return size(text);
      }
      BigDecimal number =
          Unit.TOKENS
              .parse(text)
              .orElseThrow(() -> new TypeConversionException("must be " + Unit.TOKENS.right(text)));
      return size(number.stripTrailingZeros().toPlainString());
    }
  }

  /** How many threads may work. */
  static final class Threads implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return positive(text, 1024);
    }

    /** As many as were asked for, else as many as there are processors. */
    static int orAll(Integer asked) {
      return asked == null ? Runtime.getRuntime().availableProcessors() : asked;
    }
  }

  /** How often something is measured. */
  static final class Rounds implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return positive(text, 1000);
    }
  }

  /** A percentage above 0 and below 100, as a share. */
  static final class Share implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      Matcher percent = PERCENT.matcher(text);
      double value = percent.matches() ? Double.parseDouble(percent.group(1)) / 100 : 0;
      if (value <= 0) {
        throw new TypeConversionException("must be a percentage above 0 and below 100, such as 5%");
      }
      return value;
    }
  }
}
