package masattention.experiments.page;

import java.util.List;
import masattention.workload.AttentionShape;
import masattention.workload.Network;
import masattention.workload.Networks;

/** A network as a line of the table of networks. */
record NetworkRow(
    String name,
    int heads,
    int kvHeads,
    int queries,
    int keys,
    int headDim,
    int layers,
    String grade,
    String source) {

  static List<NetworkRow> all() {
    return Networks.builtIn().stream().map(NetworkRow::of).toList();
  }

  private static NetworkRow of(Network network) {
    AttentionShape shape = network.shape();
    return new NetworkRow(
        network.name(),
        shape.queryHeads(),
        shape.kvHeads(),
        shape.seqQ(),
        shape.seqKv(),
        shape.headDim(),
        network.layers(),
        network.grade().letter(),
        network.source());
  }
}
