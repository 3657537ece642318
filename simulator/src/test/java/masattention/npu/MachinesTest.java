package masattention.npu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import masattention.input.Grade;
import masattention.input.GradedValue;
import org.junit.jupiter.api.Test;

/** The presets against the tables of the model, copied here by hand. */
class MachinesTest {

  private static final VectorCosts GENERIC =
      new VectorCosts(1000, 1000, 4000, 1000, 1000, 4000, 0, 16);

  private static EnergyCosts energy(double l1Read, double l1Write) {
    return new EnergyCosts(
        0.5, 0.11, 0.11, 0.31, 0.02, 2.4, 2.2, 0.45, 0.5, l1Read, l1Write, 64, 0);
  }

  @Test
  void edge() {
    assertEquals(
        new NpuConfig(
            "edge",
            3750,
            2,
            16,
            16,
            1,
            16 + 16 - 2,
            16,
            GENERIC,
            5 << 20,
            true,
            64,
            8000,
            100,
            energy(2.5, 2.8)),
        Machines.resolve("edge").config());
  }

  @Test
  void davinci() {
    assertEquals(
        new NpuConfig(
            "davinci",
            680,
            2,
            16,
            16,
            16,
            16 + 16 - 2,
            128,
            new VectorCosts(1400, 1400, 4000, 1300, 900, 5900, 1400, 22),
            2 << 20,
            false,
            512,
            67_000,
            210,
            energy(1.3, 1.5)),
        Machines.resolve("davinci").config());
  }

  @Test
  void flatEdge() {
    assertEquals(
        new NpuConfig(
            "flat-edge",
            940,
            1,
            32,
            32,
            1,
            32 + 32 - 2,
            128,
            GENERIC,
            512 << 10,
            true,
            1024,
            53_191,
            100,
            energy(1.0, 1.1)),
        Machines.resolve("flat-edge").config());
  }

  @Test
  void tileflowEdge() {
    // L1 energy: 1.3 * (64/1024)^0.4 = 0.4288 read, 1.15 * 0.4288 = 0.4932 write
    assertEquals(
        new NpuConfig(
            "tileflow-edge",
            1000,
            4,
            16,
            16,
            1,
            0,
            1,
            new VectorCosts(0, 0, 0, 0, 0, 0, 0, 0),
            4 * (64 << 10),
            false,
            NpuConfig.UNLIMITED,
            8000,
            0,
            energy(0.43, 0.49)),
        Machines.resolve("tileflow-edge").config());
  }

  @Test
  void tileflowRtl() {
    // L1 energy: 1.3 * (256/1024)^0.4 = 0.7467 read, 1.15 * 0.7467 = 0.8587 write
    assertEquals(
        new NpuConfig(
            "tileflow-rtl",
            1000,
            1,
            16,
            16,
            1,
            16 + 16 - 2,
            1,
            new VectorCosts(0, 0, 0, 0, 0, 0, 0, 0),
            256 << 10,
            true,
            64,
            8000,
            0,
            energy(0.75, 0.86),
            true,
            true,
            Interference.NONE),
        Machines.resolve("tileflow-rtl").config());
  }

  @Test
  void hopperSm() {
    assertEquals(
        new NpuConfig(
            "hopper-sm",
            1980,
            1,
            64,
            8,
            4,
            70,
            128,
            new VectorCosts(2000, 1000, 8000, 1000, 1000, 8000, 0, 250),
            1L << 30,
            true,
            NpuConfig.UNLIMITED,
            (1L << 30) * 1000,
            0,
            energy(2.5, 2.8),
            false,
            false,
            Interference.ofPercent(7, 47)),
        Machines.resolve("hopper-sm").config());
  }

  @Test
  void onlyTheUnitsOfHopperSmSlowEachOther() {
    for (Machine machine : Machines.builtIn()) {
      boolean none = machine.config().interference().isNone();
      assertEquals(!machine.name().equals("hopper-sm"), none, machine.name());
    }
  }

  @Test
  void onlyTileflowRtlMovesOutputsInSeriesAndPostsWrites() {
    for (Machine machine : Machines.builtIn()) {
      boolean rtl = machine.name().equals("tileflow-rtl");
      assertEquals(rtl, machine.config().outputsInSeries(), machine.name());
      assertEquals(rtl, machine.config().postedWrites(), machine.name());
    }
  }

  @Test
  void standInOrderWithTheDefaultFirst() {
    assertEquals(
        List.of("edge", "davinci", "flat-edge", "tileflow-edge", "tileflow-rtl", "hopper-sm"),
        Machines.builtIn().stream().map(Machine::name).toList());
  }

  @Test
  void everyValueOfAPresetHasItsGradeAndSource() {
    for (Machine machine : Machines.builtIn()) {
      // top, mac, vector, l1, dram, energy
      int own = Set.of("tileflow-rtl", "hopper-sm").contains(machine.name()) ? 2 : 0;
      assertEquals(2 + 4 + 9 + 3 + 2 + 13 + own, machine.values().size(), machine.name());
      machine
          .values()
          .forEach(
              (path, value) ->
                  assertTrue(
                      !value.source().contains("without a source")
                          && !value.source().startsWith("mac.rows +"),
                      machine.name() + " " + path));
    }
  }

  @Test
  void edgeIsAssumedButForItsEnergy() {
    Set<String> founded = new TreeSet<>();
    for (Map.Entry<String, GradedValue> entry : Machines.resolve("edge").values().entrySet()) {
      if (entry.getValue().grade() != Grade.ASSUMED) {
        founded.add(entry.getKey().replaceAll("\\..*", ""));
      }
    }
    assertEquals(Set.of("energy"), founded);
  }

  @Test
  void valuesStandInTheOrderOfTheFormat() {
    List<String> paths = List.copyOf(Machines.resolve("davinci").values().keySet());
    assertEquals("clockMegahertz", paths.get(0));
    assertEquals("mac.rows", paths.get(2));
    assertEquals("energy.staticMilliwatts", paths.get(paths.size() - 1));
    assertEquals("67", Machines.resolve("davinci").values().get("dram.bytesPerCycle").value());
    assertEquals(
        "unlimited",
        Machines.resolve("tileflow-edge").values().get("l1.bytesPerCyclePerCore").value());
  }
}
