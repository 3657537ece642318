package masattention.experiments.roofline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import masattention.experiments.Case;
import masattention.experiments.CoreSet;
import masattention.experiments.Point;
import masattention.experiments.Search;
import masattention.experiments.roofline.RooflinePreset.RooflinePoint;
import masattention.experiments.roofline.RooflinePreset.Roofs;
import masattention.input.Grade;
import masattention.interpret.timing.Bound;
import masattention.npu.Machine;
import masattention.schedulers.Schedulers;
import masattention.simulator.Measurement;
import masattention.simulator.Simulator;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import masattention.workload.Network;
import masattention.workload.Networks;
import org.junit.jupiter.api.Test;

class RoofsTest {
  private static final Machine EDGE = CoreSet.presets().get(0);

  /** 16 · 16 products in each of 2 cores at 3.75 GHz, 8 bytes per cycle. */
  @Test
  void edgeByHand() {
    Roofs roofs = new Roofs(EDGE.config());
    assertEquals(2 * 256 * 2 * 3.75, roofs.mac(), 1e-9);
    assertEquals(30, roofs.dramBytesPerNanosecond(), 1e-9);
    assertEquals(3840 / 30.0, roofs.ridge(), 1e-9);
    assertEquals(64 * 30, roofs.attainable(64), 1e-9);
    assertEquals(3840, roofs.attainable(129), 1e-9);
  }

  /**
   * 64 × 64 scores, E = F = 64: 4096 · (1 + 1 + 4 + 1) + 64 · 64 · 1 + 64 · 4 = 33024 lane-cycles
   * on 2 · 16 lanes are 1032 cycles or 275.2 ns, for 2 · 4096 · 128 operations.
   */
  @Test
  void vectorRoofByHand() {
    AttentionShape shape = AttentionShape.selfAttention(1, 64, 64);
    assertEquals(1_048_576 / 275.2, new Roofs(EDGE.config()).vec(shape), 1e-9);
  }

  /** The lowest roof at the compulsory traffic is the bound of the simulator. */
  @Test
  void lowestRoofIsTheBound() {
    for (Machine machine : CoreSet.presets()) {
      Roofs roofs = new Roofs(machine.config());
      for (Network network : Networks.coreSet()) {
        AttentionShape shape = network.shape();
        double operations = Roofs.operations(shape);
        double lowest =
            Math.min(roofs.attainable(operations / shape.compulsoryBytes()), roofs.vec(shape));
        double cycles = operations / lowest * roofs.gigahertz();
        assertEquals((double) Bound.cycles(shape, machine.config()), cycles, 1, network.name());
      }
    }
  }

  /** 2 · 4096 · 128 operations over 4 · 64 · 64 · 2 bytes are 32 per byte; DRAM limits. */
  @Test
  void pointOfOneBlock() {
    AttentionShape shape = AttentionShape.selfAttention(1, 64, 64);
    Network network = new Network("one", shape, "this test", Grade.ASSUMED, 1);
    Measurement measured =
        new Simulator(network, EDGE.config(), 1)
            .simulate(Schedulers.FLAT, Tiling.resident(shape, 64, 64))
            .orElseThrow();
    Search search = Case.of(network, EDGE.config()).by(Schedulers.FLAT);
    RooflinePoint point = new RooflinePoint(new Point(search, Optional.of(measured)));
    assertEquals(32, point.intensity(), 1e-12);
    assertEquals("DRAM", point.limit());
    assertEquals(960, point.attainable(), 1e-9);
    assertEquals(1_048_576 / (point.row().cycles() / 3.75), point.reached(), 1e-9);
    assertTrue(point.reached() < point.attainableWithSoftmax());
  }
}
