package masattention.models;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A family of models that one class of rules reads. */
enum Family {
  DECODER("decoder", DecoderRules::read),
  LATENT("latent", LatentRules::read),
  ENCODER("encoder", EncoderRules::read),
  T5("t5", T5Rules::read),
  ENCODER_DECODER("encoder-decoder", EncoderDecoderRules::read),
  AUDIO("audio", AudioRules::read),
  VISION("vision", VisionRules::read),
  SWIN("swin", SwinRules::read),
  MLLAMA_TEXT("mllama-text", MllamaRules::readText),
  MLLAMA_VISION("mllama-vision", MllamaRules::readVision),
  TOWERS("towers", TowerRules::read);

  /** Every family by its name in {@code model-types.json}. */
  static final Map<String, Family> BY_NAME = new LinkedHashMap<>();

  static {
    Arrays.stream(values()).forEach(family -> BY_NAME.put(family.id, family));
  }

  /** Reads the groups of one configuration. */
  interface Rules {
    void read(ConfigFields config, Reading reading);
  }

  private final String id;
  private final Rules rules;

  Family(String id, Rules rules) {
    this.id = id;
    this.rules = rules;
  }

  void read(ConfigFields config, Reading reading) {
    rules.read(config, reading);
  }
}
