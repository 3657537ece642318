package masattention.benchmarks;

import java.util.concurrent.TimeUnit;
import masattention.npu.Machines;
import masattention.schedulers.Schedulers;
import masattention.search.Objective;
import masattention.search.SearchResult;
import masattention.search.SearchSettings;
import masattention.search.SearchTask;
import masattention.search.algorithms.SearchAlgorithms;
import masattention.search.evaluation.Evaluator;
import masattention.workload.Network;
import masattention.workload.Networks;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time to a proven optimum: enumerating, bounding and evaluating tilings until nothing can be
 * better.
 *
 * <p>Run it by
 *
 * <pre>
 * mvn -Dquickly package
 * java -cp experiments/target/mas.jar org.openjdk.jmh.Main SearchBenchmark
 * </pre>
 *
 * <p>Every JMH option passes through, such as {@code -p network=llama3-8b -p scheduler=mas} or
 * {@code -p algorithm=exhaustive}. Average time is the time of a search; throughput counts the
 * searches, and as a secondary result the evaluations, per second. Two forks, because what is
 * compiled in which order differs between them; 5 s of warm-up, because the evaluator has many
 * paths.
 */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.AverageTime, Mode.Throughput})
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SearchBenchmark {

  /** Name of a scheduler. */
  @Param({
    "layer-wise",
    "soft-pipe",
    "flat",
    "flat-no-prefetch",
    "flat-stream",
    "tileflow",
    "fusemax",
    "mas",
    "mas-spill"
  })
  public String scheduler = "mas";

  /** Name of a network, with as many key/value heads as in the core set if it is part of that. */
  @Param({"bert-base"})
  public String network = "bert-base";

  /** Keys and queries per head; 0: the network's. */
  @Param({"0"})
  public int sequence = 0;

  /** Name of a machine. */
  @Param({"edge"})
  public String machine = "edge";

  /** Name of a search algorithm. */
  @Param({"branch-and-bound"})
  public String algorithm = "branch-and-bound";

  private SearchAlgorithms search;
  private SearchTask task;

  /** What the searches did, which JMH divides by the time. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Work {
    /** Tilings evaluated. */
    public long evaluations;
  }

  /** Looks the names up. */
  @Setup
  public void setUp() {
    search = SearchAlgorithms.named(algorithm).orElseThrow();
    Network layer =
        Networks.coreSet().stream()
            .filter(core -> core.name().equals(network))
            .findFirst()
            .orElseGet(() -> Networks.resolve(network));
    task =
        new SearchTask(
            Schedulers.named(scheduler).orElseThrow(),
            sequence == 0 ? layer.shape() : layer.shape().withSequence(sequence),
            Machines.resolve(machine).config(),
            Objective.CYCLES);
  }

  /** One search on one thread. */
  @Benchmark
  public SearchResult provenOptimum(Work work) {
    SearchResult result = search.search(task, Evaluator.fast(), SearchSettings.unlimited(1));
    work.evaluations += result.evaluations();
    return result;
  }
}
