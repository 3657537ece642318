package masattention.report;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * A column of a table: its header, the value of a row, and on which side text shows it.
 *
 * @param <R> what a row is about
 * @param value a text, a whole number, a truth value or a decimal with its digits; null where
 *     nobody knows it
 * @param isNumber whether pages and terminals align it on the right
 */
public record Column<R>(String header, Function<? super R, ?> value, boolean isNumber) {

  /** A column of words. */
  public static <R> Column<R> text(String header, Function<? super R, ?> value) {
    return new Column<>(header, value, false);
  }

  /** A column of numbers, or of texts that show numbers. */
  public static <R> Column<R> number(String header, Function<? super R, ?> value) {
    return new Column<>(header, value, true);
  }

  /** A column of numbers rounded half to even to so many digits after the point. */
  public static <R> Column<R> number(String header, int digits, ToDoubleFunction<? super R> value) {
    return number(header, row -> Decimals.rounded(value.applyAsDouble(row), digits));
  }

  /** The same column of a row that has an {@code R}, or has none and then no value. */
  public <S> Column<S> of(Function<? super S, Optional<R>> part) {
    return new Column<>(header, row -> part.apply(row).map(value).orElse(null), isNumber);
  }

  /** The same column, without a value in rows of which something does not hold. */
  public Column<R> where(Predicate<? super R> holds) {
    return new Column<>(header, row -> holds.test(row) ? value.apply(row) : null, isNumber);
  }

  /** The same column under another header. */
  public Column<R> named(String other) {
    return new Column<>(other, value, isNumber);
  }

  /**
   * The value of a row; null where nobody knows it.
   *
   * @throws IllegalArgumentException for a {@code double}, whose text differs between JDKs
   */
  public Object of(R row) {
    Object known = value.apply(row);
    if (known instanceof Optional<?> optional) {
      known = optional.orElse(null);
    } else if (known instanceof OptionalLong optional) {
      known = optional.isPresent() ? optional.getAsLong() : null;
    }
    if (known instanceof Double || known instanceof Float || known instanceof OptionalDouble) {
      throw new IllegalArgumentException(
          "The %s (%s) must be rounded to a decimal first.".formatted(header, known));
    }
    return known;
  }

  /** The value of a row as files print it; empty where nobody knows it. */
  public String textOf(R row) {
    Object known = of(row);
    if (known == null) {
      return "";
    }
    return known instanceof BigDecimal decimal ? decimal.toPlainString() : known.toString();
  }
}
