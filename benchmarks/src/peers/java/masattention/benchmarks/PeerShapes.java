package masattention.benchmarks;

import masattention.kernel.KernelSetup;
import masattention.kernel.KernelShape;
import masattention.kernel.Storage;

/** What the native peers can be asked for. */
final class PeerShapes {

  private PeerShapes() {}

  /** FP32, without a window; causal only where queries and keys are as many. */
  static boolean usual(KernelSetup setup) {
    KernelShape shape = setup.shape();
    return setup.storage() == Storage.FP32
        && shape.window() == 0
        && (!shape.causal() || shape.seqQ() == shape.seqKv());
  }

  /** Every head with K and V of its own, nothing masked. */
  static boolean plain(KernelSetup setup) {
    return usual(setup)
        && !setup.shape().causal()
        && setup.shape().queryHeads() == setup.shape().kvHeads()
        && setup.shape().seqQ() == setup.shape().seqKv();
  }

  /** One query per head that sees all keys. */
  static boolean decode(KernelSetup setup) {
    return usual(setup) && setup.shape().seqQ() == 1;
  }

  static void require(AttentionContender contender, KernelSetup setup) {
    if (!contender.takes(setup)) {
      throw new IllegalArgumentException(
          "The contender %s does not take %s.".formatted(contender.label(), setup));
    }
  }
}
