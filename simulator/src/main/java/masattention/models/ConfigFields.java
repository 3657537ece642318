package masattention.models;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import masattention.input.InvalidInputException;
import masattention.input.JsonFields;

/**
 * The fields of one configuration, nested or not. A number is looked for under the name that the
 * class of the configuration uses, then under its synonyms, then among the defaults of the class.
 */
final class ConfigFields {
  static final int MOST = 1 << 30;
  private static final String[] WIDTH = {
    "hidden_size", "n_embd", "n_embed", "d_model", "dim", "emb_dim"
  };
  private static final String[] HEADS = {
    "num_attention_heads", "n_head", "n_heads", "num_heads", "attention_heads"
  };
  private static final String[] LAYERS = {
    "num_hidden_layers", "n_layer", "n_layers", "num_layers", "depth"
  };
  private static final String[] KV_HEADS = {"num_key_value_heads", "num_kv_heads", "kv_n_heads"};
  private static final String[] HEAD_DIM = {
    "head_dim", "d_kv", "kv_channels", "attention_head_dim"
  };

  private final JsonFields fields;
  private final ModelType type;
  private final Reading reading;

  ConfigFields(JsonFields fields, ModelType type, Reading reading) {
    this.fields = fields;
    this.type = type;
    this.reading = reading;
  }

  JsonFields fields() {
    return fields;
  }

  ModelType type() {
    return type;
  }

  /** Whether a field is there and not null. */
  boolean states(String name) {
    return fields.has(name) && !fields.isNull(name);
  }

  /** Whether the file or the class has a field. */
  boolean knows(String name) {
    return states(name) || type.defaults().has(name);
  }

  /** A number that there must be. */
  Fact size(String... names) {
    return optional(names)
        .orElseThrow(
            () ->
                fields.refused(
                    "%s is %s; it must be a whole number from 1 to %s."
                        .formatted(
                            fields.pathOf(names[0]),
                            fields.isNull(names[0]) ? "null" : "missing",
                            MOST)));
  }

  /** A number; none where the field is null, or is left out and the class sets none. */
  Optional<Fact> optional(String... names) {
    List<String> ordered =
        Stream.concat(Arrays.stream(names).filter(type.defaults()::has), Arrays.stream(names))
            .distinct()
            .toList();
    for (String name : ordered) {
      if (states(name)) {
        return Optional.of(
            new Fact(fields.intNumber(name, 1, MOST), Origin.FILE, fields.pathOf(name)));
      }
    }
    if (ordered.stream().anyMatch(fields::isNull)) {
      return Optional.empty();
    }
    return ordered.stream().filter(type.defaults()::has).findFirst().map(this::byDefault);
  }

  private Fact byDefault(String name) {
    int value = type.defaults().intNumber(name, 1, MOST);
    noteDefault(name, Integer.toString(value));
    return new Fact(value, Origin.CLASS_DEFAULT, type.className() + "." + name);
  }

  private void noteDefault(String name, String value) {
    reading.warn(
        "%s is not in the file; the default of %s, %s, is taken."
            .formatted(fields.pathOf(name), type.className(), value));
  }

  /** A truth value; {@code otherwise} where neither the file nor the class has it. */
  boolean flag(String name, boolean otherwise) {
    if (states(name)) {
      return fields.flag(name);
    }
    return type.defaults().has(name) ? type.defaults().flag(name) : otherwise;
  }

  /** The whole numbers of an array, of the file or else of the class. */
  List<Integer> sizes(String name) {
    if (states(name)) {
      return fields.intNumbers(name, 0, MOST);
    }
    if (!type.defaults().has(name)) {
      throw fields.refused(
          "%s is missing; it must be an array of whole numbers.".formatted(fields.pathOf(name)));
    }
    List<Integer> sizes = type.defaults().intNumbers(name, 0, MOST);
    noteDefault(name, sizes.toString());
    return sizes;
  }

  Fact width() {
    return type.text("width").map(this::size).orElseGet(() -> size(WIDTH));
  }

  Fact queryHeads() {
    return size(HEADS);
  }

  Fact layers() {
    return size(LAYERS);
  }

  /** The explicit depth of a head, or else the width divided by the heads. */
  Fact headDim(Fact heads) {
    return optional(HEAD_DIM).orElseGet(() -> share(width(), heads));
  }

  /** The width divided by the heads, which must divide it. */
  Fact share(Fact width, Fact heads) {
    if (width.value() % heads.value() != 0) {
      throw fields.refused(
          "%s (%s) must be a multiple of %s (%s), or head_dim must be given."
              .formatted(width.from(), width.value(), heads.from(), heads.value()));
    }
    return Fact.derived(
        width.value() / heads.value(),
        "%s / %s = %s / %s".formatted(width.from(), heads.from(), width.value(), heads.value()));
  }

  /** As many key/value heads as the file or the class states, else as many as query heads. */
  Fact kvHeads(Fact heads) {
    Optional<Fact> stated =
        fields.hasObject("attn_config") && !states("num_key_value_heads")
            ? new ConfigFields(fields.object("attn_config"), type, reading).optional("kv_n_heads")
            : optional(KV_HEADS);
    Fact kv = stated.orElseGet(() -> sameAs(heads));
    if (heads.value() % kv.value() != 0) {
      throw fields.refused(
          "%s (%s) must divide %s (%s)."
              .formatted(kv.from(), kv.value(), heads.from(), heads.value()));
    }
    return kv;
  }

  static Fact sameAs(Fact heads) {
    return Fact.derived(heads.value(), "as many as " + heads.from());
  }

  /** Plain heads: K, V and O as deep as Q. */
  LayerGroup.Heads heads() {
    Fact query = queryHeads();
    return heads(query, kvHeads(query));
  }

  LayerGroup.Heads heads(Fact query, Fact kv) {
    Fact dim = headDim(query);
    return new LayerGroup.Heads(query, kv, dim, dim);
  }

  InvalidInputException refused(String complaint) {
    return fields.refused(complaint);
  }
}
