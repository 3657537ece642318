package masattention.imports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

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
    List<String> names = new ArrayList<>();
    memories.node().fieldNames().forEachRemaining(names::add);
    return names.stream()
        .filter(name -> name.toLowerCase(Locale.ROOT).contains("dram") == dram)
        .map(memories::at)
        .reduce((largest, other) -> size(other).compareTo(size(largest)) > 0 ? other : largest);
  }

  private static BigDecimal size(Source memory) {
    return memory.at("size").number().orElse(BigDecimal.ZERO);
  }

  private static void dram(Source dram, Draft draft) {
    bytes("dram.bytesPerCycle", bandwidth(dram), 3, "bits per cycle of " + dram.path(), draft);
    draft.number("dram.latencyCycles", dram.at("latency"));
    draft.missing("energy.dramPicojoulesPerByte", costsNeed(dram));
    Optional<BigDecimal> read = perByte(dram, "r");
    Optional<BigDecimal> write = perByte(dram, "w");
    if (read.isPresent() && write.isPresent()) {
      draft.derived(
          "energy.dramPicojoulesPerByte",
          read.get().add(write.get()).divide(BigDecimal.valueOf(2), 6, RoundingMode.HALF_EVEN),
          "mean of r_cost / (r_bw / 8) and w_cost / (w_bw / 8) of %s, %s and %s"
              .formatted(dram.path(), shown(read.get()), shown(write.get())));
    }
  }

  private static void l1(Source l1, Draft draft) {
    Source size = l1.at("size");
    bytes("l1.bytes", size.count(), 0, size.path() + " bits", draft);
    bytes("l1.bytesPerCyclePerCore", bandwidth(l1), 0, "bits per cycle of " + l1.path(), draft);
    energy(l1, "r", "energy.l1ReadPicojoulesPerByte", draft);
    energy(l1, "w", "energy.l1WritePicojoulesPerByte", draft);
  }

  /** Bytes with so many decimals, where the bits that {@code from} names are known. */
  private static void bytes(
      String path, Optional<BigDecimal> bits, int decimals, String from, Draft draft) {
    bits.ifPresent(
        value ->
            draft.derived(
                path,
                value.divide(BITS, decimals, RoundingMode.DOWN),
                "%s / 8 = %s / 8".formatted(from, value)));
  }

  private static void energy(Source memory, String side, String path, Draft draft) {
    String arithmetic = "%1$s_cost / (%1$s_bw / 8) of %2$s".formatted(side, memory.path());
    draft.missing(path, costsNeed(memory));
    perByte(memory, side).ifPresent(energy -> draft.derived(path, energy, arithmetic));
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
    Source ports = memory.at("ports");
    return memory
        .at("r_bw")
        .count()
        .or(
            () ->
                IntStream.range(0, ports.node().size())
                    .mapToObj(ports::at)
                    .map(port -> port.at("bandwidth_max").count().filter(bits -> reads(port)))
                    .flatMap(Optional::stream)
                    .max(BigDecimal::compareTo));
  }

  private static boolean reads(Source port) {
    return port.at("type").node().asText().startsWith("read");
  }

  private static String shown(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
