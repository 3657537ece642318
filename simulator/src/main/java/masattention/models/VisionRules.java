package masattention.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Vision transformers: the image's patches, with class and register tokens where there are any;
 * those of Qwen and its kin take images of any size, some of their layers in windows.
 */
final class VisionRules {
  private VisionRules() {}

  static void read(ConfigFields config, Reading reading) {
    LayerGroup.Heads heads = config.heads();
    Fact layers = config.layers();
    Length tokens =
        config.type().flag("variable") ? Length.Given.IMAGE : new Length.Fixed(tokens(config));
    if (config.type().defaults().has("fullatt_block_indexes")) {
      windowed(config, reading, layers, heads);
    } else {
      reading.add(LayerGroup.encoder("vision", Tower.VISION, layers, heads, tokens));
    }
    if (config.type().defaults().has("vision_use_head") && config.flag("vision_use_head", true)) {
      reading.skip("the vision tower's pooling head: one query against its tokens");
    }
  }

  private static void windowed(
      ConfigFields config, Reading reading, Fact layers, LayerGroup.Heads heads) {
    List<Integer> full = config.sizes("fullatt_block_indexes");
    int global = (int) full.stream().distinct().filter(i -> i < layers.value()).count();
    int merge = config.size("spatial_merge_size").value();
    int patch = config.size("patch_size").value();
    int side = config.size("window_size").value() / merge / patch * merge;
    if (side < 1) {
      throw config.fields().wrong("window_size", "at least one merged patch");
    }
    Fact chunk = Fact.derived(side * side, "(window_size / patch_size)^2 = %s^2".formatted(side));
    if (global < layers.value()) {
      reading.add(
          LayerGroup.encoder(
                  "vision-window",
                  Tower.VISION,
                  Fact.derived(layers.value() - global, layers.from() + " less the global ones"),
                  heads,
                  Length.Given.IMAGE)
              .withChunk(chunk));
      reading.warn("Windows at the edge of an image may be smaller; they are counted in one row.");
    }
    if (global > 0) {
      reading.add(
          LayerGroup.encoder(
              "vision-global",
              Tower.VISION,
              Fact.derived(global, "entries of fullatt_block_indexes"),
              heads,
              Length.Given.IMAGE));
    }
  }

  private static Fact tokens(ConfigFields config) {
    int rows = side(config, "image_size", 0) / side(config, "patch_size", 0);
    int cols = side(config, "image_size", 1) / side(config, "patch_size", 1);
    int extra = config.type().number("extraTokens");
    if (config.states("num_register_tokens")
        || config.type().defaults().has("num_register_tokens")) {
      extra +=
          config.states("num_register_tokens")
              ? config.fields().intNumber("num_register_tokens", 0, ConfigFields.MOST)
              : config.type().defaults().intNumber("num_register_tokens", 0, ConfigFields.MOST);
    }
    if (rows < 1 || cols < 1) {
      throw config.fields().wrong("image_size", "at least patch_size");
    }
    return Fact.derived(
        Math.addExact(Math.multiplyExact(rows, cols), extra),
        "image_size / patch_size: %s * %s patches + %s".formatted(rows, cols, extra));
  }

  /** The height (0) or width (1) of a field that is a number or an array of two. */
  static int side(ConfigFields config, String name, int axis) {
    JsonNode stated = config.fields().value(name);
    if (!stated.isArray() && !(stated.isMissingNode() && isPair(config, name))) {
      return config.size(name).value();
    }
    List<Integer> both = config.sizes(name);
    if (both.size() != 2 || both.contains(0)) {
      throw config.fields().wrong(name, "a whole number or an array of two");
    }
    return both.get(axis);
  }

  private static boolean isPair(ConfigFields config, String name) {
    return config.type().defaults().value(name).isArray();
  }
}
