package masattention.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.search.evaluation.Evaluation;
import masattention.search.evaluation.Evaluator;
import masattention.search.space.TilingSpace;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import masattention.workload.Networks;
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
 * Exact evaluations per second, averaged over the whole feasible tiling space: each call evaluates
 * the next tiling, round and round.
 *
 * <p>Run it by
 *
 * <pre>
 * mvn -Dquickly package
 * java -cp experiments/target/mas.jar org.openjdk.jmh.Main EvaluationBenchmark
 * </pre>
 *
 * <p>Every JMH option passes through, such as {@code -p scheduler=mas -p sequence=65536}, or {@code
 * -p heads=8,64} for the cost of more heads. An iteration must pass through the space several times
 * to be an average over it: 2 s do for the fast path; the plain path is an average over a part. Two
 * forks, because what is compiled in which order differs between them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class EvaluationBenchmark {

  /** Neighbours in the space are far apart in the order of calls: a step coprime to most sizes. */
  private static final int STRIDE = 7919;

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

  /** Name of a network. */
  @Param({"bert-base"})
  public String network = "bert-base";

  /** Keys and queries per head; 0: the network's. */
  @Param({"0"})
  public int sequence = 0;

  /** Heads, of queries and of keys; 0: the network's. */
  @Param({"0"})
  public int heads = 0;

  /** Name of a machine, or a machine file. */
  @Param({"edge"})
  public String machine = "edge";

  private final Evaluator fastEvaluator = Evaluator.fast();
  private final Evaluator plainEvaluator = Evaluator.plain();
  private Scheduler chosen;
  private AttentionShape shape;
  private NpuConfig npu;
  private List<Tiling> tilings;
  private int next;

  /** Resolves the names and lists the space. */
  @Setup
  public void setUp() {
    chosen = Schedulers.named(scheduler).orElseThrow();
    shape = shape(Networks.resolve(network).shape());
    npu = Machines.resolve(machine).config();
    tilings = new TilingSpace(chosen, shape, npu).feasible().toList();
  }

  private AttentionShape shape(AttentionShape of) {
    AttentionShape longer = sequence == 0 ? of : of.withSequence(sequence);
    return heads == 0 ? longer : longer.withHeads(heads);
  }

  private Problem nextProblem() {
    next = (next + STRIDE) % tilings.size();
    return Problem.of(shape, npu, tilings.get(next));
  }

  /** Task by task, repetitions skipped. */
  @Benchmark
  public Evaluation fast() {
    return fastEvaluator.evaluate(chosen, nextProblem());
  }

  /** The whole program built and interpreted. */
  @Benchmark
  public Evaluation plain() {
    return plainEvaluator.evaluate(chosen, nextProblem());
  }
}
