package masattention.imports;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import masattention.input.Grade;

/**
 * A machine file in the making: what the other tool's file states, and for everything else why it
 * does not.
 */
public final class Draft {
  private static final List<String> FIELDS =
      List.of(
          "clockMegahertz",
          "cores",
          "mac.rows",
          "mac.cols",
          "mac.depth",
          "mac.fillCycles",
          "vector.lanes",
          "vector.startupCycles",
          "vector.maxLaneCycles",
          "vector.subLaneCycles",
          "vector.expLaneCycles",
          "vector.addLaneCycles",
          "vector.mulLaneCycles",
          "vector.divLaneCycles",
          "vector.reductionLaneCycles",
          "l1.bytes",
          "l1.shared",
          "l1.bytesPerCyclePerCore",
          "dram.bytesPerCycle",
          "dram.latencyCycles",
          "energy.macPicojoules",
          "energy.addPicojoules",
          "energy.subPicojoules",
          "energy.mulPicojoules",
          "energy.maxPicojoules",
          "energy.expPicojoules",
          "energy.divPicojoules",
          "energy.l0ReadPicojoulesPerByte",
          "energy.l0WritePicojoulesPerByte",
          "energy.l1ReadPicojoulesPerByte",
          "energy.l1WritePicojoulesPerByte",
          "energy.dramPicojoulesPerByte",
          "energy.staticMilliwatts");

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

  /** A value that the file states in a field. */
  Draft published(String path, BigDecimal value, String field) {
    return put(path, value, Grade.PUBLISHED, field);
  }

  /** A value that follows from fields. */
  Draft derived(String path, BigDecimal value, String arithmetic) {
    return put(path, value, Grade.DERIVED, arithmetic);
  }

  /** That the cores share L1, or not. */
  Draft shared(boolean shared, String why) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("value", shared);
    known.put("l1.shared", graded(node, Grade.DERIVED, why));
    return this;
  }

  /** Why the file does not state a value. */
  Draft missing(String path, String reason) {
    reasons.put(path, reason);
    return this;
  }

  private Draft put(String path, BigDecimal value, Grade grade, String from) {
    if (!FIELDS.contains(path)) {
      throw new IllegalArgumentException("A machine file has no field %s.".formatted(path));
    }
    BigDecimal rounded = value.setScale(3, RoundingMode.HALF_EVEN).stripTrailingZeros();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("value", rounded.scale() < 0 ? rounded.setScale(0) : rounded);
    known.put(path, graded(node, grade, from));
    return this;
  }

  private ObjectNode graded(ObjectNode node, Grade grade, String from) {
    return node.put("grade", grade.letter()).put("source", fileName + ": " + from);
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
