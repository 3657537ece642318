package masattention.plot;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;

/** A shape as SVG path data in whole hundredths of a pixel, relative to the previous point. */
final class SvgPath {

  private final StringBuilder data = new StringBuilder();
  private long penX;
  private long penY;
  private long startX;
  private long startY;
  private long left = Long.MAX_VALUE;
  private long top = Long.MAX_VALUE;
  private long right = Long.MIN_VALUE;
  private long bottom = Long.MIN_VALUE;

  private SvgPath() {}

  static SvgPath of(Shape shape, AffineTransform transform) {
    SvgPath path = new SvgPath();
    double[] points = new double[6];
    for (PathIterator i = shape.getPathIterator(transform); !i.isDone(); i.next()) {
      path.segment(i.currentSegment(points), points);
    }
    return path;
  }

  String data() {
    return data.toString();
  }

  boolean isEmpty() {
    return data.isEmpty();
  }

  /** Whether no point, nor a control point of a curve, is nearer than the margin to the border. */
  boolean within(Rectangle2D area, double margin) {
    return left >= hundredths(area.getMinX() + margin)
        && right <= hundredths(area.getMaxX() - margin)
        && top >= hundredths(area.getMinY() + margin)
        && bottom <= hundredths(area.getMaxY() - margin);
  }

  /** A number to two decimals, as short as it can be. */
  static String number(double value) {
    return number(hundredths(value));
  }

  private void segment(int kind, double[] points) {
    switch (kind) {
      case PathIterator.SEG_MOVETO -> {
        points('m', points, 1);
        startX = penX;
        startY = penY;
      }
      case PathIterator.SEG_LINETO -> points('l', points, 1);
      case PathIterator.SEG_QUADTO -> points('q', points, 2);
      case PathIterator.SEG_CUBICTO -> points('c', points, 3);
      case PathIterator.SEG_CLOSE -> {
        data.append('z');
        penX = startX;
        penY = startY;
      }
      default -> throw new IllegalArgumentException("The segment (" + kind + ") is unknown.");
    }
  }

  private void points(char command, double[] points, int count) {
    data.append(command);
    long x = penX;
    long y = penY;
    for (int i = 0; i < count; i++) {
      x = hundredths(points[2 * i]);
      y = hundredths(points[2 * i + 1]);
      data.append(i == 0 ? "" : " ").append(number(x - penX)).append(' ').append(number(y - penY));
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
    penX = x;
    penY = y;
  }

  private static long hundredths(double pixels) {
    return Math.round(pixels * 100);
  }

  private static String number(long hundredths) {
    long whole = Math.abs(hundredths) / 100;
    long rest = Math.abs(hundredths) % 100;
    String fraction =
        rest == 0 ? "" : rest % 10 == 0 ? "." + rest / 10 : rest < 10 ? ".0" + rest : "." + rest;
    String digits = whole == 0 && rest != 0 ? fraction : whole + fraction;
    return hundredths < 0 ? "-" + digits : digits;
  }
}
