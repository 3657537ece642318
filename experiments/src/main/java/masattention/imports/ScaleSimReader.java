package masattention.imports;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masattention.input.InvalidInputException;

/**
 * SCALE-Sim (scalesim-project/SCALE-Sim): sections of {@code name: value} lines. One systolic array
 * with three scratchpads in KiB; no clock, no vector unit, no energy, and words of no stated size.
 */
final class ScaleSimReader {
  /** The section of every such file. */
  static final String SECTION = "[architecture_presets]";

  private static final Pattern LINE = Pattern.compile("\\s*([A-Za-z_]\\w*)\\s*[:=]\\s*(.*?)\\s*");
  private static final BigDecimal KIB = BigDecimal.valueOf(1024);

  private ScaleSimReader() {}

  static void read(String file, String text, Draft draft) {
    Source presets = new Source(file, "architecture_presets", section(file, text));
    presets.at("arrayheight").count().ifPresent(v -> draft.published("mac.rows", v, "ArrayHeight"));
    presets.at("arraywidth").count().ifPresent(v -> draft.published("mac.cols", v, "ArrayWidth"));
    draft.derived("mac.depth", BigDecimal.ONE, "one product per element of the array and cycle");
    draft.derived("cores", BigDecimal.ONE, "a file describes one array");
    draft.shared(true, "a file describes one array");
    BigDecimal input = presets.at("ifmapsramszkb").count().orElse(null);
    BigDecimal filter = presets.at("filtersramszkb").count().orElse(null);
    BigDecimal output = presets.at("ofmapsramszkb").count().orElse(null);
    draft.missing("l1.bytes", "it needs IfmapSramSzkB, FilterSramSzkB and OfmapSramSzkB");
    if (input != null && filter != null && output != null) {
      draft.derived(
          "l1.bytes",
          input.add(filter).add(output).multiply(KIB),
          "(IfmapSramSzkB + FilterSramSzkB + OfmapSramSzkB) * 1024 = (%s + %s + %s) * 1024"
              .formatted(input, filter, output));
    }
    draft.missing(
        "mac.fillCycles", "SCALE-Sim derives it from the array; leave it out for R + C - 2");
    draft.missing(
        "dram.bytesPerCycle",
        presets.at("bandwidth").exists()
            ? "Bandwidth (%s) counts words, whose bytes the file does not state"
                .formatted(presets.at("bandwidth").node().asText())
            : "no Bandwidth");
  }

  private static ObjectNode section(String file, String text) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    boolean inside = false;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String trimmed = line.strip();
      if (trimmed.startsWith("[")) {
        inside = trimmed.equals(SECTION);
      } else if (inside && !trimmed.matches("([#;].*)?")) {
        Matcher pair = LINE.matcher(line);
        if (!pair.matches()) {
          throw new InvalidInputException(
              "%s: line %s: must be a name, a colon and a value.".formatted(file, number));
        }
        String name = pair.group(1).toLowerCase(Locale.ROOT);
        String value = pair.group(2);
        if (value.matches("\\d{1,12}")) {
          values.put(name, Long.parseLong(value));
        } else {
          values.put(name, value);
        }
      }
    }
    return values;
  }
}
