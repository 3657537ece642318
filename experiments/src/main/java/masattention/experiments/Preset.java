package masattention.experiments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import masattention.input.Grade;
import masattention.npu.Machine;

/** Something about one machine, of which pages say what its numbers rest on. */
public interface Preset {
  Machine machine();

  default String name() {
    return machine().name();
  }

  /** How many values of the machine are assumed, in words. */
  default String assumed() {
    return assumed(machine());
  }

  /** What a reader of a speedup must know. */
  default String warning() {
    return "**Read with care:** on `%s`, %s. %s"
        .formatted(name(), assumed(), machine().description());
  }

  /** The description of the machine, and which of the values have which grade. */
  default String foundation() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s\n\nIts %d values by what they rest on (`./mas machines %s` prints every source):\n\n"
            .formatted(machine().description(), machine().values().size(), name()));
    for (Grade grade : Grade.values()) {
      List<String> fields = new ArrayList<>();
      machine()
          .values()
          .forEach(
              (field, value) -> {
                if (value.grade() == grade) {
                  fields.add("`%s` %s".formatted(field, value.value()));
                }
              });
      if (!fields.isEmpty()) {
        text.append(
            "- %d %s (%s): %s\n"
                .formatted(
                    fields.size(), grade.meaning(), grade.letter(), String.join(", ", fields)));
      }
    }
    return text.toString();
  }

  /** The grades with their meaning. */
  static String grades() {
    return Arrays.stream(Grade.values())
        .map(grade -> grade.letter() + " " + grade.meaning())
        .collect(Collectors.joining("; "));
  }

  /** How many values are assumed, in words. */
  static String assumed(Machine machine) {
    return "%d of %d values assumed".formatted(assumedValues(machine), machine.values().size());
  }

  /** How many values are assumed. */
  static long assumedValues(Machine machine) {
    return machine.values().values().stream().filter(v -> v.grade() == Grade.ASSUMED).count();
  }
}
