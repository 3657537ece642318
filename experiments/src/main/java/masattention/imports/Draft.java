package masattention.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import masattention.input.Grade;
import masattention.npu.Machines;

/**
 * A machine file in the making: what the other tool's file states, and for everything else why it
 * does not.
 */
public final class Draft {
  /** The fields of a machine file, all of which the first preset states. */
  private static final Set<String> FIELDS = Machines.builtIn().get(0).values().keySet();

  private final String name;
  private final String tool;
  private final String fileName;
  private final Map<String, ObjectNode> known = new LinkedHashMap<>();
  private final Map<String, String> reasons = new LinkedHashMap<>();

  Draft(String name, String tool, String fileName) {
    this.name = name;
    this.tool = tool;
    this.fileName = fileName;
  }

  /** A positive whole number that the file may state in a field. */
  Draft count(String path, Source field) {
    field.count().ifPresent(value -> published(path, value, field.path()));
    return this;
  }

  /** A number that the file may state in a field. */
  Draft number(String path, Source field) {
    field.number().ifPresent(value -> published(path, value, field.path()));
    return this;
  }

  /** A value that the file states in a field. */
  Draft published(String path, BigDecimal value, String field) {
    return put(path, rounded(value), Grade.PUBLISHED, field);
  }

  /** A value that follows from fields. */
  Draft derived(String path, BigDecimal value, String arithmetic) {
    return put(path, rounded(value), Grade.DERIVED, arithmetic);
  }

  /** That the cores share L1, or not. */
  Draft shared(boolean shared, String why) {
    return put("l1.shared", BooleanNode.valueOf(shared), Grade.DERIVED, why);
  }

  /** Why the file does not state a value. */
  Draft missing(String path, String reason) {
    reasons.put(path, reason);
    return this;
  }

  private static JsonNode rounded(BigDecimal value) {
    BigDecimal rounded = value.setScale(3, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return DecimalNode.valueOf(rounded.scale() < 0 ? rounded.setScale(0) : rounded);
  }

  private Draft put(String path, JsonNode value, Grade grade, String from) {
    if (!FIELDS.contains(path)) {
      throw new IllegalArgumentException("A machine file has no field %s.".formatted(path));
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode().set("value", value);
    node.put("grade", grade.letter()).put("source", fileName + ": " + from);
    known.put(path, node);
    return this;
  }

  /** The machine file, with null for each value that is not known. */
  public ObjectNode json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("name", name);
    root.put(
        "description",
        "Imported from %s (%s); null stands where that file states nothing."
            .formatted(fileName, tool));
    for (String path : FIELDS) {
      int dot = path.indexOf('.');
      ObjectNode part = dot < 0 ? root : root.withObjectProperty(path.substring(0, dot));
      part.set(path.substring(dot + 1), known.get(path));
    }
    return root;
  }

  /** A line for each value that is not known. */
  public List<String> missing() {
    List<String> lines = new ArrayList<>();
    for (String path : FIELDS) {
      if (!known.containsKey(path)) {
        String reason = reasons.getOrDefault(path, "%s files do not state it".formatted(tool));
        lines.add("%s is null: %s.".formatted(path, reason));
      }
    }
    return lines;
  }
}
