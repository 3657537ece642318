package masattention.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The benchmarks whose speed is followed from commit to commit, in the order of the tables.
 *
 * <p>All but the memory copy itself are normalised by arithmetic in registers: evaluations,
 * searches and kernels work in the first two caches, so the clock of their core is what moves them.
 */
public enum TrackedBenchmark {
  FMA_PEAK("calibration-fma", CalibrationBenchmark.class, "fmaPeak", true),
  MEMORY_COPY("calibration-copy", CalibrationBenchmark.class, "memoryCopy", true),
  EVALUATION_LAYER_WISE("evaluation-layer-wise", "scheduler=layer-wise", false),
  EVALUATION_FLAT("evaluation-flat", "scheduler=flat", true),
  EVALUATION_FUSEMAX("evaluation-fusemax", "scheduler=fusemax", false),
  EVALUATION_MAS("evaluation-mas", "scheduler=mas", true),
  SEARCH_BERT_BASE("search-bert-base", SearchBenchmark.class, "provenOptimum", true, "bert-base"),
  SEARCH_VIT_B_14("search-vit-b-14", SearchBenchmark.class, "provenOptimum", false, "vit-b-14"),
  ATTENTION_PLAIN(
      "attention-tiled",
      AttentionBenchmark.class,
      "attend",
      false,
      List.of("contender=tiled", "shape=4x256x64")),
  ATTENTION_VECTOR(
      "attention-vector-flat",
      AttentionBenchmark.class,
      "attend",
      true,
      List.of("contender=vector-flat", "shape=4x256x64")),
  ATTENTION_CAUSAL(
      "attention-causal",
      AttentionBenchmark.class,
      "attend",
      false,
      List.of("contender=vector-flat", "shape=4x256x64-causal")),
  ATTENTION_DECODE(
      "attention-decode",
      AttentionBenchmark.class,
      "attend",
      false,
      List.of("contender=vector-flat", "shape=8/2x1:1024x64"));

  private final String id;
  private final String method;
  private final boolean quick;
  private final List<String> parameters;

  TrackedBenchmark(
      String id, Class<?> owner, String method, boolean quick, List<String> parameters) {
    this.id = id;
    this.method = owner.getName() + "." + method;
    this.quick = quick;
    this.parameters = parameters;
  }

  TrackedBenchmark(String id, Class<?> owner, String method, boolean quick) {
    this(id, owner, method, quick, List.of());
  }

  TrackedBenchmark(String id, Class<?> owner, String method, boolean quick, String network) {
    this(id, owner, method, quick, List.of("network=" + network, "scheduler=mas"));
  }

  TrackedBenchmark(String id, String scheduler, boolean quick) {
    this(id, EvaluationBenchmark.class, "fast", quick, List.of("network=bert-base", scheduler));
  }

  /** Name in tables and files: lower-case letters, digits and hyphens. */
  public String id() {
    return id;
  }

  /** The qualified name of the method, as JMH has it. */
  public String method() {
    return method;
  }

  /** Name and value of every parameter that is not left at its default. */
  public List<String> parameters() {
    return parameters;
  }

  /** Whether the quick suite has it, too. */
  public boolean quick() {
    return quick;
  }

  /** Whether it measures the machine and not the suite. */
  public boolean isCalibration() {
    return this == FMA_PEAK || this == MEMORY_COPY;
  }

  /** Class, method and parameters in short, such as EvaluationBenchmark.fast(scheduler=mas). */
  public String description() {
    return "%s(%s)"
        .formatted(method.replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1"), String.join(",", parameters));
  }

  /** Whether the pattern is found in the name or in the description. */
  public boolean matches(Pattern pattern) {
    return pattern.matcher(id).find() || pattern.matcher(description()).find();
  }

  /** The benchmark that a result of JMH belongs to. */
  public static Optional<TrackedBenchmark> of(String method, Map<String, String> parameters) {
    return Arrays.stream(values())
        .filter(benchmark -> benchmark.method.equals(method))
        .filter(benchmark -> parameters.entrySet().containsAll(benchmark.entries().entrySet()))
        .findFirst();
  }

  private Map<String, String> entries() {
    return parameters.stream()
        .map(parameter -> parameter.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }
}
