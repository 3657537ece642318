package masattention.workload;

import java.util.List;
import java.util.Optional;
import masattention.input.InvalidInputException;
import masattention.input.JsonFields;
import masattention.input.JsonFile;
import masattention.input.Names;

/** The networks that come with the suite, and those in files of the user's. */
public final class Networks {

  private static final List<Network> BUILT_IN;
  private static final List<Network> CORE_SET;

  static {
    JsonFields file = JsonFile.readResource(Networks.class, "networks.json");
    file.allowOnly("networks", "coreSet");
    BUILT_IN = NetworkReader.readAll(file);
    CORE_SET = file.objects("coreSet").stream().map(Networks::coreRow).toList();
  }

  private Networks() {}

  /** Every named network, in the order of the tables. */
  public static List<Network> builtIn() {
    return BUILT_IN;
  }

  /**
   * The rows of the comparison tables, in their order, every one plain multi-head attention: a
   * grouped network stands there with as many key/value heads as query heads.
   */
  public static List<Network> coreSet() {
    return CORE_SET;
  }

  /**
   * The built-in network of that name, or else the network in the file at that path: one that is
   * alone in its file, or {@code file.json#name}.
   *
   * @throws masattention.input.InvalidInputException if there is neither, or the file is wrong
   */
  public static Network resolve(String nameOrPath) {
    List<Network> networks = all(nameOrPath);
    if (networks.size() > 1) {
      throw severalOf(nameOrPath, names(networks));
    }
    return networks.get(0);
  }

  /** The refusal of a file of several networks where one is needed. */
  public static InvalidInputException severalOf(String path, List<String> names) {
    return new InvalidInputException(
        "%s: holds %s networks (%s); choose one, as in %s#%s."
            .formatted(path, names.size(), Names.list(names), path, names.get(0)));
  }

  /**
   * The built-in network of that name, or else the networks in the file at that path: all of them,
   * or the one that {@code file.json#name} chooses.
   *
   * @throws masattention.input.InvalidInputException if there is neither, or the file is wrong
   */
  public static List<Network> all(String nameOrPath) {
    Optional<Network> builtIn = named(BUILT_IN, nameOrPath);
    if (builtIn.isPresent()) {
      return List.of(builtIn.get());
    }
    NetworkPath path = NetworkPath.of(nameOrPath);
    if (!JsonFile.isMeant(path.path())) {
      throw Names.unknown("network", nameOrPath, names(BUILT_IN));
    }
    JsonFields file = JsonFile.read(path.path());
    List<Network> networks = inFile(file);
    return path.name()
        .map(
            name ->
                List.of(
                    named(networks, name)
                        .orElseThrow(
                            () ->
                                file.refused(
                                    "holds no network %s."
                                        .formatted(Names.withKnown(name, names(networks)))))))
        .orElse(networks);
  }

  /** The networks of a file: the one that it is, or those of its array {@code networks}. */
  public static List<Network> inFile(JsonFields file) {
    return file.has("networks")
        ? NetworkReader.readAll(file.allowOnly("networks"))
        : List.of(NetworkReader.read(file));
  }

  private static Network coreRow(JsonFields row) {
    row.allowOnly("network", "kvHeads");
    Network network = named(BUILT_IN, row.name("network")).orElseThrow();
    return row.has("kvHeads")
        ? network.withKvHeads(row.intNumber("kvHeads", 1, Integer.MAX_VALUE))
        : network;
  }

  private static Optional<Network> named(List<Network> networks, String name) {
    return networks.stream().filter(network -> network.name().equals(name)).findFirst();
  }

  private static List<String> names(List<Network> networks) {
    return networks.stream().map(Network::name).toList();
  }
}
