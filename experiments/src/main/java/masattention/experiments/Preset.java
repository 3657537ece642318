package masattention.experiments;

import java.util.Arrays;
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
