package masattention.benchmarks;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masattention.kernel.KernelShape;

/** The shapes of the attention benchmark, written heads x length x head dimension. */
final class BenchmarkShapes {

  static final List<String> ALL =
      List.of("12x512x64", "16x256x80", "8x512x32", "16x1024x128", "8x2048x64");

  private static final Pattern FORM = Pattern.compile("(\\d{1,6})x(\\d{1,6})x(\\d{1,6})");

  private BenchmarkShapes() {}

  static KernelShape parse(String shape) {
    Matcher matcher = FORM.matcher(shape);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "The shape (%s) must read heads x length x head dimension, such as 12x512x64."
              .formatted(shape));
    }
    return KernelShape.selfAttention(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)));
  }
}
