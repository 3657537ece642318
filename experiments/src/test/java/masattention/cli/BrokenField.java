package masattention.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A sound JSON file with one field broken.
 *
 * @param path of the field, as a refusal names it
 * @param damage what was done to it
 * @param text the file
 */
record BrokenField(String path, String damage, String text) {

  private static final String MISSING = "missing";

  /** What stands in place of a field, by a word for it; null takes the field away. */
  private static final Map<String, String> DAMAGES =
      Map.ofEntries(
          Map.entry("null", "null"),
          Map.entry("an object", "{\"x\": 1}"),
          Map.entry("an array", "[1]"),
          Map.entry("another type", "\"\\u0001\""),
          Map.entry("negative", "-3"),
          Map.entry("zero", "0"),
          Map.entry("huge", "1e400"),
          Map.entry("beyond long", "9223372036854775808"),
          Map.entry("NaN", "NaN"),
          Map.entry("infinite", "-Infinity"),
          Map.entry("tiny", "1e-400000000"));

  /** Every field of {@code sound}, at any depth, broken in every way. */
  static List<BrokenField> of(ObjectNode sound) {
    List<BrokenField> cases = new ArrayList<>();
    collect(sound, sound, "", cases);
    return cases;
  }

  private static void collect(ObjectNode root, JsonNode at, String path, List<BrokenField> cases) {
    if (at instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        collect(root, array.get(i), "%s[%d]".formatted(path, i), cases);
      }
    } else if (at instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        String field = path.isEmpty() ? name : path + "." + name;
        JsonNode value = object.get(name);
        collect(root, value, field, cases);
        object.remove(name);
        cases.add(new BrokenField(field, MISSING, root.toString()));
        DAMAGES.forEach(
            (damage, text) -> {
              object.set(name, JsonNodeFactory.instance.rawValueNode(raw(text)));
              cases.add(new BrokenField(field, damage, root.toString()));
            });
        object.set(name, value);
        String unknown = name + "x9";
        object.put(unknown, 1);
        cases.add(new BrokenField(field + "x9", "unknown", root.toString()));
        object.remove(unknown);
      }
    }
  }

  private static RawValue raw(String text) {
    return new RawValue(text);
  }

  @Override
  public String toString() {
    return path + " " + damage;
  }
}
