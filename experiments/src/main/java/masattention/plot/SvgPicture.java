package masattention.plot;

import java.nio.charset.StandardCharsets;

/** A chart as SVG: text as outlines, a title and a description for screen readers. */
final class SvgPicture {

  private SvgPicture() {}

  /**
   * The bytes of the picture.
   *
   * @param idPrefix begins every identifier, so that several pictures can share one HTML page
   */
  static byte[] encode(Chart chart, String idPrefix) {
    SvgGraphics graphics = new SvgGraphics(idPrefix);
    chart.paint(graphics);
    int width = chart.widthPixels();
    int height = chart.heightPixels();
    StringBuilder text = new StringBuilder();
    text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(width);
    text.append("\" height=\"").append(height).append("\" viewBox=\"0 0 ").append(width);
    text.append(' ').append(height).append("\" role=\"img\" aria-labelledby=\"");
    text.append(idPrefix).append("-title ").append(idPrefix).append("-desc\">\n");
    label(text, "title", idPrefix, chart.title());
    label(text, "desc", idPrefix, chart.description());
    text.append(graphics.body()).append("</svg>\n");
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void label(StringBuilder text, String kind, String idPrefix, String content) {
    text.append('<').append(kind).append(" id=\"").append(idPrefix).append('-').append(kind);
    text.append("\">").append(escape(content)).append("</").append(kind).append(">\n");
  }

  private static String escape(String content) {
    return content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
