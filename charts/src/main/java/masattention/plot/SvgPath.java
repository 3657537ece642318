package masattention.plot;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;

/** Shapes as SVG path data in whole tenths of a pixel, each point relative to the one before. */
final class SvgPath {
  private final StringBuilder data = new StringBuilder();
  private long penX;
  private long penY;
  private long startX;
  private long startY;

  /** A number to one decimal, as short as it can be. */
  static String number(double value) {
    return text(tenths(value));
  }

  boolean isEmpty() {
    return data.isEmpty();
  }

  String data() {
    return data.toString();
  }

  SvgPath add(Shape shape, AffineTransform transform) {
    double[] p = new double[6];
    int beforeLine = -1;
    for (PathIterator i = shape.getPathIterator(transform); !i.isDone(); i.next()) {
      int kind = i.currentSegment(p);
      int before = data.length();
      switch (kind) {
        case PathIterator.SEG_MOVETO -> {
          if (!goesOn(tenths(p[0]), tenths(p[1]))) {
            points('m', p, 1);
          }
          startX = penX;
          startY = penY;
        }
        case PathIterator.SEG_LINETO -> line(tenths(p[0]), tenths(p[1]));
        case PathIterator.SEG_QUADTO -> points('q', p, 2);
        case PathIterator.SEG_CUBICTO -> points('c', p, 3);
        case PathIterator.SEG_CLOSE -> {
          if (beforeLine >= 0 && penX == startX && penY == startY) {
            data.setLength(beforeLine);
          }
          data.append('z');
          penX = startX;
          penY = startY;
        }
        default -> throw new IllegalArgumentException("The segment (" + kind + ") is unknown.");
      }
      beforeLine = kind == PathIterator.SEG_LINETO ? before : -1;
    }
    return this;
  }

  /** Whether the point is the end of an open line. */
  private boolean goesOn(long x, long y) {
    return x == penX && y == penY && !data.isEmpty() && data.charAt(data.length() - 1) != 'z';
  }

  private void line(long x, long y) {
    if (y == penY) {
      data.append('h').append(text(x - penX));
    } else if (x == penX) {
      data.append('v').append(text(y - penY));
    } else {
      data.append('l');
      pair(x, y);
    }
    moveTo(x, y);
  }

  private void points(char command, double[] points, int count) {
    data.append(command);
    long x = penX;
    long y = penY;
    for (int i = 0; i < count; i++) {
      x = tenths(points[2 * i]);
      y = tenths(points[2 * i + 1]);
      if (i > 0 && x >= penX) {
        data.append(' ');
      }
      pair(x, y);
    }
    moveTo(x, y);
  }

  private void pair(long x, long y) {
    data.append(text(x - penX)).append(y < penY ? "" : " ").append(text(y - penY));
  }

  private void moveTo(long x, long y) {
    penX = x;
    penY = y;
  }

  private static long tenths(double pixels) {
    return Math.round(pixels * 10);
  }

  private static String text(long tenths) {
    long rest = Math.abs(tenths) % 10;
    long whole = Math.abs(tenths) / 10;
    return (tenths < 0 ? "-" : "")
        + (whole == 0 && rest != 0 ? "" : whole)
        + (rest == 0 ? "" : "." + rest);
  }
}
