package masattention.explore;

import static masattention.experiments.With.component;
import static masattention.experiments.With.components;
import static masattention.input.Unit.PICOJOULES_PER_BYTE;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import masattention.experiments.CoreSet;
import masattention.experiments.With;
import masattention.input.Unit;
import masattention.npu.EnergyCosts;
import masattention.npu.NpuConfig;
import masattention.report.Decimals;

/**
 * A parameter of machines that an exploration varies, under the name that it has in files.
 *
 * <p>Parameters change a machine in the order of this list. Another clock leaves the DRAM its bytes
 * per second and its latency in seconds, and another L1 capacity changes what a byte of it costs;
 * what is set of these comes after.
 */
public enum Parameter {
  CORES("cores", NpuConfig::cores) {
    @Override
    NpuConfig in(NpuConfig machine, List<Long> numbers) {
      return component(machine, "cores", Math.toIntExact(numbers.get(0)));
    }
  },
  CLOCK_MEGAHERTZ("clockMegahertz", machine -> decimal(machine.clockMegahertz())) {
    @Override
    List<List<Long>> read(NpuConfig base, String text) {
      return each(Choice.thousandths(Choice.inUnit(text, Unit.MEGAHERTZ)));
    }

    @Override
    NpuConfig in(NpuConfig machine, List<Long> numbers) {
      return clocked(machine, numbers.get(0));
    }
  },
  MAC_PICOJOULES("macPicojoules", EnergyCosts::macPicojoules, Unit.PICOJOULES),
  ADD_PICOJOULES("addPicojoules", EnergyCosts::addPicojoules, Unit.PICOJOULES),
  SUB_PICOJOULES("subPicojoules", EnergyCosts::subPicojoules, Unit.PICOJOULES),
  MUL_PICOJOULES("mulPicojoules", EnergyCosts::mulPicojoules, Unit.PICOJOULES),
  MAX_PICOJOULES("maxPicojoules", EnergyCosts::maxPicojoules, Unit.PICOJOULES),
  EXP_PICOJOULES("expPicojoules", EnergyCosts::expPicojoules, Unit.PICOJOULES),
  DIV_PICOJOULES("divPicojoules", EnergyCosts::divPicojoules, Unit.PICOJOULES),
  L0_READ("l0ReadPicojoulesPerByte", EnergyCosts::l0ReadPicojoulesPerByte, PICOJOULES_PER_BYTE),
  L0_WRITE("l0WritePicojoulesPerByte", EnergyCosts::l0WritePicojoulesPerByte, PICOJOULES_PER_BYTE),
  L1_READ("l1ReadPicojoulesPerByte", EnergyCosts::l1ReadPicojoulesPerByte, PICOJOULES_PER_BYTE),
  L1_WRITE("l1WritePicojoulesPerByte", EnergyCosts::l1WritePicojoulesPerByte, PICOJOULES_PER_BYTE),
  DRAM_PICOJOULES("dramPicojoulesPerByte", EnergyCosts::dramPicojoulesPerByte, PICOJOULES_PER_BYTE),
  STATIC_MILLIWATTS("staticMilliwatts", EnergyCosts::staticMilliwatts, Unit.MILLIWATTS),
  MAC_ARRAY("macArray", machine -> Choice.MacArray.of(machine)) {
    @Override
    List<List<Long>> read(NpuConfig base, String text) {
      return Choice.arrays(text).stream()
          .map(array -> List.of((long) array.rows(), (long) array.cols(), (long) array.depth()))
          .toList();
    }

    @Override
    NpuConfig in(NpuConfig machine, List<Long> numbers) {
      return new Choice.MacArray(
              numbers.get(0).intValue(), numbers.get(1).intValue(), numbers.get(2).intValue())
          .in(machine);
    }
  },
  VECTOR_LANES("vectorLanes", NpuConfig::vectorLanes) {
    @Override
    NpuConfig in(NpuConfig machine, List<Long> numbers) {
      return machine.withVectorLanes(Math.toIntExact(numbers.get(0)));
    }
  },
  L1_BYTES("l1Bytes", NpuConfig::l1Bytes) {
    @Override
    List<List<Long>> read(NpuConfig base, String text) {
      return each(Choice.whole(Choice.inUnit(text, Unit.BYTES)));
    }

    @Override
    NpuConfig in(NpuConfig machine, List<Long> numbers) {
      return CoreSet.withL1(machine, numbers.get(0));
    }
  },
  DRAM_BYTES_PER_CYCLE(
      "dramBytesPerCycle",
      machine -> BigDecimal.valueOf(machine.dramMillibytesPerCycle(), 3).stripTrailingZeros()) {
    @Override
    List<List<Long>> read(NpuConfig base, String text) {
      List<List<Long>> values = new ArrayList<>();
      for (String part : text.split(",", -1)) {
        long clock = part.contains("/s") ? clock(base) : 0;
        Choice.thousandths(Choice.perCycle(part, base))
            .forEach(milli -> values.add(List.of(milli, clock)));
      }
      return values;
    }

    @Override
    NpuConfig in(NpuConfig machine, List<Long> numbers) {
      long clock = numbers.get(1);
      long millibytes = numbers.get(0);
      return machine.withDramMillibytesPerCycle(
          clock == 0 ? millibytes : scaled(millibytes, clock, clock(machine)));
    }
  };

  private final String field;
  private final Function<NpuConfig, ?> shown;
  private final Unit energyUnit;

  Parameter(String field, Function<NpuConfig, ?> shown) {
    this.field = field;
    this.shown = shown;
    this.energyUnit = null;
  }

  /** A cost of energy. */
  Parameter(String field, Function<EnergyCosts, Double> cost, Unit unit) {
    this.field = field;
    this.shown = machine -> decimal(cost.apply(machine.energyCosts()));
    this.energyUnit = unit;
  }

  /** The costs of energy, or the other parameters, by their names in files. */
  public static Map<String, Parameter> byField(boolean energy) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    for (Parameter parameter : values()) {
      if (parameter.isEnergy() == energy) {
        parameters.put(parameter.field, parameter);
      }
    }
    return parameters;
  }

  /** The name in files. */
  public String field() {
    return field;
  }

  /** Whether it is a cost of energy. */
  public boolean isEnergy() {
    return energyUnit != null;
  }

  /** The name as tables write it. */
  String header() {
    return this == CLOCK_MEGAHERTZ
        ? "clock_mhz"
        : field.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** The value that a machine has. */
  Object of(NpuConfig machine) {
    return shown.apply(machine);
  }

  /** The values that a text states, each as whole numbers that {@link #in} understands. */
  List<List<Long>> read(NpuConfig base, String text) {
    return each(
        isEnergy() ? Choice.thousandths(Choice.inUnit(text, energyUnit)) : Choice.whole(text));
  }

  /** The machine with this value. */
  NpuConfig in(NpuConfig machine, List<Long> numbers) {
    double cost = BigDecimal.valueOf(numbers.get(0), 3).doubleValue();
    return component(machine, "energyCosts", With.component(machine.energyCosts(), field, cost));
  }

  /** The clock in thousandths of a megahertz. */
  private static long clock(NpuConfig machine) {
    return BigDecimal.valueOf(machine.clockMegahertz())
        .movePointRight(3)
        .setScale(0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }

  /** A machine with another clock, whose DRAM keeps its bytes per second and its latency. */
  private static NpuConfig clocked(NpuConfig machine, long thousandths) {
    long before = clock(machine);
    return components(
        machine,
        Map.of(
            "clockMegahertz",
            BigDecimal.valueOf(thousandths, 3).doubleValue(),
            "dramMillibytesPerCycle",
            machine.dramMillibytesPerCycle() == NpuConfig.UNLIMITED
                ? NpuConfig.UNLIMITED
                : Math.max(1, scaled(machine.dramMillibytesPerCycle(), before, thousandths)),
            "dramLatencyCycles",
            scaled(machine.dramLatencyCycles(), thousandths, before)));
  }

  /** {@code value · numerator / denominator}, rounded half to even. */
  private static long scaled(long value, long numerator, long denominator) {
    BigInteger product = BigInteger.valueOf(value).multiply(BigInteger.valueOf(numerator));
    return new BigDecimal(product)
        .divide(BigDecimal.valueOf(denominator), 0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }

  private static List<List<Long>> each(List<Long> values) {
    return values.stream().map(List::of).toList();
  }

  private static BigDecimal decimal(double value) {
    return Decimals.rounded(value, 6).stripTrailingZeros();
  }
}
