package masattention.experiments.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import masattention.experiments.CoreSet;
import masattention.experiments.Published;
import masattention.interpret.energy.Energy;
import masattention.npu.EnergyCosts;
import masattention.npu.Machine;
import masattention.schedule.Schedulers;
import masattention.search.Objective;
import masattention.simulator.Measurement;
import masattention.simulator.Simulator;
import masattention.workload.Network;
import masattention.workload.Networks;
import org.junit.jupiter.api.Test;

class EnergyCeilingTest {
  private static final Machine EDGE = CoreSet.presets().get(0);
  private static final Network NETWORK = Networks.resolve("vit-l-14");

  private static Measurement fastest(Schedulers scheduler) {
    return CoreSet.measured(NETWORK, EDGE, scheduler, Objective.CYCLES);
  }

  /** 10 + 20 + 30 + 40 + 60 + 40 = 200 pJ. */
  @Test
  void sharesByHand() {
    assertEquals(
        List.of(5.0, 10.0, 15.0, 20.0, 30.0, 20.0),
        EnergyCsv.shares(new Energy(10, 20, 30, 40, 60, 40)));
  }

  @Test
  void atTheStaticPowerForItTheSavingIsThePublishedOne() {
    EnergyCeiling ceiling =
        new EnergyCeiling(fastest(Schedulers.FLAT_NO_PREFETCH), fastest(Schedulers.MAS));
    assertTrue(ceiling.allStaticPercent() > Published.EDGE_LARGEST_SAVING.value());
    double milliwatts = ceiling.staticMilliwattsForPublished().orElseThrow();
    CostPoint point = costs -> withStatic(costs, milliwatts);
    double ratio = picojoules(ceiling.mas(), point) / picojoules(ceiling.rival(), point);
    assertEquals(Published.EDGE_LARGEST_SAVING.value(), 100 * (1 - ratio), 1e-6);
  }

  @Test
  void aSpeedupBelowItsInverseNeverReachesIt() {
    EnergyCeiling ceiling = new EnergyCeiling(fastest(Schedulers.FLAT), fastest(Schedulers.MAS));
    assertTrue(ceiling.allStaticPercent() < Published.EDGE_LARGEST_SAVING.value());
    assertTrue(ceiling.staticMilliwattsForPublished().isEmpty());
    assertTrue(ceiling.savedPercent() <= ceiling.operationsPercent());
    assertTrue(ceiling.compulsoryDramPercent() <= ceiling.operationsPercent());
  }

  /** Nowhere inside the box of costs is a saving at fixed tilings larger than at a corner. */
  @Test
  void cornersAreTheExtremes() {
    Measurement rival = fastest(Schedulers.FLAT_STREAM);
    Measurement mas = fastest(Schedulers.MAS);
    List<CornerCosts> corners = CornerCosts.all();
    assertEquals(64, new HashSet<>(corners).size());
    double best = corners.stream().mapToDouble(c -> saving(rival, mas, c)).max().orElseThrow();
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      CornerCosts a = corners.get(random.nextInt(64));
      CornerCosts inside =
          new CornerCosts(
              between(0.42, 1.5, random),
              between(0.5, 3, random),
              between(1, 3, random),
              between(0.3, 1.6, random),
              between(0.5, 2, random),
              random.nextBoolean() ? a.dramPicojoules() : between(32, 250, random));
      assertTrue(saving(rival, mas, inside) <= best + 1e-12, inside.toString());
    }
  }

  /** Costing every tiling anew finds what a search for energy finds. */
  @Test
  void leastOfTheSpaceIsThatOfTheSearch() {
    Network small = Networks.resolve("vit-b-16");
    List<SweptCosts> points = SweptCosts.grid().stream().filter(SweptCosts::isDefault).toList();
    assertEquals(1, points.size());
    SpaceEnergy space = SpaceEnergy.of(small, Schedulers.FLAT_STREAM, EDGE.config(), points);
    for (Tilings tilings : Tilings.values()) {
      double wanted =
          new Simulator(small, EDGE.config(), 1)
              .best(Schedulers.FLAT_STREAM, tilings.objective())
              .orElseThrow()
              .energyPicojoules();
      assertEquals(wanted, space.at(tilings).get(0), 1e-9 * wanted, tilings.id());
    }
  }

  private static double between(double low, double high, Random random) {
    return low + random.nextDouble() * (high - low);
  }

  private static double saving(Measurement rival, Measurement mas, CostPoint point) {
    return 1 - picojoules(mas, point) / picojoules(rival, point);
  }

  private static double picojoules(Measurement m, CostPoint point) {
    return Energy.of(m.work(), m.cycles(), point.machine(EDGE.config())).totalPicojoules();
  }

  private static EnergyCosts withStatic(EnergyCosts c, double milliwatts) {
    return new EnergyCosts(
        c.macPicojoules(),
        c.addPicojoules(),
        c.subPicojoules(),
        c.mulPicojoules(),
        c.maxPicojoules(),
        c.expPicojoules(),
        c.divPicojoules(),
        c.l0ReadPicojoulesPerByte(),
        c.l0WritePicojoulesPerByte(),
        c.l1ReadPicojoulesPerByte(),
        c.l1WritePicojoulesPerByte(),
        c.dramPicojoulesPerByte(),
        milliwatts);
  }
}
