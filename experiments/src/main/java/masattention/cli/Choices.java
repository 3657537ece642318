package masattention.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import masattention.input.InvalidInputException;
import masattention.input.Names;
import picocli.CommandLine.TypeConversionException;

/** Names in options that stand for one of a closed set, and patterns of names. */
final class Choices {
  private Choices() {}

  /** The name of a constant in small letters. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new TypeConversionException("must be a regular expression: " + e.getDescription());
    }
  }

  /** The value of that name, which must be one of the known ones. */
  static <T> T choice(String kind, String name, List<T> values, Function<T, String> id) {
    List<String> known = values.stream().map(id).toList();
    int index = known.indexOf(name);
    if (index < 0) {
      throw new InvalidInputException(
          "Unknown %s %s.".formatted(kind, Names.withKnown(name, known)));
    }
    return values.get(index);
  }
}
