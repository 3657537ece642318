package masattention.imports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/**
 * Timeloop v0.4 (Accelergy-Project/timeloop-accelergy-exercises): nodes from the outermost to the
 * innermost. The component of class DRAM is the DRAM, the first storage below it L1; what is
 * instantiated above L1 is a core, what below it the array.
 */
final class TimeloopReader {
  private static final BigDecimal BITS = BigDecimal.valueOf(8);
  private static final BigDecimal MICROSECONDS = BigDecimal.valueOf(1_000_000);

  private final Draft draft;
  private BigDecimal cores = BigDecimal.ONE;
  private BigDecimal rows = BigDecimal.ONE;
  private BigDecimal cols = BigDecimal.ONE;
  private boolean belowL1;
  private boolean computes;

  private TimeloopReader(Draft draft) {
    this.draft = draft;
  }

  static void read(Source file, Draft draft) {
    new TimeloopReader(draft).read(file.at("architecture"));
  }

  private void read(Source architecture) {
    Source version = architecture.at("version");
    if (!version.node().asText().equals("0.4")) {
      throw version.refused("must be 0.4, the version of Timeloop's files that is read");
    }
    Source nodes = architecture.at("nodes");
    if (!nodes.node().isArray() || nodes.node().isEmpty()) {
      throw nodes.refused("must be an array of containers and components");
    }
    for (int i = 0; i < nodes.node().size() && !computes; i++) {
      node(nodes.at(i));
    }
    if (belowL1) {
      draft.derived("cores", cores, "instances (spatial) above the first storage below DRAM");
      draft.shared(
          cores.compareTo(BigDecimal.ONE) == 0,
          "the first storage below DRAM has %s instances".formatted(cores));
      draft.derived("mac.rows", rows, "product of spatial.meshY below L1");
      draft.derived("mac.cols", cols, "product of spatial.meshX below L1");
      draft.derived("mac.depth", BigDecimal.ONE, "one product per instance and cycle");
    }
    draft.missing("energy.macPicojoules", "Accelergy computes energies; an architecture has none");
    draft.missing("mac.fillCycles", "Timeloop models no fill and drain");
  }

  private void node(Source node) {
    Source attributes = node.at("attributes");
    attributes
        .at("global_cycle_seconds")
        .number()
        .filter(seconds -> seconds.signum() > 0)
        .ifPresent(
            seconds ->
                draft.derived(
                    "clockMegahertz",
                    BigDecimal.ONE.divide(
                        seconds.multiply(MICROSECONDS), 3, RoundingMode.HALF_EVEN),
                    "1 / global_cycle_seconds = 1 / " + seconds.toPlainString()));
    spatial(node);
    String kind = node.at("class").node().asText().toLowerCase(Locale.ROOT);
    if (kind.equals("dram")) {
      dram(node);
    } else if (!belowL1 && isStorage(attributes)) {
      l1(node);
    }
    computes = belowL1 && kind.contains("mac");
  }

  private static boolean isStorage(Source attributes) {
    return attributes.at("depth").exists() && attributes.at("width").exists();
  }

  private void spatial(Source node) {
    BigDecimal x = node.at("spatial").at("meshX").count().orElse(BigDecimal.ONE);
    BigDecimal y = node.at("spatial").at("meshY").count().orElse(BigDecimal.ONE);
    if (belowL1) {
      cols = cols.multiply(x);
      rows = rows.multiply(y);
    } else {
      cores = cores.multiply(x).multiply(y);
    }
  }

  private void dram(Source dram) {
    draft.missing(
        "dram.bytesPerCycle",
        "the component %s states no shared_bandwidth or read_bandwidth".formatted(name(dram)));
    bandwidth("dram.bytesPerCycle", dram, 3);
  }

  private void l1(Source storage) {
    belowL1 = true;
    Source attributes = storage.at("attributes");
    BigDecimal depth = attributes.at("depth").count().orElseThrow();
    BigDecimal width = attributes.at("width").count().orElseThrow();
    draft.derived(
        "l1.bytes",
        depth.multiply(width).multiply(cores).divide(BITS, 0, RoundingMode.DOWN),
        "depth * width / 8 * instances of the component %s = %s * %s / 8 * %s"
            .formatted(name(storage), depth, width, cores));
    bandwidth("l1.bytesPerCyclePerCore", storage, 0);
  }

  /** Bytes per cycle with so many decimals, where the component states words and their width. */
  private void bandwidth(String path, Source component, int decimals) {
    Source attributes = component.at("attributes");
    Optional<BigDecimal> words =
        attributes.at("shared_bandwidth").number().or(attributes.at("read_bandwidth")::number);
    Optional<BigDecimal> bits = attributes.at("datawidth").count();
    words
        .flatMap(w -> bits.map(b -> w.multiply(b).divide(BITS, 3, RoundingMode.HALF_EVEN)))
        .ifPresent(
            bytes ->
                draft.derived(
                    path,
                    bytes.setScale(decimals, RoundingMode.DOWN),
                    "bandwidth in words * datawidth / 8 of the component " + name(component)));
  }

  private static String name(Source node) {
    return node.at("name").node().asText();
  }
}
