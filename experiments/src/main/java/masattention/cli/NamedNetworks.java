package masattention.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import masattention.cli.ModelOptions.Run;
import masattention.input.Grade;
import masattention.input.InvalidInputException;
import masattention.input.JsonFields;
import masattention.input.JsonFile;
import masattention.input.Names;
import masattention.models.GroupShapes;
import masattention.models.LayerGroup;
import masattention.models.Lengths;
import masattention.models.Model;
import masattention.models.ModelFile;
import masattention.models.Phase;
import masattention.workload.AttentionShape;
import masattention.workload.Network;
import masattention.workload.NetworkPath;
import masattention.workload.Networks;

/**
 * What the user named as a network: a built-in one, those of a network file, or the groups of a
 * model's file at the lengths that were asked for.
 *
 * @param groups in the order of the file, those of a prefill before those of the decode after it
 * @param notes what a reader of results should know
 * @param ofModel whether a model's file holds them
 * @param path what chooses one of several, up to the {@code #}
 */
record NamedNetworks(List<Group> groups, List<String> notes, boolean ofModel, String path) {
  /**
   * Layers of one shape, or of one that grows by a key with every step of a decode.
   *
   * @param network with the shape of the last step
   * @param steps the shape of every step
   * @param words the options that name the network as it is in its last step
   */
  record Group(Network network, List<AttentionShape> steps, List<String> words) {}

  /** What a text means. */
  static NamedNetworks of(String text, ModelOptions options) {
    NetworkPath path = NetworkPath.of(text);
    boolean builtIn = Networks.builtIn().stream().anyMatch(n -> n.name().equals(text));
    if (builtIn || !JsonFile.isMeant(path.path())) {
      return plain(text, text, options);
    }
    JsonFields file = JsonFile.read(ModelFile.in(path.path()));
    return ModelFile.isModel(file)
        ? ofModel(file, path, options)
        : plain(text, path.path(), options);
  }

  private static NamedNetworks plain(String text, String path, ModelOptions options) {
    options.refuseForNetworks();
    List<Network> networks = Networks.all(text);
    List<Group> groups = new ArrayList<>();
    for (Run run : options.runs()) {
      for (Network network : networks) {
        String word = networks.size() == 1 ? text : path + "#" + network.name();
        groups.addAll(
            groups(network, word, run, at -> List.of(plain(network.shape(), at)), options));
      }
    }
    return new NamedNetworks(groups, List.of(), false, path);
  }

  private static AttentionShape plain(AttentionShape shape, Lengths at) {
    AttentionShape longer =
        at.tokens().isPresent() ? shape.withSequence(at.tokens().getAsInt()) : shape;
    return at.phase() == Phase.DECODE ? longer.withLengths(1, longer.seqKv()) : longer;
  }

  private static NamedNetworks ofModel(JsonFields file, NetworkPath path, ModelOptions options) {
    List<String> notes = new ArrayList<>();
    List<Group> groups = new ArrayList<>();
    for (Run run : options.runs()) {
      Model model = ModelFile.read(file, run.question());
      run.lengths().requireUsed(model.groups());
      String source = "%s, model_type %s".formatted(file.fileName(), model.modelType());
      for (LayerGroup layers : model.groups()) {
        if (path.name().isEmpty() || path.name().get().equals(layers.name())) {
          Network network =
              new Network(
                  layers.name(),
                  AttentionShape.selfAttention(1, 1, 1),
                  source,
                  Grade.PUBLISHED,
                  layers.layers().value());
          String word = path.path() + "#" + layers.name();
          groups.addAll(groups(network, word, run, at -> GroupShapes.of(layers, at), options));
        }
      }
      if (groups.isEmpty()) {
        throw file.refused(nothing(model, path));
      }
      model.groups().stream()
          .filter(layers -> !run.lengths().reaches(layers) && !options.hasSteps())
          .forEach(layers -> notes.add(layers.name() + " does not run in decode; it is left out."));
      model.skipped().forEach(what -> notes.add("not simulated: " + what));
      notes.addAll(model.warnings());
    }
    return new NamedNetworks(groups, notes.stream().distinct().toList(), true, path.path());
  }

  /**
   * A group of each shape that a network has in a pass, or one of all steps of several.
   *
   * @param shapes at some lengths
   */
  private static List<Group> groups(
      Network network,
      String word,
      Run run,
      Function<Lengths, List<AttentionShape>> shapes,
      ModelOptions options) {
    List<AttentionShape> all =
        IntStream.range(0, run.steps())
            .mapToObj(run::lengths)
            .flatMap(at -> shapes.apply(at).stream())
            .toList();
    List<String> words = new ArrayList<>(List.of("--network", word));
    words.addAll(options.words(run));
    String suffix = options.hasSteps() && run.lengths().phase() == Phase.DECODE ? " decode" : "";
    List<Group> groups = new ArrayList<>();
    for (int next = 0; next < all.size(); next += run.steps()) {
      List<AttentionShape> steps = all.subList(next, next + run.steps());
      String name = network.name() + (groups.isEmpty() ? "" : " rest") + suffix;
      AttentionShape last = steps.get(steps.size() - 1);
      Network named = new Network(name, last, network.source(), network.grade(), network.layers());
      groups.add(new Group(named, steps, words));
    }
    return groups;
  }

  private static String nothing(Model model, NetworkPath path) {
    List<String> names = model.groups().stream().map(LayerGroup::name).toList();
    return path.name()
        .filter(name -> !names.contains(name))
        .map(name -> "holds no group %s.".formatted(Names.withKnown(name, names)))
        .orElse("no group of this model runs in decode; leave out --phase.");
  }

  /** The refusal where one network is needed. */
  InvalidInputException several() {
    List<String> names = groups.stream().map(group -> group.network().name()).toList();
    return Networks.severalOf(path, names);
  }
}
