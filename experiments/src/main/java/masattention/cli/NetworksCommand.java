package masattention.cli;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.util.List;
import masattention.input.InvalidInputException;
import masattention.input.JsonFields;
import masattention.input.JsonFile;
import masattention.models.ModelFile;
import masattention.report.Dataset;
import masattention.workload.AttentionShape;
import masattention.workload.Network;
import masattention.workload.NetworkPath;
import masattention.workload.Networks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the networks with their sources, or what a file says about attention. */
@Command(name = "networks")
final class NetworksCommand extends Subcommand implements Runnable {

  @Parameters(arity = "0..1", paramLabel = "NETWORK")
  private String file;

  @Mixin private ModelOptions options;

  @Option(names = "--json")
  private boolean json;

  @Override
  public void run() {
    options.refuseSteps("");
    boolean named = file == null || !JsonFile.isMeant(NetworkPath.of(file).path());
    JsonFields fields = named ? null : JsonFile.read(ModelFile.in(file));
    if (fields != null && ModelFile.isModel(fields)) {
      ModelText text = new ModelText(options.read(fields), options.lengths());
      print(json ? text.json() : text.aligned());
      return;
    }
    options.refuseForLists();
    refuseJson(fields == null ? "the named networks" : "network files");
    if (fields != null) {
      print(table(Networks.inFile(fields)));
    } else {
      print(table(file == null ? Networks.builtIn() : Networks.all(file)));
    }
  }

  private void refuseJson(String what) {
    if (json) {
      throw new InvalidInputException(
          "--json prints the groups of a model's config.json; leave it out for %s."
              .formatted(what));
    }
  }

  private static String table(List<Network> networks) {
    Dataset<Network> table =
        Dataset.of(networks)
            .show(
                text("network", Network::name),
                text("grade", network -> network.grade().letter()),
                number("heads", network -> network.shape().queryHeads()),
                number("kv-heads", network -> network.shape().kvHeads()),
                number("seq-q", network -> network.shape().seqQ()),
                number("seq-kv", network -> network.shape().seqKv()),
                number("head-dim", network -> network.shape().headDim()),
                number("value-dim", network -> network.shape().valueDim()),
                text("causal", network -> network.shape().causal() ? "yes" : "no"),
                number("window", network -> window(network.shape())),
                number("layers", Network::layers),
                text("source", Network::source));
    return table.aligned() + ListCommands.GRADES;
  }

  /** The window as stated, whether or not it masks something at the stated lengths. */
  private static Integer window(AttentionShape shape) {
    return shape.window() == AttentionShape.NO_WINDOW ? null : shape.window();
  }
}
