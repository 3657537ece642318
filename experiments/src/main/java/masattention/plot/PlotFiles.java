package masattention.plot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;

/**
 * The two files of a chart, SVG and PNG.
 *
 * <p>The SVG has the same bytes and the PNG the same pixels on every JDK and machine. (The bytes of
 * a PNG depend on the compressor of the JDK.)
 */
public record PlotFiles(Path svg, Path png) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  /**
   * Writes {@code name.svg} and {@code name.png}, each whole or not at all, over what is there.
   *
   * @param name lower-case letters, digits and hyphens, such as "speedup-edge"
   */
  public static PlotFiles write(Chart chart, Path folder, String name) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "The plot name (%s) must be lower-case letters, digits and hyphens.".formatted(name));
    }
    byte[] svg = SvgPicture.encode(chart, name);
    byte[] png = PngPicture.encode(chart);
    Files.createDirectories(folder);
    return new PlotFiles(
        place(svg, folder.resolve(name + ".svg")), place(png, folder.resolve(name + ".png")));
  }

  private static Path place(byte[] bytes, Path file) throws IOException {
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
