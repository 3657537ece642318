package masattention.imports;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * ONNXim (PSAL-POSTECH/ONNXim): a JSON file of cores with a systolic array, a scratchpad and a
 * vector unit. Scratchpads are in KiB, frequencies in MHz, the vector unit in bits per cycle.
 */
final class OnnximReader {
  private static final BigDecimal KIB = BigDecimal.valueOf(1024);
  private static final int BITS = 8;

  private OnnximReader() {}

  static void read(Source file, Draft draft) {
    Source core = file.at("core_config").exists() ? file.at("core_config").at("core_0") : file;
    draft.number("clockMegahertz", file.at("core_freq")).count("cores", file.at("num_cores"));
    draft.count("mac.rows", core.at("core_height")).count("mac.cols", core.at("core_width"));
    draft.derived("mac.depth", BigDecimal.ONE, "core_type: one product per element and cycle");
    core.at("spad_size")
        .count()
        .ifPresent(
            size -> {
              BigDecimal cores = file.at("num_cores").count().orElse(BigDecimal.ONE);
              draft.derived(
                  "l1.bytes",
                  size.multiply(KIB).multiply(cores),
                  "%s KiB * num_cores = %s * 1024 * %s"
                      .formatted(core.at("spad_size").path(), size, cores));
              draft.shared(false, "every core has a spad_size of its own");
            });
    vector(file, core, draft);
    dram(file, draft);
    draft.missing("mac.fillCycles", "ONNXim derives it from the array; leave it out for R + C - 2");
    draft.missing(
        "l1.bytesPerCyclePerCore", "sram_width is in ONNXim a width of a row, not a bandwidth");
  }

  private static void vector(Source file, Source core, Draft draft) {
    BigDecimal precision = file.at("precision").count().orElse(null);
    Source bits = core.at("vector_process_bit");
    if (precision != null && bits.count().isPresent()) {
      BigDecimal lanes =
          bits.count()
              .get()
              .divide(precision.multiply(BigDecimal.valueOf(BITS)), 0, RoundingMode.DOWN);
      draft.derived(
          "vector.lanes",
          lanes,
          "%s / (8 * precision) = %s / (8 * %s)".formatted(bits.path(), bits.node(), precision));
    }
    for (String operation : new String[] {"add", "mul", "exp", "div"}) {
      draft.number("vector." + operation + "LaneCycles", core.at(operation + "_latency"));
    }
  }

  private static void dram(Source file, Draft draft) {
    Source latency = file.at("dram_latency");
    draft.missing(
        "dram.latencyCycles",
        latency.exists()
            ? "dram_latency counts cycles of the DRAM's own clock"
            : "no dram_latency");
    BigDecimal channels = file.at("dram_channels").count().orElse(null);
    BigDecimal bytes = file.at("dram_req_size").count().orElse(null);
    BigDecimal clock = file.at("dram_freq").number().orElse(null);
    BigDecimal burst = file.at("dram_nbl").count().orElse(null);
    BigDecimal core = file.at("core_freq").number().orElse(null);
    draft.missing(
        "dram.bytesPerCycle",
        "it needs dram_channels, dram_req_size, dram_freq, dram_nbl and core_freq");
    boolean known = channels != null && bytes != null && clock != null && core != null;
    if (!known || burst == null || core.signum() == 0) {
      return;
    }
    BigDecimal rate = clock.multiply(channels).multiply(bytes);
    draft.derived(
        "dram.bytesPerCycle",
        rate.divide(burst.multiply(core), 3, RoundingMode.HALF_EVEN),
        "dram_freq * dram_channels * dram_req_size / dram_nbl / core_freq = %s * %s * %s / %s / %s"
            .formatted(clock, channels, bytes, burst, core));
  }
}
