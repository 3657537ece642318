package masattention.models;

/**
 * BART, Whisper and their kin: encoder and decoder of one width, with layers and heads of their
 * own.
 */
final class EncoderDecoderRules {
  private EncoderDecoderRules() {}

  static void read(ConfigFields config, Reading reading) {
    Fact width = config.width();
    LayerGroup.Heads encoder = heads(config, width, "encoder_attention_heads");
    LayerGroup.Heads decoder = heads(config, width, "decoder_attention_heads");
    Fact layers = config.size("decoder_layers");
    Length source =
        config.type().flag("fixedSource")
            ? new Length.Fixed(config.size("max_source_positions"))
            : Length.Given.SOURCE;
    reading.add(
        LayerGroup.encoder(
            "encoder-self", Tower.TEXT, config.size("encoder_layers"), encoder, source));
    if (T5Rules.isEncoderAlone(config)) {
      return;
    }
    reading.add(LayerGroup.decoder("decoder-self", layers, decoder));
    reading.add(LayerGroup.cross(layers, decoder, source));
  }

  private static LayerGroup.Heads heads(ConfigFields config, Fact width, String name) {
    Fact query = config.size(name);
    Fact dim = config.share(width, query);
    return new LayerGroup.Heads(query, ConfigFields.sameAs(query), dim, dim);
  }
}
