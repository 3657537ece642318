package masattention.cli;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import masattention.report.Dataset;
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
  private final Console console;

  NetworksCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    Dataset<Network> table =
        Dataset.of(Networks.builtIn())
            .show(
                text("network", Network::name),
                text("grade", network -> network.grade().letter()),
                number("heads", network -> network.shape().queryHeads()),
                number("kv-heads", network -> network.shape().kvHeads()),
                number("seq-q", network -> network.shape().seqQ()),
                number("seq-kv", network -> network.shape().seqKv()),
                number("head-dim", network -> network.shape().headDim()),
                number("value-dim", network -> network.shape().valueDim()),
                number("layers", Network::layers),
                text("source", Network::source));
    console.out().print(table.aligned());
    console.out().print("\nGrades: " + Grades.legend() + ".\n");
  }
}
