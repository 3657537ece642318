package masattention.npu;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import masattention.input.GradedValue;

/**
 * A machine and what its numbers rest on.
 *
 * @param config the machine itself
 * @param description what it is and where it comes from, in a sentence or two; may be empty
 * @param values every value of the machine file by its field path, such as {@code
 *     dram.bytesPerCycle}, in the order of the file format
 */
public record Machine(NpuConfig config, String description, Map<String, GradedValue> values) {

  /** Copies the values, in their order. */
  public Machine {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** What reports and the command line call it. */
  public String name() {
    return config.name();
  }
}
