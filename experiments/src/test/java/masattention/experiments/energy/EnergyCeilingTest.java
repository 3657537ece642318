package masattention.experiments.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import masattention.experiments.Case;
import masattention.experiments.CoreSet;
import masattention.experiments.Point;
import masattention.experiments.Published;
import masattention.experiments.With;
import masattention.experiments.energy.Costs.Corner;
import masattention.experiments.energy.Costs.Swept;
import masattention.experiments.energy.Tiled.EnergyCeiling;
import masattention.interpret.energy.Energy;
import masattention.npu.Machine;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.simulator.Measurement;
import masattention.workload.Network;
import masattention.workload.Networks;
import org.junit.jupiter.api.Test;

class EnergyCeilingTest {
  private static final Machine EDGE = CoreSet.presets().get(0);
  private static final Network NETWORK = Networks.resolve("vit-l-14");

  private static Measurement fastest(Scheduler scheduler) {
    return Case.of(NETWORK, EDGE.config()).by(scheduler).call().found();
  }

  /** 10 + 20 + 30 + 40 + 60 + 40 = 200 pJ. */
  @Test
  void sharesByHand() {
    Energy energy = new Energy(10, 20, 30, 40, 60, 40);
    assertEquals(
        List.of(5.0, 10.0, 15.0, 20.0, 30.0, 20.0),
        Point.ENERGY_COMPONENTS.stream().map(part -> EnergySplit.share(energy, part)).toList());
  }

  @Test
  void atTheStaticPowerForItTheSavingIsThePublishedOne() {
    EnergyCeiling ceiling =
        new EnergyCeiling(
            Reading.BALANCED, fastest(Schedulers.FLAT_NO_PREFETCH), fastest(Schedulers.MAS));
    assertTrue(ceiling.allStaticPercent() > Published.EDGE_LARGEST_SAVING.value());
    double milliwatts = ceiling.staticMilliwattsForPublished().orElseThrow();
    Costs point = costs -> With.component(costs, "staticMilliwatts", milliwatts);
    double ratio = picojoules(ceiling.mas(), point) / picojoules(ceiling.rival(), point);
    assertEquals(Published.EDGE_LARGEST_SAVING.value(), 100 * (1 - ratio), 1e-6);
  }

  @Test
  void aSpeedupBelowItsInverseNeverReachesIt() {
    EnergyCeiling ceiling =
        new EnergyCeiling(Reading.BALANCED, fastest(Schedulers.FLAT), fastest(Schedulers.MAS));
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
    List<Corner> corners = Corner.all();
    assertEquals(64, new HashSet<>(corners).size());
    double best = corners.stream().mapToDouble(c -> saving(rival, mas, c)).max().orElseThrow();
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      Corner a = corners.get(random.nextInt(64));
      Corner inside =
          new Corner(
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
    List<Swept> points =
        Swept.grid().stream()
            .filter(swept -> swept.staticMilliwatts() == 0 && swept.hasDefaultTraffic())
            .toList();
    assertEquals(1, points.size());
    SpaceEnergy space = SpaceEnergy.of(small, Schedulers.FLAT_STREAM, EDGE.config(), points);
    for (Reading reading : Reading.FAIR) {
      double wanted =
          Case.of(small, EDGE.config())
              .by(Schedulers.FLAT_STREAM, reading.ofMas())
              .call()
              .picojoules();
      assertEquals(wanted, space.at(reading.ofMas()).get(0), 1e-9 * wanted, reading.id());
    }
  }

  private static double between(double low, double high, Random random) {
    return low + random.nextDouble() * (high - low);
  }

  private static double saving(Measurement rival, Measurement mas, Costs point) {
    return 1 - picojoules(mas, point) / picojoules(rival, point);
  }

  private static double picojoules(Measurement m, Costs point) {
    return Energy.of(m.work(), m.cycles(), point.machine(EDGE.config())).totalPicojoules();
  }
}
