package masattention.models;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Encoders of text or sound: every token sees every other, in some layers those of a window. */
final class EncoderRules {
  private EncoderRules() {}

  static void read(ConfigFields config, Reading reading) {
    if (config.flag("is_decoder", false)) {
      DecoderRules.read(config, reading);
      return;
    }
    Fact layers = config.layers();
    LayerGroup.Heads heads = config.heads();
    List<Integer> reaches = reaches(config, layers);
    Map<Integer, Integer> counts = new LinkedHashMap<>();
    reaches.forEach(reach -> counts.merge(reach, 1, Integer::sum));
    boolean mixed = counts.size() > 1;
    counts.forEach(
        (reach, count) -> {
          Fact some =
              mixed
                  ? Fact.derived(
                      count, "%s of %s = %s".formatted(count, layers.from(), layers.value()))
                  : layers;
          reading.add(group(config, some, heads, reach, mixed));
        });
    DecoderRules.notes(config, reading);
  }

  private static LayerGroup group(
      ConfigFields config, Fact layers, LayerGroup.Heads heads, int reach, boolean mixed) {
    String full = mixed ? "global" : config.type().text("group").orElse("encoder-self");
    LayerGroup group =
        LayerGroup.encoder(
            reach == 0 ? full : "local", Tower.TEXT, layers, heads, Length.Given.TOKENS);
    return reach == 0
        ? group
        : group.withWindow(
            Fact.derived(2 * reach + 1, "two-sided: 2 * (%s / 2) + 1".formatted(2 * reach)));
  }

  /** The keys that a query sees on each side, by layer; 0 where it sees all. */
  private static List<Integer> reaches(ConfigFields config, Fact layers) {
    if (config.type().text("pattern").isPresent()) {
      int reach = config.size("local_attention").value() / 2;
      return LayerKinds.of(config, layers).stream()
          .map(kind -> kind.equals(LayerKinds.SLIDING) ? reach : 0)
          .toList();
    }
    if (!config.type().defaults().has("attention_window")) {
      return Collections.nCopies(layers.value(), 0);
    }
    if (!config.fields().value("attention_window").isArray()) {
      return Collections.nCopies(layers.value(), config.size("attention_window").value() / 2);
    }
    List<Integer> reaches = new ArrayList<>();
    config
        .fields()
        .intNumbers("attention_window", 2, ConfigFields.MOST)
        .forEach(window -> reaches.add(window / 2));
    if (reaches.size() != layers.value()) {
      throw config.refused(
          "%s has %s entries; it must have one for each of the %s layers."
              .formatted(
                  config.fields().pathOf("attention_window"), reaches.size(), layers.value()));
    }
    return reaches;
  }
}
