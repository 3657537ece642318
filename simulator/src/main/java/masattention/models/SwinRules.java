package masattention.models;

import java.util.List;

/**
 * Swin: stages of ever fewer and wider patches, each cut into windows that attend within
 * themselves. Every stage halves the grid, doubles the width and has heads of its own.
 */
final class SwinRules {
  private SwinRules() {}

  static void read(ConfigFields config, Reading reading) {
    List<Integer> depths = config.sizes("depths");
    List<Integer> heads = config.sizes("num_heads");
    if (depths.isEmpty() || heads.size() != depths.size()) {
      throw config.refused(
          "num_heads has %s entries and depths %s; both must have one for each stage."
              .formatted(heads.size(), depths.size()));
    }
    if (depths.contains(0) || heads.contains(0)) {
      throw config.refused("depths and num_heads must be arrays of positive whole numbers.");
    }
    int rows = patches(config, 0);
    int cols = patches(config, 1);
    Fact embedding = config.size("embed_dim");
    int window = config.size("window_size").value();
    for (int stage = 0; stage < depths.size(); stage++) {
      Fact width =
          Fact.derived(Math.multiplyExact(embedding.value(), 1 << stage), "embed_dim * 2^" + stage);
      Fact query =
          new Fact(
              heads.get(stage),
              config.states("num_heads") ? Origin.FILE : Origin.CLASS_DEFAULT,
              "num_heads[%s]".formatted(stage));
      Fact dim = config.share(width, query);
      int side = Math.min(window, Math.min(rows, cols));
      int windows = Math.multiplyExact(ceil(rows, side), ceil(cols, side));
      reading.add(
          LayerGroup.encoder(
                  "stage" + (stage + 1),
                  Tower.VISION,
                  new Fact(depths.get(stage), query.origin(), "depths[%s]".formatted(stage)),
                  new LayerGroup.Heads(query, ConfigFields.sameAs(query), dim, dim),
                  new Length.Fixed(
                      Fact.derived(side * side, "window_size^2 = %s^2".formatted(side))))
              .withRepeats(
                  Fact.derived(
                      windows, "windows of a %s x %s grid of patches".formatted(rows, cols))));
      rows = ceil(rows, 2);
      cols = ceil(cols, 2);
    }
    reading.warn("Shifted windows mask some scores; they are counted in full.");
  }

  private static int patches(ConfigFields config, int axis) {
    return ceil(
        VisionRules.side(config, "image_size", axis), VisionRules.side(config, "patch_size", axis));
  }

  private static int ceil(int whole, int part) {
    return (whole + part - 1) / part;
  }
}
