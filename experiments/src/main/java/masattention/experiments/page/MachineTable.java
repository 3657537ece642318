package masattention.experiments.page;

import java.util.List;
import masattention.input.Grade;
import masattention.input.GradedValue;
import masattention.npu.Machine;
import masattention.npu.Machines;

/** A machine with every value it rests on. */
record MachineTable(String name, String description, String assumed, List<Value> values) {

  /** A value of a machine file. */
  record Value(String field, String value, String grade, String source) {}

  static List<MachineTable> all() {
    return Machines.builtIn().stream().map(MachineTable::of).toList();
  }

  private static MachineTable of(Machine machine) {
    List<Value> values =
        machine.values().entrySet().stream()
            .map(entry -> value(entry.getKey(), entry.getValue()))
            .toList();
    long assumed =
        machine.values().values().stream().filter(v -> v.grade() == Grade.ASSUMED).count();
    return new MachineTable(
        machine.name(),
        machine.description(),
        "%d of %d values assumed".formatted(assumed, values.size()),
        values);
  }

  private static Value value(String field, GradedValue graded) {
    return new Value(field, graded.value(), graded.grade().letter(), graded.source());
  }
}
