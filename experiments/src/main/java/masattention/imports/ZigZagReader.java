package masattention.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;

/**
 * ZigZag (KULeuven-MICAS/zigzag): memories in bits with their bandwidth in bits per cycle and the
 * energy in pJ of an access of that width, and an array of multipliers whose dimensions a mapping
 * gives a meaning. The memory called {@code dram} is the DRAM, the largest other one L1.
 */
final class ZigZagReader {
  private static final BigDecimal BITS = BigDecimal.valueOf(8);

  private ZigZagReader() {}

  static void read(Source file, Draft draft) {
    draft.derived("cores", BigDecimal.ONE, "a file describes one core");
    draft.shared(true, "a file describes one core");
    draft.missing("clockMegahertz", "ZigZag counts cycles alone");
    array(file, draft);
    Source memories = file.at("memories");
    memory(memories, true).ifPresent(dram -> dram(dram, draft));
    memory(memories, false).ifPresent(l1 -> l1(l1, draft));
  }

  private static void array(Source file, Draft draft) {
    Source array =
        file.at("operational_array").exists()
            ? file.at("operational_array")
            : file.at("multipliers");
    Source sizes = array.at("sizes");
    int dimensions = sizes.node().size();
    if (dimensions == 1 || dimensions == 2) {
      draft.count("mac.rows", sizes.at(0));
      if (dimensions == 2) {
        draft.count("mac.cols", sizes.at(1));
      } else {
        draft.derived("mac.cols", BigDecimal.ONE, sizes.path() + " has one dimension");
      }
      draft.derived("mac.depth", BigDecimal.ONE, sizes.path() + " has no third dimension");
    } else {
      for (String side : new String[] {"rows", "cols", "depth"}) {
        draft.missing(
            "mac." + side,
            "which of the %s dimensions of %s it is depends on a mapping"
                .formatted(dimensions, sizes.path()));
      }
    }
    for (String name : new String[] {"unit_energy", "multiplier_energy"}) {
      draft.number("energy.macPicojoules", array.at(name));
    }
  }

  private static Optional<Source> memory(Source memories, boolean dram) {
    Source largest = null;
    for (Iterator<String> names = memories.node().fieldNames(); names.hasNext(); ) {
      String name = names.next();
      Source memory = memories.at(name);
      boolean wanted = name.toLowerCase(Locale.ROOT).contains("dram") == dram;
      if (wanted && (largest == null || size(memory).compareTo(size(largest)) > 0)) {
        largest = memory;
      }
    }
    return Optional.ofNullable(largest);
  }

  private static BigDecimal size(Source memory) {
    return memory.at("size").number().orElse(BigDecimal.ZERO);
  }

  private static void dram(Source dram, Draft draft) {
    bandwidth(dram)
        .ifPresent(
            bits ->
                draft.derived(
                    "dram.bytesPerCycle",
                    bits.divide(BITS, 3, RoundingMode.HALF_EVEN),
                    "bits per cycle of %s / 8 = %s / 8".formatted(dram.path(), bits)));
    draft.number("dram.latencyCycles", dram.at("latency"));
    Optional<BigDecimal> read = perByte(dram, "r");
    Optional<BigDecimal> write = perByte(dram, "w");
    if (read.isPresent() && write.isPresent()) {
      draft.derived(
          "energy.dramPicojoulesPerByte",
          read.get().add(write.get()).divide(BigDecimal.valueOf(2), 6, RoundingMode.HALF_EVEN),
          "mean of r_cost / (r_bw / 8) and w_cost / (w_bw / 8) of %s, %s and %s"
              .formatted(dram.path(), shown(read.get()), shown(write.get())));
    } else {
      draft.missing("energy.dramPicojoulesPerByte", costsNeed(dram));
    }
  }

  private static void l1(Source l1, Draft draft) {
    l1.at("size")
        .count()
        .ifPresent(
            bits ->
                draft.derived(
                    "l1.bytes",
                    bits.divide(BITS, 0, RoundingMode.DOWN),
                    "%s bits / 8 = %s / 8".formatted(l1.at("size").path(), bits)));
    bandwidth(l1)
        .ifPresent(
            bits ->
                draft.derived(
                    "l1.bytesPerCyclePerCore",
                    bits.divide(BITS, 0, RoundingMode.DOWN),
                    "bits per cycle of %s / 8 = %s / 8".formatted(l1.path(), bits)));
    energy(l1, "r", "energy.l1ReadPicojoulesPerByte", draft);
    energy(l1, "w", "energy.l1WritePicojoulesPerByte", draft);
  }

  private static void energy(Source memory, String side, String path, Draft draft) {
    Optional<BigDecimal> perByte = perByte(memory, side);
    if (perByte.isPresent()) {
      draft.derived(
          path, perByte.get(), "%s_cost / (%s_bw / 8) of %s".formatted(side, side, memory.path()));
    } else {
      draft.missing(path, costsNeed(memory));
    }
  }

  private static String costsNeed(Source memory) {
    return "the width of an access that r_cost and w_cost of %s are for is not stated (r_bw, w_bw)"
        .formatted(memory.path());
  }

  private static Optional<BigDecimal> perByte(Source memory, String side) {
    Optional<BigDecimal> bits = memory.at(side + "_bw").count();
    return memory
        .at(side + "_cost")
        .number()
        .flatMap(cost -> bits.map(b -> cost.multiply(BITS).divide(b, 6, RoundingMode.HALF_EVEN)));
  }

  /** Bits per cycle: as stated for reads, or the most of a port that reads. */
  private static Optional<BigDecimal> bandwidth(Source memory) {
    Optional<BigDecimal> stated = memory.at("r_bw").count();
    if (stated.isPresent()) {
      return stated;
    }
    BigDecimal most = null;
    Source ports = memory.at("ports");
    int index = 0;
    for (JsonNode port : ports.node()) {
      Optional<BigDecimal> bits = ports.at(index++).at("bandwidth_max").count();
      if (bits.isPresent()
          && port.path("type").asText().startsWith("read")
          && (most == null || bits.get().compareTo(most) > 0)) {
        most = bits.get();
      }
    }
    return Optional.ofNullable(most);
  }

  private static String shown(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
