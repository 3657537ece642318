package masattention.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Whether two output files say the same: equal bytes or, for PNG, equal pixels (the compressor
 * differs between JDKs).
 */
final class SameOutput {

  private SameOutput() {}

  static boolean test(Path one, Path other) throws IOException {
    if (Files.mismatch(one, other) == -1) {
      return true;
    }
    return one.getFileName().toString().endsWith(".png") && samePixels(one, other);
  }

  private static boolean samePixels(Path one, Path other) throws IOException {
    BufferedImage a = read(one);
    BufferedImage b = read(other);
    if (a == null || b == null || a.getWidth() != b.getWidth() || a.getHeight() != b.getHeight()) {
      return false;
    }
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        if (a.getRGB(x, y) != b.getRGB(x, y)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The decoded picture, or null for a file that is not a whole picture. */
  private static BufferedImage read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      return ImageIO.read(new ByteArrayInputStream(bytes));
    } catch (IOException broken) {
      return null;
    }
  }
}
