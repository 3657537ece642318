package masattention.models;

import java.util.List;

/**
 * Llama 3.2 Vision: the listed layers of the text attend to the image's tokens instead of the
 * text's, and the vision tower to the padded patches of all its tiles at once.
 */
final class MllamaRules {
  private static final List<Integer> CROSS = List.of(3, 8, 13, 18, 23, 28, 33, 38);

  /** Patches and class token of a tile are padded to a multiple of this. */
  private static final int PADDING = 8;

  private static final int IMAGE_SIZE = 560;
  private static final int PATCH_SIZE = 14;
  private static final int TILES = 4;

  private MllamaRules() {}

  static void readText(ConfigFields config, Reading reading) {
    readText(config, reading, Fact.derived(keys(IMAGE_SIZE, PATCH_SIZE, TILES), "4 tiles of 1601"));
  }

  /** The text, whose cross layers see so many keys. */
  static void readText(ConfigFields config, Reading reading, Fact imageKeys) {
    LayerGroup.Heads heads = config.heads();
    Fact layers = config.layers();
    List<Integer> cross =
        config.states("cross_attention_layers")
            ? config.fields().intNumbers("cross_attention_layers", 0, layers.value() - 1)
            : CROSS.stream().filter(i -> i < layers.value()).toList();
    int crossing = (int) cross.stream().distinct().count();
    if (crossing < layers.value()) {
      reading.add(
          LayerGroup.decoder(
              "decoder-self",
              Fact.derived(
                  layers.value() - crossing, layers.from() + " less cross_attention_layers"),
              heads));
    }
    if (crossing > 0) {
      reading.add(
          LayerGroup.cross(
              Fact.derived(crossing, "entries of cross_attention_layers"),
              heads,
              new Length.Fixed(imageKeys)));
    }
  }

  static void readVision(ConfigFields config, Reading reading) {
    Fact local = config.layers();
    Fact global = config.size("num_global_layers");
    int perTile = perTile(config);
    int padded = (perTile + PADDING - 1) / PADDING * PADDING;
    int tiles = config.size("max_num_tiles").value();
    reading.add(
        LayerGroup.encoder(
            "vision",
            Tower.VISION,
            Fact.derived(local.value() + global.value(), local.from() + " + " + global.from()),
            config.heads(),
            new Length.Fixed(
                Fact.derived(
                    Math.multiplyExact(tiles, padded),
                    "%s tiles of %s tokens, padded to %s".formatted(tiles, perTile, padded)))));
  }

  /** The tokens of the image that the text's cross layers see. */
  static Fact imageKeys(ConfigFields vision) {
    int tiles = vision.size("max_num_tiles").value();
    int perTile = perTile(vision);
    return Fact.derived(
        Math.multiplyExact(tiles, perTile), "%s tiles of %s tokens".formatted(tiles, perTile));
  }

  private static int perTile(ConfigFields vision) {
    int side = vision.size("image_size").value() / vision.size("patch_size").value();
    return side * side + 1;
  }

  private static int keys(int image, int patch, int tiles) {
    return tiles * ((image / patch) * (image / patch) + 1);
  }
}
