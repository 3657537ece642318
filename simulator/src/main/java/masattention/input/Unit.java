package masattention.input;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What numbers of a kind may be written in, beside plain numbers: {@code 32K} tokens, {@code 2
 * MiB}, {@code 6.4 GB/s}, {@code 933.12 MHz}, {@code 64 pJ/B}.
 *
 * <p>K and M of tokens are 1024 and 1024²; k, M and G of everything else are decimal, Ki, Mi and Gi
 * are powers of 1024. What could mean two things, such as KB, is refused.
 */
public enum Unit {
  TOKENS("", "K=1024", "M=1048576"),
  BYTES(
      "B",
      "B=1",
      "kB=1000",
      "MB=1000000",
      "GB=1000000000",
      "KiB=1024",
      "MiB=1048576",
      "GiB=1073741824"),
  BYTES_PER_SECOND(
      "B/s",
      "B/s=1",
      "kB/s=1000",
      "MB/s=1000000",
      "GB/s=1000000000",
      "TB/s=1000000000000",
      "MiB/s=1048576",
      "GiB/s=1073741824"),
  BYTES_PER_CYCLE("B/cycle", "B/cycle=1"),
  MEGAHERTZ("MHz", "Hz=0.000001", "kHz=0.001", "MHz=1", "GHz=1000"),
  PICOJOULES_PER_BYTE("pJ/B", "fJ/B=0.001", "pJ/B=1", "nJ/B=1000", "pJ/bit=8"),
  PICOJOULES("pJ", "fJ=0.001", "pJ=1", "nJ=1000"),
  MILLIWATTS("mW", "uW=0.001", "mW=1", "W=1000");

  private static final Pattern QUANTITY =
      Pattern.compile("(\\d{1,18}(?:\\.\\d{1,18})?) ?([A-Za-z/]+)");

  private static final Map<String, Unit> BY_ENDING = new LinkedHashMap<>();

  static {
    BY_ENDING.put("BytesPerCycle", BYTES_PER_CYCLE);
    BY_ENDING.put("bytesPerCycle", BYTES_PER_CYCLE);
    BY_ENDING.put("bytesPerCyclePerCore", BYTES_PER_CYCLE);
    BY_ENDING.put("bytesPerSecond", BYTES_PER_SECOND);
    BY_ENDING.put("Megahertz", MEGAHERTZ);
    BY_ENDING.put("PicojoulesPerByte", PICOJOULES_PER_BYTE);
    BY_ENDING.put("Picojoules", PICOJOULES);
    BY_ENDING.put("Milliwatts", MILLIWATTS);
    BY_ENDING.put("bytes", BYTES);
    BY_ENDING.put("seqQ", TOKENS);
    BY_ENDING.put("seqKv", TOKENS);
    BY_ENDING.put("window", TOKENS);
  }

  /** What may be meant by a symbol that is not clear. */
  private static final Map<String, String> AMBIGUOUS =
      Map.of(
          "KB", "kB (1000) or KiB (1024)",
          "K", "kB (1000) or KiB (1024)",
          "M", "MB (1000^2) or MiB (1024^2)",
          "G", "GB (1000^3) or GiB (1024^3)",
          "k", "K (1024), or the number in full",
          "Gb/s", "GB/s (bytes); an eighth of as many bits",
          "mhz", "MHz");

  private final String symbol;
  private final Map<String, BigDecimal> factors = new LinkedHashMap<>();

  Unit(String symbol, String... factors) {
    this.symbol = symbol;
    Arrays.stream(factors)
        .map(pair -> List.of(pair.split("=", -1)))
        .forEach(pair -> this.factors.put(pair.get(0), new BigDecimal(pair.get(1))));
  }

  /** The unit that the name of a field states. */
  static Optional<Unit> of(String field) {
    return BY_ENDING.entrySet().stream()
        .filter(entry -> field.endsWith(entry.getKey()))
        .findFirst()
        .map(Map.Entry::getValue);
  }

  /** The number that a text with a unit stands for, in this unit; empty where it is none. */
  public Optional<BigDecimal> parse(String text) {
    Matcher quantity = QUANTITY.matcher(text);
    if (!quantity.matches()) {
      return Optional.empty();
    }
    return Optional.ofNullable(factors.get(quantity.group(2)))
        .map(factor -> new BigDecimal(quantity.group(1)).multiply(factor));
  }

  /** Whether a text is a number with anything that looks like a unit. */
  public static boolean isQuantity(String text) {
    return QUANTITY.matcher(text).matches();
  }

  /** What would be right instead of a number whose unit is none of this kind. */
  public String right(String text) {
    Matcher quantity = QUANTITY.matcher(text);
    String clear = quantity.matches() ? AMBIGUOUS.get(quantity.group(2)) : null;
    return clear != null
            && !factors.containsKey(quantity.group(2))
            && factors.keySet().stream().anyMatch(clear::startsWith)
        ? "written with a clear unit: " + clear
        : "a number%s, or one with a unit: %s"
            .formatted(
                symbol.isEmpty() ? "" : " (in " + symbol + ")",
                String.join(", ", factors.keySet()));
  }
}
