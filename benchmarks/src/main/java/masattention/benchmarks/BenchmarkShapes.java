package masattention.benchmarks;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import masattention.kernel.KernelShape;

/**
 * The shapes of the attention benchmark, written heads[/kvHeads] x [queries:]keys x head dimension
 * [-causal] [-window keys].
 */
final class BenchmarkShapes {

  /** Every position sees every position. */
  static final List<String> DENSE =
      List.of("12x512x64", "16x256x80", "8x512x32", "16x1024x128", "8x2048x64", "32/8x1024x128");

  /** As in the prompt of a language model. */
  static final List<String> CAUSAL =
      List.of("12x512x64-causal", "8x2048x64-causal", "32/8x1024x128-causal");

  /** One new token. */
  static final List<String> DECODE =
      List.of("32/8x1:2048x128", "32/8x1:8192x128", "32/8x1:65536x128");

  /** All of them, in the order of the tables. */
  static final List<String> ALL = Stream.of(DENSE, CAUSAL, DECODE).flatMap(List::stream).toList();

  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{1,6})(?:/(\\d{1,6}))?x(?:(\\d{1,6}):)?(\\d{1,6})x(\\d{1,6})"
              + "(-causal)?(?:-window(\\d{1,6}))?");

  private BenchmarkShapes() {}

  static KernelShape parse(String shape) {
    Matcher matcher = FORM.matcher(shape);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          ("The shape (%s) must read heads[/kvHeads] x [queries:]keys x head dimension [-causal]"
                  + " [-window keys], such as 12x512x64 or 32/8x1:8192x128.")
              .formatted(shape));
    }
    int heads = Integer.parseInt(matcher.group(1));
    int keys = Integer.parseInt(matcher.group(4));
    int headDim = Integer.parseInt(matcher.group(5));
    return new KernelShape(
        1,
        heads,
        number(matcher.group(2), heads),
        number(matcher.group(3), keys),
        keys,
        headDim,
        headDim,
        matcher.group(6) != null,
        number(matcher.group(7), 0));
  }

  private static int number(String digits, int otherwise) {
    return digits == null ? otherwise : Integer.parseInt(digits);
  }
}
