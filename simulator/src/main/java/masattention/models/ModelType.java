package masattention.models;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import masattention.input.JsonFields;
import masattention.input.JsonFile;

/**
 * What is known of a {@code model_type}: the family whose rules it follows, and what its
 * configuration class sets where a file is silent.
 *
 * @param name the {@code model_type}
 * @param className the configuration class
 * @param fields the entry of {@code model-types.json}: what sets the type apart in its family
 * @param defaults the defaults of the class, by the names of its fields
 */
record ModelType(
    String name, Family family, String className, JsonFields fields, JsonFields defaults) {

  private static final Map<String, ModelType> KNOWN = read();

  /** The types whose rules are known, in the order of their file. */
  static Map<String, ModelType> known() {
    return KNOWN;
  }

  static Optional<ModelType> of(String name) {
    return Optional.ofNullable(KNOWN.get(name));
  }

  private static Map<String, ModelType> read() {
    Map<String, ModelType> types = new LinkedHashMap<>();
    JsonFields file = JsonFile.readResource(ModelType.class, "model-types.json");
    for (JsonFields entry : file.objects("types")) {
      String name = entry.text("model_type");
      Family family = entry.choice("rules", Family.BY_NAME);
      types.put(
          name, new ModelType(name, family, entry.text("class"), entry, entry.object("defaults")));
    }
    return types;
  }

  /** A text that sets the type apart, if its entry has it. */
  Optional<String> text(String field) {
    return fields.has(field) ? Optional.of(fields.text(field)) : Optional.empty();
  }

  int number(String field) {
    return fields.intNumber(field, 0, Integer.MAX_VALUE);
  }

  boolean flag(String field) {
    return fields.has(field) && fields.flag(field);
  }
}
