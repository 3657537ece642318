package masattention.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import masattention.input.InvalidInputException;
import masattention.input.Names;
import masattention.schedule.Normalize;
import masattention.schedule.Scheduler;
import masattention.search.Objective;
import masattention.search.SearchAlgorithms;
import masattention.search.Within;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Names in options that stand for one of a closed set, and patterns of names. */
final class Choices {
  private Choices() {}

  static Scheduler scheduler(List<Scheduler> known, String name) {
    return choice("scheduler", name, known, Scheduler::id);
  }

  static Objective objective(String name) {
    return choice("objective", name, List.of(Objective.values()), Objective::id);
  }

  static Normalize normalize(String name) {
    return choice("place of the division", name, List.of(Normalize.values()), Normalize::id);
  }

  /** What {@code --within} says. */
  static final class Share implements ITypeConverter<Within> {
    @Override
    public Within convert(String text) {
      return Within.parse(text);
    }
  }

  /** The share asked for, which a balanced tiling alone can have. */
  static Within within(Within asked, boolean balanced) {
    if (asked != null && !balanced) {
      throw new InvalidInputException(
          "--within belongs to --objective balanced; leave it out, or search for that.");
    }
    return asked == null ? Within.DEFAULT : asked;
  }

  static SearchAlgorithms algorithm(String name) {
    return choice("algorithm", name, List.of(SearchAlgorithms.values()), SearchAlgorithms::id);
  }

  /** One of the constants of an enumeration, by its name in small letters. */
  static <E extends Enum<E>> E constant(String kind, Class<E> type, String name) {
    return choice(
        kind,
        name,
        List.of(type.getEnumConstants()),
        constant -> constant.name().toLowerCase(Locale.ROOT));
  }

  static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new TypeConversionException("must be a regular expression: " + e.getDescription());
    }
  }

  private static <T> T choice(String kind, String name, List<T> values, Function<T, String> id) {
    List<String> known = values.stream().map(id).toList();
    int index = known.indexOf(name);
    if (index < 0) {
      throw new InvalidInputException(
          "Unknown %s %s.".formatted(kind, Names.withKnown(name, known)));
    }
    return values.get(index);
  }
}
