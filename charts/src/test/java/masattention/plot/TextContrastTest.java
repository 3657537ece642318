package masattention.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text of every committed figure can be read on what is painted below it. */
class TextContrastTest {
  private static final double LEAST = 4.5;

  /** Marks may reach below a text, but it stands on something else. */
  private static final double MOST_OF_IT = 0.5;

  @BeforeEach
  void committed() {
    assumeFalse(Boolean.getBoolean("mas.accept"), "new files are about to be accepted");
  }

  static List<Path> figures() throws IOException {
    List<Path> figures = new ArrayList<>();
    for (Path folder : List.of(Path.of("..", "plots"), Path.of("..", "docs"))) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.filter(file -> file.toString().endsWith(".svg")).sorted().forEach(figures::add);
      }
    }
    return figures;
  }

  @ParameterizedTest
  @MethodSource("figures")
  void textsStandOut(Path figure) throws Exception {
    List<String> texts = new ArrayList<>();
    List<String> faint = new ArrayList<>();
    new SvgPicture(Files.readAllBytes(figure))
        .paint(
            1,
            (text, ground) -> {
              texts.add(text.text());
              if (readable(text, ground) < MOST_OF_IT) {
                faint.add(text.text());
              }
            });
    assertTrue(texts.size() > 10, texts.toString());
    assertEquals(List.of(), faint);
  }

  /** The share of the ground of a text on which its colour has the contrast. */
  private static double readable(SvgPicture.Written text, BufferedImage ground) {
    Rectangle box =
        text.outline()
            .getBounds()
            .intersection(new Rectangle(ground.getWidth(), ground.getHeight()));
    int enough = 0;
    for (int x = box.x; x < box.x + box.width; x++) {
      for (int y = box.y; y < box.y + box.height; y++) {
        Color below = new Color(ground.getRGB(x, y));
        enough += Palette.contrast(text.color(), below) >= LEAST ? 1 : 0;
      }
    }
    return enough / (double) (box.width * box.height);
  }
}
