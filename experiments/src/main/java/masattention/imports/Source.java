package masattention.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import masattention.input.InvalidInputException;

/**
 * A place in another tool's file.
 *
 * @param file what the user calls it
 * @param path of the node, as in {@code memories.dram}
 */
record Source(String file, String path, JsonNode node) {

  private static final Pattern DECIMAL =
      Pattern.compile("\\d{1,20}(\\.\\d{0,40})?[eE][-+]?\\d{1,2}");

  Source at(String name) {
    return new Source(file, path.isEmpty() ? name : path + "." + name, node.path(name));
  }

  Source at(int index) {
    return new Source(file, "%s[%s]".formatted(path, index), node.path(index));
  }

  boolean exists() {
    return !node.isMissingNode() && !node.isNull();
  }

  /** A positive number; none where the field is absent. */
  Optional<BigDecimal> number() {
    if (!exists()) {
      return Optional.empty();
    }
    // YAML reads 1e-9 as a text
    boolean written = node.isTextual() && DECIMAL.matcher(node.textValue()).matches();
    if (!written && (!node.isNumber() || isInfinite())) {
      throw refused("must be a number");
    }
    BigDecimal value = written ? new BigDecimal(node.textValue()) : node.decimalValue();
    boolean absurd = value.precision() - value.scale() > 18 || value.scale() > 40;
    if (value.signum() < 0 || absurd) {
      throw refused("must be a number from 0 to 10^18");
    }
    return Optional.of(value);
  }

  private boolean isInfinite() {
    return node.isDouble() && !Double.isFinite(node.doubleValue());
  }

  /** A whole number of at least 1; none where the field is absent. */
  Optional<BigDecimal> count() {
    Optional<BigDecimal> number = number();
    if (number.isPresent()
        && (number.get().signum() == 0 || number.get().stripTrailingZeros().scale() > 0)) {
      throw refused("must be a positive whole number");
    }
    return number;
  }

  InvalidInputException refused(String right) {
    String shown = node.isContainerNode() ? "an object or array" : node.toString();
    return new InvalidInputException(
        "%s: %s (%s) %s."
            .formatted(file, path, shown.substring(0, Math.min(60, shown.length())), right));
  }
}
