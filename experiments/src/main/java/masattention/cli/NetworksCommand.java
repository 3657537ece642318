package masattention.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import masattention.report.Table;
import masattention.workload.AttentionShape;
import masattention.workload.Network;
import masattention.workload.Networks;
import picocli.CommandLine.Command;

/** Lists the networks with their sources. */
@Command(
    name = "networks",
    description = "Lists the networks that have a name, with grade and source of their sizes.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class NetworksCommand implements Runnable {
  private static final List<String> HEADERS =
      List.of("heads", "kv-heads", "seq-q", "seq-kv", "head-dim", "value-dim", "layers");

  private final Console console;

  NetworksCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    List<String> headers = new ArrayList<>(List.of("network", "grade"));
    headers.addAll(HEADERS);
    headers.add("source");
    Table table = new Table(2, headers);
    Networks.builtIn().forEach(network -> table.add(row(network)));
    console.out().print(table.aligned());
    console.out().print("\nGrades: " + Grades.legend() + ".\n");
  }

  private static List<String> row(Network network) {
    AttentionShape shape = network.shape();
    List<String> cells = new ArrayList<>(List.of(network.name(), network.grade().letter()));
    IntStream.of(
            shape.queryHeads(),
            shape.kvHeads(),
            shape.seqQ(),
            shape.seqKv(),
            shape.headDim(),
            shape.valueDim(),
            network.layers())
        .forEach(size -> cells.add(Integer.toString(size)));
    cells.add(network.source());
    return cells;
  }
}
