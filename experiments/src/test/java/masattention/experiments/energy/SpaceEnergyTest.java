package masattention.experiments.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import masattention.experiments.CoreSet;
import masattention.experiments.Tilings;
import masattention.input.Grade;
import masattention.interpret.energy.Energy;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.search.Objective;
import masattention.search.SearchTask;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;
import masattention.workload.AttentionShape;
import masattention.workload.Network;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left out of the tilings is the best at no costs. */
class SpaceEnergyTest {
  private static final List<Costs> POINTS =
      Stream.<Costs>concat(Costs.Swept.grid().stream(), Costs.Corner.all().stream()).toList();

  @ParameterizedTest
  @CsvSource({"flat,5242880", "flat,7168", "mas,5242880", "mas,7168", "flat-stream,9216"})
  void leastIsThatOfAllTilings(String id, long l1Bytes) {
    Scheduler scheduler = Schedulers.named(id).orElseThrow();
    NpuConfig machine = CoreSet.withL1(Machines.resolve("edge").config(), l1Bytes);
    AttentionShape shape = AttentionShape.selfAttention(3, 40, 16);
    Network network = new Network("small", shape, "a test", Grade.ASSUMED, 1);
    SearchTask task = new SearchTask(scheduler, shape, machine, Objective.CYCLES);
    List<Evaluation> all =
        task.space()
            .feasible()
            .map(tiling -> Evaluator.fast().evaluate(scheduler, task.problem(tiling)))
            .toList();
    long fewest = all.stream().mapToLong(Evaluation::cycles).min().orElseThrow();
    List<Double> least = new ArrayList<>();
    List<Double> balanced = new ArrayList<>();
    for (Costs point : POINTS) {
      NpuConfig changed = point.machine(machine);
      least.add(least(all, Long.MAX_VALUE, changed));
      balanced.add(least(all, 101 * fewest / 100, changed));
    }
    SpaceEnergy found = SpaceEnergy.of(network, scheduler, machine, POINTS);
    assertEquals(least, found.at(Tilings.THRIFTIEST));
    assertEquals(balanced, found.at(Tilings.BALANCED));
  }

  private static double least(List<Evaluation> all, long mostCycles, NpuConfig machine) {
    return all.stream()
        .filter(one -> one.cycles() <= mostCycles)
        .mapToDouble(one -> Energy.of(one.work(), one.cycles(), machine).totalPicojoules())
        .min()
        .orElseThrow();
  }
}
