package masattention.experiments.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import masattention.experiments.With;
import masattention.input.Grade;
import masattention.npu.EnergyCosts;
import masattention.npu.NpuConfig;
import masattention.report.Dataset;
import masattention.report.Decimals;

/** What is changed of a machine's energy costs at one point of a sweep. */
interface Costs {
  /** The changed costs. */
  EnergyCosts of(EnergyCosts costs);

  /** The machine with the changed costs. */
  default NpuConfig machine(NpuConfig machine) {
    return With.component(machine, "energyCosts", of(machine.energyCosts()));
  }

  /** Picojoules of a DRAM byte, and what the number rests on. */
  record Dram(int picojoulesPerByte, Grade grade, String source) {
    static final List<Dram> ALL =
        List.of(
            new Dram(32, Grade.PUBLISHED, "KULeuven-MICAS/stream stream/hardware/cost.py"),
            new Dram(56, Grade.ASSUMED, "a step between, no source of its own"),
            new Dram(64, Grade.DERIVED, "Accelergy cacti_wrapper.py, LPDDR4 at 8 pJ/bit"),
            new Dram(
                90,
                Grade.DERIVED,
                "KULeuven-MICAS/zigzag edge_tpu_like.yaml, 87.5 to read and 93.8 to write"),
            new Dram(
                250,
                Grade.SECOND_HAND,
                "Horowitz, ISSCC 2014, 1.3 to 2.6 nJ per 64 bit: the middle, rounded"));
  }

  /**
   * A point of the grid: static power of the chip, a factor on the cost of L1, the cost of DRAM.
   *
   * @param staticMilliwatts swept without a reference: no public number is usable
   * @param l1Factor multiplies the picojoules of every L1 byte
   */
  record Swept(int staticMilliwatts, double l1Factor, Dram dram) implements Costs {
    private static final List<Integer> STATIC_MILLIWATTS =
        List.of(0, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000);
    static final List<Double> L1_FACTORS = List.of(0.5, 1.0, 2.0);

    /** The whole grid. */
    static List<Swept> grid() {
      return Dataset.of(STATIC_MILLIWATTS)
          .flatMap(mW -> Dataset.ofPairs(L1_FACTORS, Dram.ALL, (l1, d) -> new Swept(mW, l1, d)))
          .rows();
    }

    /** Whether L1 and DRAM cost what they cost by default. */
    boolean hasDefaultTraffic() {
      return l1Factor == 1.0 && dram.picojoulesPerByte() == 64;
    }

    @Override
    public EnergyCosts of(EnergyCosts c) {
      return With.components(
          c,
          Map.of(
              "l1ReadPicojoulesPerByte",
              l1Factor * c.l1ReadPicojoulesPerByte(),
              "l1WritePicojoulesPerByte",
              l1Factor * c.l1WritePicojoulesPerByte(),
              "dramPicojoulesPerByte",
              (double) dram.picojoulesPerByte(),
              "staticMilliwatts",
              (double) staticMilliwatts));
    }

    String words() {
      return "%d mW, L1 × %s, DRAM %d"
          .formatted(staticMilliwatts, Decimals.fixed(l1Factor, 1), dram.picojoulesPerByte());
    }
  }

  /**
   * A corner of the box of costs: each of the lowest or the highest of its range in the sources,
   * static power 0.
   *
   * <p>At fixed tilings a saving is one minus a ratio of sums that are linear in the costs, so
   * nowhere in the box is it larger than at the best corner.
   *
   * @param l0Picojoules of a byte read or written
   */
  record Corner(
      double macPicojoules,
      double expPicojoules,
      double divPicojoules,
      double l0Picojoules,
      double l1Factor,
      double dramPicojoules)
      implements Costs {
    private static final double[][] RANGES = {
      {0.42, 1.5}, {0.5, 3}, {1, 3}, {0.3, 1.6}, {0.5, 2}, {32, 250}
    };

    static List<Corner> all() {
      List<Corner> corners = new ArrayList<>();
      for (int bits = 0; bits < 1 << RANGES.length; bits++) {
        double[] c = new double[RANGES.length];
        for (int i = 0; i < c.length; i++) {
          c[i] = RANGES[i][(bits >> i) & 1];
        }
        corners.add(new Corner(c[0], c[1], c[2], c[3], c[4], c[5]));
      }
      return corners;
    }

    @Override
    public EnergyCosts of(EnergyCosts c) {
      return With.components(
          c,
          Map.of(
              "macPicojoules", macPicojoules,
              "expPicojoules", expPicojoules,
              "divPicojoules", divPicojoules,
              "l0ReadPicojoulesPerByte", l0Picojoules,
              "l0WritePicojoulesPerByte", l0Picojoules,
              "l1ReadPicojoulesPerByte", l1Factor * c.l1ReadPicojoulesPerByte(),
              "l1WritePicojoulesPerByte", l1Factor * c.l1WritePicojoulesPerByte(),
              "dramPicojoulesPerByte", dramPicojoules,
              "staticMilliwatts", 0.0));
    }

    String words() {
      return "MAC %s, exp %s, div %s, L0 %s, L1 × %s, DRAM %s"
          .formatted(
              Decimals.fixed(macPicojoules, 2),
              Decimals.fixed(expPicojoules, 1),
              Decimals.fixed(divPicojoules, 0),
              Decimals.fixed(l0Picojoules, 1),
              Decimals.fixed(l1Factor, 1),
              Decimals.fixed(dramPicojoules, 0));
    }
  }
}
