package masattention.models;

import java.util.List;

/**
 * The attention of a model as its file states it.
 *
 * @param modelType the {@code model_type} of the file
 * @param groups in the order in which they first come, the text before the other towers
 * @param skipped what has layers but is not simulated
 * @param warnings what a reader of results should know
 */
public record Model(
    String modelType, List<LayerGroup> groups, List<String> skipped, List<String> warnings) {

  public Model {
    groups = List.copyOf(groups);
    skipped = List.copyOf(skipped);
    warnings = List.copyOf(warnings);
  }
}
