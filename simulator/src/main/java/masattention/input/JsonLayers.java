package masattention.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Fields of one file laid over those of another. */
public final class JsonLayers {
  private JsonLayers() {}

  /** The fields of {@code top} over those of {@code base}, parts of both field by field. */
  public static JsonFields over(JsonFields top, JsonFields base) {
    return top.with(merged(top.node(), base.node()));
  }

  private static ObjectNode merged(ObjectNode top, ObjectNode base) {
    ObjectNode merged = base.deepCopy();
    top.properties()
        .forEach(
            field -> {
              boolean part =
                  merged.get(field.getKey()) instanceof ObjectNode below
                      && field.getValue().isObject()
                      && !below.has("value");
              merged.set(
                  field.getKey(),
                  part
                      ? merged(
                          (ObjectNode) field.getValue(), (ObjectNode) merged.get(field.getKey()))
                      : field.getValue());
            });
    return merged;
  }

  /** The fields without one, which may stand in objects: its names from the outermost. */
  public static JsonFields without(JsonFields fields, String... names) {
    ObjectNode rest = fields.node().deepCopy();
    JsonNode holder = rest;
    for (int i = 0; i < names.length - 1; i++) {
      holder = holder.path(names[i]);
    }
    if (holder instanceof ObjectNode object) {
      object.remove(names[names.length - 1]);
    }
    return fields.with(rest);
  }
}
