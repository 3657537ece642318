package masattention.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every figure that an experiment names is committed, once as SVG and once as PNG. */
final class FiguresTest {

  @Test
  void figuresAreCommitted() {
    Path plots = Path.of("..", "plots");
    List<String> stems =
        Experiments.ALL.stream()
            .flatMap(experiment -> experiment.figures().stream())
            .map(Figure::stem)
            .toList();
    assertTrue(stems.size() >= 4);
    assertEquals(stems.size(), new HashSet<>(stems).size(), "a stem is used twice");
    for (String stem : stems) {
      assertTrue(Files.isRegularFile(plots.resolve(stem + ".svg")), stem);
      assertTrue(Files.isRegularFile(plots.resolve(stem + ".png")), stem);
    }
  }
}
