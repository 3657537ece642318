package masattention.models;

import java.util.Optional;
import masattention.input.JsonFields;

/** Models of several towers, each with a configuration of its own inside the file. */
final class TowerRules {
  private TowerRules() {}

  static void read(ConfigFields config, Reading reading) {
    boolean read = false;
    for (Tower tower : Tower.values()) {
      String kind = kind(tower);
      Optional<String> type = config.type().text(kind);
      if (type.isPresent() && reading.question().part().mayInclude(tower)) {
        read(config, reading, tower, type.get());
        read = true;
      }
    }
    if (read) {
      config.type().text("warning").ifPresent(reading::warn);
    }
  }

  private static String kind(Tower tower) {
    return switch (tower) {
      case TEXT -> "text";
      case VISION -> "vision";
      case AUDIO -> "audio";
    };
  }

  private static void read(ConfigFields config, Reading reading, Tower tower, String byDefault) {
    String field = kind(tower) + "_config";
    if (!config.states(field)) {
      absent(config, reading, tower, byDefault, field);
      return;
    }
    JsonFields nested = config.fields().object(field);
    // a class without a choice of towers writes a model_type of its own, or none
    String name = nested.has("model_type") ? nested.text("model_type") : byDefault;
    // towers of Qwen carry the model_type of the whole
    ModelType type =
        ModelType.of(name.equals(config.type().name()) ? byDefault : name)
            .orElseThrow(() -> ModelFile.unknown(nested, name));
    ConfigFields inside = new ConfigFields(nested, type, reading);
    if (type.family() == Family.MLLAMA_TEXT && config.fields().hasObject("vision_config")) {
      MllamaRules.readText(inside, reading, MllamaRules.imageKeys(mllamaVision(config, reading)));
    } else {
      type.family().read(inside, reading);
    }
  }

  private static ConfigFields mllamaVision(ConfigFields config, Reading reading) {
    return new ConfigFields(
        config.fields().object("vision_config"),
        ModelType.of("mllama_vision_model").orElseThrow(),
        reading);
  }

  private static void absent(
      ConfigFields config, Reading reading, Tower tower, String byDefault, String field) {
    ModelType type = ModelType.of(byDefault).orElse(null);
    boolean atTop =
        tower == Tower.TEXT
            && type != null
            && config.states("num_hidden_layers")
            && (config.type().flag("textAtTop")
                || reading.question().part() == Part.TEXT
                || reading.question().part() == Part.DECODER);
    if (!atTop) {
      throw config.refused(
          "%s is missing; a %s of this layout says nothing about its %s tower, and the defaults of %s would be a guess%s."
              .formatted(
                  config.fields().pathOf(field),
                  config.type().name(),
                  kind(tower),
                  config.type().className(),
                  config.states("num_hidden_layers")
                      ? "; --part text takes the text of the top level alone"
                      : ""));
    }
    if (!config.type().flag("textAtTop")) {
      reading.warn(
          "The text is read from the top level, as of model_type %s.".formatted(byDefault));
    }
    type.family().read(new ConfigFields(config.fields(), type, reading), reading);
  }
}
