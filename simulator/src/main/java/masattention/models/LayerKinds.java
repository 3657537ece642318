package masattention.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What each layer of a decoder attends to: as {@code layer_types} lists it, or else by the pattern
 * of its class.
 */
final class LayerKinds {
  static final String FULL = "full_attention";
  static final String SLIDING = "sliding_attention";
  static final String CHUNKED = "chunked_attention";
  private static final String LINEAR = "linear_attention";

  /** What layers are called that have no attention with scores. */
  private static final List<String> WITHOUT_ATTENTION =
      List.of(LINEAR, "conv", "mamba", "mamba2", "moe", "mlp", "recurrent");

  /** Older words of configuration files, and those of the pattern texts. */
  private static final Map<String, String> SYNONYMS = Map.of("attention", FULL);

  private static final Map<Character, String> LETTERS =
      Map.of('M', "mamba", 'E', "moe", '*', FULL, '-', "mlp");

  private final ConfigFields config;
  private final int layers;

  private LayerKinds(ConfigFields config, int layers) {
    this.config = config;
    this.layers = layers;
  }

  /** The kind of each layer in order; the kinds other than the three above have no attention. */
  static List<String> of(ConfigFields config, Fact layers) {
    LayerKinds kinds = new LayerKinds(config, layers.value());
    for (String name : List.of("layer_types", "layers_block_type")) {
      if (config.states(name)) {
        return kinds.checked(name, config.fields().texts(name));
      }
    }
    return kinds.byPattern(config.type().text("pattern").orElse("none"));
  }

  private List<String> checked(String name, List<String> listed) {
    requireAsMany(name, listed.size());
    List<String> kinds = new ArrayList<>();
    for (int i = 0; i < listed.size(); i++) {
      String kind = SYNONYMS.getOrDefault(listed.get(i), listed.get(i));
      if (!List.of(FULL, SLIDING, CHUNKED).contains(kind) && !WITHOUT_ATTENTION.contains(kind)) {
        throw config.refused(
            "%s[%s] (\"%s\") is no known kind of layer; known: %s, %s, %s, %s."
                .formatted(
                    config.fields().pathOf(name),
                    i,
                    listed.get(i),
                    FULL,
                    SLIDING,
                    CHUNKED,
                    String.join(", ", WITHOUT_ATTENTION)));
      }
      kinds.add(kind);
    }
    return kinds;
  }

  private void requireAsMany(String name, int entries) {
    if (entries != layers) {
      throw config.refused(
          "%s has %s entries; it must have one for each of the %s layers."
              .formatted(config.fields().pathOf(name), entries, layers));
    }
  }

  private List<String> byPattern(String pattern) {
    boolean windowed = config.optional("sliding_window", "attention_window_size").isPresent();
    boolean used = config.flag("use_sliding_window", false);
    return switch (pattern) {
      case "none" -> all(FULL);
      case "all" -> all(windowed ? SLIDING : FULL);
      case "all-if-used" -> all(windowed && used ? SLIDING : FULL);
      case "from-max-window-layers" -> sliding(i -> windowed && used && i >= windowLayers());
      case "from-max-window-layers-always" -> sliding(i -> windowed && i >= windowLayers());
      case "even-below-max-window-layers" ->
          sliding(i -> windowed && used && i % 2 == 0 && i < windowLayers());
      case "period" -> periodic();
      case "two-sided" -> every(i -> i % period() == 0, FULL, SLIDING);
      case "linear" -> every(i -> i % period() == fullAt(), FULL, LINEAR);
      case "chunks" -> ropeLayers(true);
      case "no-rope" -> windowed && used ? ropeLayers(false) : all(FULL);
      case "attention-types" -> attentionTypes();
      case "offset" -> every(this::isAtOffset, FULL, "mamba");
      case "indexes" -> indexed(config.type().text("indexes").orElseThrow());
      case "text" -> letters("hybrid_override_pattern");
      case "blocks" -> blocks("block_types");
      case "listed" ->
          throw config.refused(
              "%s is missing; it must say which layers have attention."
                  .formatted(config.fields().pathOf("layer_types")));
      default -> throw new IllegalStateException("There is no pattern " + pattern + ".");
    };
  }

  private List<String> all(String kind) {
    return Collections.nCopies(layers, kind);
  }

  private List<String> sliding(IntPredicate slides) {
    return every(slides, SLIDING, FULL);
  }

  private List<String> every(IntPredicate holds, String kind, String otherwise) {
    return IntStream.range(0, layers).mapToObj(i -> holds.test(i) ? kind : otherwise).toList();
  }

  private int windowLayers() {
    if (config.states("max_window_layers")) {
      return config.fields().intNumber("max_window_layers", 0, ConfigFields.MOST);
    }
    return config.size("max_window_layers").value();
  }

  private int period() {
    Optional<String> field = config.type().text("periodField");
    return field.isPresent() && config.states(field.get())
        ? config.fields().intNumber(field.get(), 1, ConfigFields.MOST)
        : config.type().number("period");
  }

  private int fullAt() {
    return config.type().number("full") == 0 ? 0 : period() - 1;
  }

  private List<String> periodic() {
    if (config.optional("sliding_window").isEmpty()) {
      return all(FULL);
    }
    String field = config.type().text("periodField").orElse("");
    JsonNode stated = config.fields().value(field);
    if (!stated.isTextual()) {
      return every(i -> i % period() == fullAt(), FULL, SLIDING);
    }
    String text = stated.textValue();
    if (!text.matches("[LG]+")) {
      throw config.fields().wrong(field, "a whole number or a text of L (local) and G (global)");
    }
    return sliding(i -> text.charAt(i % text.length()) == 'L');
  }

  /** Layers with rotary positions see chunks (Llama 4); or those without see a window (SmolLM). */
  private List<String> ropeLayers(boolean chunked) {
    List<Integer> stated =
        config.states("no_rope_layers")
            ? config.fields().intNumbers("no_rope_layers", 0, 1)
            : List.of();
    if (stated.isEmpty()) {
      int interval = config.size("no_rope_layer_interval").value();
      stated = IntStream.range(0, layers).mapToObj(i -> (i + 1) % interval == 0 ? 0 : 1).toList();
    }
    requireAsMany("no_rope_layers", stated.size());
    List<Integer> rope = stated;
    return chunked
        ? every(i -> rope.get(i) == 1, CHUNKED, FULL)
        : every(i -> rope.get(i) == 1, FULL, SLIDING);
  }

  /** GPT-Neo: pairs of a list of kinds and how often it comes. */
  private List<String> attentionTypes() {
    String right = "an array of pairs, each a list of \"global\" and \"local\" and a count";
    List<String> kinds = new ArrayList<>();
    if (!config.states("attention_types")) {
      return every(i -> i % 2 == 0, FULL, SLIDING);
    }
    for (JsonNode pair : config.fields().value("attention_types")) {
      int times = pair.path(1).asInt();
      if (!pair.path(0).isArray() || times < 1 || times > layers) {
        throw config.fields().wrong("attention_types", right);
      }
      for (int i = 0; i < times; i++) {
        for (JsonNode kind : pair.get(0)) {
          String word = kind.asText();
          if (!word.equals("global") && !word.equals("local")) {
            throw config.fields().wrong("attention_types", right);
          }
          kinds.add(word.equals("local") ? SLIDING : FULL);
        }
      }
    }
    requireAsMany("attention_types", kinds.size());
    return kinds;
  }

  private boolean isAtOffset(int layer) {
    int period = config.size("attn_layer_period").value();
    int offset =
        config.states("attn_layer_offset")
            ? config.fields().intNumber("attn_layer_offset", 0, period - 1)
            : config.size("attn_layer_offset").value();
    return layer % period == offset;
  }

  private List<String> indexed(String name) {
    if (!config.states(name)) {
      throw config.refused(
          "%s is missing; it must list the layers that have attention."
              .formatted(config.fields().pathOf(name)));
    }
    List<Integer> indexes = config.fields().intNumbers(name, 0, layers - 1);
    return every(indexes::contains, FULL, "mamba");
  }

  private List<String> letters(String name) {
    String text = config.fields().text(name);
    if (text.chars().anyMatch(letter -> !LETTERS.containsKey((char) letter))) {
      throw config.fields().wrong(name, "a text of M (Mamba), E (experts), - (MLP), * (attention)");
    }
    requireAsMany(name, text.length());
    return text.chars().mapToObj(letter -> LETTERS.get((char) letter)).toList();
  }

  private List<String> blocks(String name) {
    List<String> block =
        config.states(name)
            ? config.fields().texts(name)
            : List.of("recurrent", "recurrent", "attention");
    if (block.isEmpty() || !List.of("recurrent", "attention").containsAll(block)) {
      throw config.fields().wrong(name, "an array of \"recurrent\" and \"attention\"");
    }
    return every(i -> block.get(i % block.size()).equals("attention"), SLIDING, "recurrent");
  }
}
