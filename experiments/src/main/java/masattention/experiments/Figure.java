package masattention.experiments;

import java.util.List;
import java.util.Map;

/**
 * A picture that an experiment draws.
 *
 * @param stem name of its file in the folder of plots, without suffix
 * @param sentence what a reader sees in it, in one sentence
 */
public record Figure(String stem, String sentence) {
  /** Those of an experiment, in the order of reading, as {@code figures.txt} has them. */
  static List<Figure> of(String experiment) {
    return Template.fill(Figure.class, "figures.txt", Map.of("presets", CoreSet.presets()))
        .lines()
        .map(line -> line.split(" |: ", 3))
        .filter(parts -> parts[0].equals(experiment))
        .map(parts -> new Figure(parts[1], parts[2]))
        .toList();
  }
}
