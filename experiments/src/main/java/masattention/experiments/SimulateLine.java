package masattention.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import masattention.schedule.Normalize;
import masattention.schedule.Scheduler;
import masattention.simulator.Measurement;
import masattention.simulator.TilingText;
import masattention.workload.AttentionShape;
import masattention.workload.Network;
import masattention.workload.Networks;

/** The command line that repeats a measurement. */
public final class SimulateLine {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/=,:@%+#-]+");

  private SimulateLine() {}

  /** The line for a row on built-in networks and machines. */
  public static String of(Measurement measurement) {
    Network network = Networks.resolve(measurement.network());
    return of(
        measurement,
        List.of("--network", network.name()),
        network.shape(),
        measurement.machine().name());
  }

  /**
   * The line for a network and a machine that the user named.
   *
   * @param named the options that name the network
   * @param base the shape that these stand for, before options changed it
   */
  public static String of(
      Measurement measurement, List<String> named, AttentionShape base, String machineName) {
    List<String> words = new ArrayList<>(List.of("./mas", "simulate"));
    words.addAll(named);
    words.addAll(options(base, measurement.shape()));
    words.addAll(List.of("--scheduler", measurement.scheduler().id()));
    if (dividesElsewhere(measurement.scheduler())) {
      words.addAll(List.of("--normalize", measurement.scheduler().traits().normalize().id()));
    }
    words.addAll(List.of("--machine", machineName));
    words.addAll(List.of("--tiling", TilingText.of(measurement.tiling(), measurement.shape())));
    return words.stream().map(SimulateLine::quoted).collect(Collectors.joining(" "));
  }

  /** Whether a scheduler is the one of its name that divides outputs in place of scores. */
  private static boolean dividesElsewhere(Scheduler scheduler) {
    return scheduler.traits().normalize() == Normalize.OUTPUTS
        && scheduler.normalizing(Normalize.SCORES).isPresent();
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** The options that turn {@code base} into {@code changed}, each with its value. */
  public static List<String> options(AttentionShape base, AttentionShape changed) {
    List<String> options = new ArrayList<>();
    add(options, "--batch", base.batch(), changed.batch());
    add(options, "--heads", base.queryHeads(), changed.queryHeads());
    boolean plain = base.kvHeads() == base.queryHeads();
    add(options, "--kv-heads", plain ? changed.queryHeads() : base.kvHeads(), changed.kvHeads());
    if (changed.seqQ() == changed.seqKv()
        && base.seqQ() != changed.seqQ()
        && base.seqKv() != changed.seqKv()) {
      add(options, "--seq", base.seqQ(), changed.seqQ());
    } else {
      add(options, "--seq-q", base.seqQ(), changed.seqQ());
      add(options, "--seq-kv", base.seqKv(), changed.seqKv());
    }
    add(options, "--head-dim", base.headDim(), changed.headDim());
    boolean square = base.valueDim() == base.headDim();
    add(options, "--value-dim", square ? changed.headDim() : base.valueDim(), changed.valueDim());
    add(options, "--element-bytes", base.elementBytes(), changed.elementBytes());
    addOfKv(options, "--k-element-bytes", base, changed, AttentionShape::kElementBytes);
    addOfKv(options, "--v-element-bytes", base, changed, AttentionShape::vElementBytes);
    if (changed.causal() && !base.causal()) {
      options.add("--causal");
    }
    if (changed.hasWindow() || base.window() != AttentionShape.NO_WINDOW) {
      add(options, "--window", base.window(), changed.window());
    }
    return options;
  }

  /** The elements of K or V, which follow those of Q where they are as long. */
  private static void addOfKv(
      List<String> options,
      String name,
      AttentionShape base,
      AttentionShape changed,
      ToIntFunction<AttentionShape> bytes) {
    boolean follows = bytes.applyAsInt(base) == base.elementBytes();
    int otherwise = follows ? changed.elementBytes() : bytes.applyAsInt(base);
    add(options, name, otherwise, bytes.applyAsInt(changed));
  }

  private static void add(List<String> options, String name, int otherwise, int wanted) {
    if (wanted != otherwise) {
      options.add(name);
      options.add(Integer.toString(wanted));
    }
  }
}
