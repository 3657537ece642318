package masattention.plot;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/**
 * Where figures go: as SVG, with the same bytes on every JDK and machine, and if wanted as PNG with
 * the same pixels. (The bytes of a PNG depend on the compressor of the JDK.)
 *
 * @param svg folder of the SVG files, made if it is not there
 * @param png folder of the PNG files, if there are to be any
 */
public record PlotFolder(Path svg, Optional<Path> png) {

  /** Pixels of a PNG per unit of length, so that it prints well. */
  static final int SCALE = 2;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  /** A folder of SVG files alone. */
  public PlotFolder(Path svg) {
    this(svg, Optional.empty());
  }

  /**
   * Writes the chart's files, each whole or not at all, over what is there; returns the SVG file.
   *
   * @param name of the files without suffix: lower-case letters, digits and hyphens
   */
  public Path write(String name, Chart chart) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "The plot name (%s) must be lower-case letters, digits and hyphens.".formatted(name));
    }
    byte[] drawing = SvgGraphics.encode(chart, name);
    if (png.isPresent()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.setUseCache(false);
      ImageIO.write(image(chart), "png", bytes);
      place(bytes.toByteArray(), png.get().resolve(name + ".png"));
    }
    return place(drawing, svg.resolve(name + ".svg"));
  }

  /** The bytes of an SVG file that a user named. */
  public static byte[] svg(Chart chart) {
    return SvgGraphics.encode(chart, "mas");
  }

  static BufferedImage image(Chart chart) {
    BufferedImage image =
        new BufferedImage(
            chart.widthPixels() * SCALE, chart.heightPixels() * SCALE, BufferedImage.TYPE_INT_RGB);
    Canvas canvas = new Canvas(image.createGraphics());
    canvas.graphics().scale(SCALE, SCALE);
    chart.paint(canvas);
    canvas.graphics().dispose();
    return image;
  }

  private static Path place(byte[] bytes, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
    try {
      Files.write(temporary, bytes);
      return Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
