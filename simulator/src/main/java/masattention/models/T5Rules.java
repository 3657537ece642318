package masattention.models;

import java.util.List;

/** T5 and its kin: heads of a depth of their own, as many decoder layers as the encoder's. */
final class T5Rules {
  private T5Rules() {}

  static void read(ConfigFields config, Reading reading) {
    LayerGroup.Heads heads = config.heads();
    Fact encoder = config.size("num_layers", "num_hidden_layers");
    reading.add(LayerGroup.encoder("encoder-self", Tower.TEXT, encoder, heads, source(config)));
    if (isEncoderAlone(config)) {
      reading.warn("architectures names an encoder alone; its decoder is left out.");
      return;
    }
    Fact decoder =
        config
            .optional("num_decoder_layers")
            .orElseGet(() -> Fact.derived(encoder.value(), "as many as " + encoder.from()));
    reading.add(LayerGroup.decoder("decoder-self", decoder, heads));
    reading.add(LayerGroup.cross(decoder, heads, Length.Given.SOURCE));
    reading.warn("Relative positions add a bias to every score; it is not counted.");
  }

  private static Length source(ConfigFields config) {
    return isEncoderAlone(config) ? Length.Given.TOKENS : Length.Given.SOURCE;
  }

  /** Whether the file's only class is an encoder. */
  static boolean isEncoderAlone(ConfigFields config) {
    List<String> classes =
        config.states("architectures") ? config.fields().texts("architectures") : List.of();
    return !classes.isEmpty() && classes.stream().allMatch(name -> name.endsWith("EncoderModel"));
  }
}
