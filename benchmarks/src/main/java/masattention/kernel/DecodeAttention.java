package masattention.kernel;

import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Attention of a few queries against many keys, as in decoding: the rows of a group read K and V
 * once, and a group is split over its keys, so that several threads share even a single head
 * (FlashDecoding). The spans of keys are the same for any number of threads and any blocking, and
 * so are the bits; they are not those of {@link FlatAttention}.
 */
final class DecodeAttention implements PreparedAttention {

  /** Rows of a group up to which reading K and V costs more than multiplying them. */
  private static final int MOST_ROWS = 8;

  private final KernelSetup setup;
  private final DecodeSpan[] workers;
  private final DecodePartials partials;
  private final WorkTeam team;
  private final WorkTeam.Work attend = this::attendSpan;
  private final WorkTeam.Work combine = this::combine;
  private final CallTensors call = new CallTensors();

  DecodeAttention(KernelSetup setup, Supplier<DecodeArithmetic> arithmetic) {
    this.setup = setup;
    this.workers =
        IntStream.range(0, setup.threads())
            .mapToObj(thread -> new DecodeSpan(setup, arithmetic.get()))
            .toArray(DecodeSpan[]::new);
    this.partials = new DecodePartials(setup);
    this.team = new WorkTeam(setup.threads());
  }

  /** Whether a shape is for this kernel. */
  static boolean serves(KernelShape shape) {
    return shape.rowsPerGroup() <= MOST_ROWS;
  }

  @Override
  public void attend(float[] query, float[] key, float[] value, float[] output) {
    setup.check(query, key, value, output);
    call.set(query, key, value, output);
    attend();
  }

  @Override
  public void attend(float[] query, short[] key, short[] value, float[] output) {
    setup.check(query, key, value, output);
    call.setHalf(query, key, value, output);
    attend();
  }

  private void attend() {
    team.run(attend, Math.multiplyExact(setup.shape().groups(), partials.spans()));
    team.run(combine, setup.shape().groups());
  }

  private void attendSpan(int worker, int item) {
    int group = item / partials.spans();
    int kvHeads = setup.shape().kvHeads();
    int firstKey = item % partials.spans() * DecodeBlock.SPAN;
    workers[worker].attend(call, group / kvHeads, group % kvHeads, firstKey, partials, item);
  }

  private void combine(int worker, int group) {
    partials.combine(group, call.output);
  }

  @Override
  public void close() {
    team.close();
  }
}
