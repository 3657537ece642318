package masattention.explore;

import java.io.Serializable;
import masattention.workload.AttentionShape;

/**
 * Layers of one shape that an exploration runs on every machine.
 *
 * @param network the name of the network, or of the group of layers of a model
 * @param layers how many of them a sum over the networks counts
 * @param tokens the length that was asked for; 0 where the network has its own
 */
public record ExplorationLayer(String network, int layers, int tokens, AttentionShape shape)
    implements Serializable {

  /** The network and, where it was asked for, the length. */
  String label() {
    return tokens == 0 ? network : "%s, %d tokens".formatted(network, tokens);
  }
}
