package masattention.experiments;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import masattention.input.Grade;
import masattention.input.GradedValue;
import masattention.npu.Machine;

/** What the numbers of a preset rest on, in words. */
public final class PresetNotes {
  private PresetNotes() {}

  /** The grades with their meaning. */
  public static String grades() {
    return Arrays.stream(Grade.values())
        .map(grade -> grade.letter() + " " + grade.meaning())
        .collect(Collectors.joining("; "));
  }

  /** The description, and which of the values have which grade. */
  public static String foundation(Machine machine) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s\n\nIts %d values by what they rest on (`./mas machines %s` prints every source):\n\n"
            .formatted(machine.description(), machine.values().size(), machine.name()));
    for (Grade grade : Grade.values()) {
      List<String> fields =
          machine.values().entrySet().stream()
              .filter(value -> value.getValue().grade() == grade)
              .map(PresetNotes::field)
              .toList();
      if (!fields.isEmpty()) {
        text.append(
            "- %d %s (%s): %s\n"
                .formatted(
                    fields.size(), grade.meaning(), grade.letter(), String.join(", ", fields)));
      }
    }
    return text.toString();
  }

  private static String field(Map.Entry<String, GradedValue> value) {
    return "`%s` %s".formatted(value.getKey(), value.getValue().value());
  }

  /** What a reader of a speedup must know. */
  public static String warning(Machine machine) {
    return "**Read with care:** on `%s`, %s. %s"
        .formatted(machine.name(), assumed(machine), machine.description());
  }

  /** How many values are assumed, in words. */
  public static String assumed(Machine machine) {
    return "%d of %d values assumed".formatted(assumedValues(machine), machine.values().size());
  }

  /** How many values are assumed. */
  public static long assumedValues(Machine machine) {
    return machine.values().values().stream().filter(v -> v.grade() == Grade.ASSUMED).count();
  }
}
