package masattention.experiments.validation;

import java.util.List;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.report.Dataset;
import masattention.report.Decimals;

/** Measurements of others on the overlap of both units, beside what the rules here give. */
final class OverlapPublished {
  private static final double PERCENT = 100;

  private OverlapPublished() {}

  // ---- FlashAttention-3: arXiv 2407.08608, table 2: H100, 8,448 tokens, heads of 128

  private static final int SMS = 132;

  /** A share of the peak of the matrix units, measured or predicted. */
  private record Share(String what, String from, double percent) {}

  /** TFLOP/s as a share of the peak of all SMs at the clock of the preset. */
  private static Share measured(String what, double teraflops) {
    NpuConfig sm = Machines.resolve(OverlapPrediction.PRESET).config();
    double perCycle = 2.0 * sm.macRows() * sm.macCols() * sm.macDepth();
    double peak = SMS * perCycle * sm.clockMegahertz() * 1e6;
    return new Share(
        what,
        "published, %s TFLOP/s".formatted(Decimals.fixed(teraflops, 0)),
        PERCENT * teraflops * 1e12 / peak);
  }

  private static Share predicted(String what, OverlapPrediction prediction) {
    NpuConfig sm = Machines.resolve(OverlapPrediction.PRESET).config();
    OverlapLoop loop = new OverlapLoop("", 1, "", 128, 128, 64, 66, 1, 1);
    double products = 2.0 * 64 * 66 * 128 * 128 / (sm.macRows() * sm.macCols() * sm.macDepth());
    return new Share(what, "unit rates", PERCENT * products / prediction.cycles(loop));
  }

  static Dataset<?> flashAttention() {
    return Dataset.of(
            List.of(
                measured("FlashAttention-3", 661),
                measured("without the pipelining of products and softmax", 582),
                measured("without warp specialisation", 570),
                predicted("in turn", OverlapPrediction.FLAT_UNITS),
                predicted("two streams, interference", OverlapPrediction.MAS_UNITS_SLOWED),
                predicted("two streams, no interference", OverlapPrediction.MAS_UNITS)))
        .text("what", Share::what)
        .text("from", Share::from)
        .number("share of the peak of the matrix unit, %", 1, Share::percent);
  }

  // ---- hw-native-sys/pto-isa, kernels/manual/common/flash_atten: Ascend 910B2

  private static final int CORES = 24;
  private static final double CYCLES_PER_MICROSECOND = 1800;
  private static final int TILE_ROWS = 128;
  private static final int TILE_COLS = 256;
  private static final long MATRIX_CYCLES = 2487 + 1617;
  private static final long VECTOR_CYCLES = 2489 + 834;
  private static final int FIRST_TOKENS = 1024;
  private static final double FIRST_MICROSECONDS = 21.0;

  private record Row(int tokens, double microseconds) {
    private double tiles() {
      double blocks = Math.ceil(tokens / (double) TILE_ROWS);
      return Math.ceil(blocks / CORES) * Math.ceil(tokens / (double) TILE_COLS);
    }

    /** With a launch that makes the shortest row right. */
    private double predicted(long cyclesPerTile) {
      double first = new Row(FIRST_TOKENS, 0).tiles() * cyclesPerTile / CYCLES_PER_MICROSECOND;
      double launch = Math.max(0, FIRST_MICROSECONDS - first);
      return launch + tiles() * cyclesPerTile / CYCLES_PER_MICROSECOND;
    }

    double error(long cyclesPerTile) {
      return PERCENT * (predicted(cyclesPerTile) / microseconds - 1);
    }
  }

  static Dataset<?> ascend() {
    List<Row> rows =
        List.of(
            new Row(2048, 32.5),
            new Row(4096, 88.9),
            new Row(8192, 292.6),
            new Row(16384, 909.1),
            new Row(32768, 3262.6));
    long side = Math.max(MATRIX_CYCLES, VECTOR_CYCLES);
    long turn = MATRIX_CYCLES + VECTOR_CYCLES;
    return Dataset.of(rows)
        .number("tokens", Row::tokens)
        .number("published, µs", 1, Row::microseconds)
        .number("side by side, µs", 1, row -> row.predicted(side))
        .number("error, %", 1, row -> row.error(side))
        .number("in turn, µs", 1, row -> row.predicted(turn))
        .number("its error, %", 1, row -> row.error(turn));
  }
}
