package masattention.plot;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A chart as PNG, two pixels per unit of length so that it prints well. */
final class PngPicture {

  static final int SCALE = 2;

  private PngPicture() {}

  static byte[] encode(Chart chart) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.setUseCache(false);
      ImageIO.write(draw(chart), "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static BufferedImage draw(Chart chart) {
    BufferedImage image =
        new BufferedImage(
            chart.widthPixels() * SCALE, chart.heightPixels() * SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(SCALE, SCALE);
    chart.paint(graphics);
    graphics.dispose();
    return image;
  }
}
