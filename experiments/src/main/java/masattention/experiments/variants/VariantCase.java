package masattention.experiments.variants;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import masattention.experiments.ShapeChanges;
import masattention.workload.AttentionShape;
import masattention.workload.Network;
import masattention.workload.Networks;

/**
 * A layer that differs from plain self-attention in one respect.
 *
 * @param label what sets it apart among those of its variant, short enough for a figure
 * @param network the layer, under the name of the network it was made of
 */
record VariantCase(Variant variant, String label, Network network) {

  /** In what respect. */
  enum Variant {
    CAUSAL("causal", "Causal mask"),
    GROUPED("grouped-query", "Grouped-query attention"),
    CROSS("cross-attention", "Cross-attention, M ≠ N"),
    BATCH("batch", "Batch"),
    ELEMENT("element-size", "Element size"),
    DECODE("decode", "Decode, M = 1");

    private final String id;
    private final String title;

    Variant(String id, String title) {
      this.id = id;
      this.title = title;
    }

    /** Name in files. */
    String id() {
      return id;
    }

    /** Name in headings. */
    String title() {
      return title;
    }
  }

  static final int SHORTEST_DECODE = 512;
  static final int LONGEST_DECODE = 65_536;

  /** Key/value heads of plain and of grouped llama3-8b. */
  static final int PLAIN = 32;

  static final int GROUPED = 8;

  /** What may change of a shape. */
  private record Change(
      int batch, int kvHeads, int seqQ, int seqKv, int elementBytes, boolean causal) {

    static Change none(AttentionShape s) {
      return new Change(s.batch(), s.kvHeads(), s.seqQ(), s.seqKv(), s.elementBytes(), s.causal());
    }

    Change batch(int newBatch) {
      return new Change(newBatch, kvHeads, seqQ, seqKv, elementBytes, causal);
    }

    Change kvHeads(int newKvHeads) {
      return new Change(batch, newKvHeads, seqQ, seqKv, elementBytes, causal);
    }

    Change lengths(int newSeqQ, int newSeqKv) {
      return new Change(batch, kvHeads, newSeqQ, newSeqKv, elementBytes, causal);
    }

    Change elementBytes(int newElementBytes) {
      return new Change(batch, kvHeads, seqQ, seqKv, newElementBytes, causal);
    }

    Change masked(boolean newCausal) {
      return new Change(batch, kvHeads, seqQ, seqKv, elementBytes, newCausal);
    }
  }

  static List<VariantCase> all() {
    List<VariantCase> cases = new ArrayList<>();
    Network bert = Networks.resolve("bert-base");
    Network llama = Networks.resolve("llama3-8b");
    Change ofBert = Change.none(bert.shape());
    Change ofLlama = Change.none(llama.shape()).kvHeads(PLAIN);
    for (boolean causal : List.of(false, true)) {
      String mask = causal ? "causal" : "no mask";
      add(cases, Variant.CAUSAL, "bert-base, " + mask, bert, ofBert.masked(causal));
      add(cases, Variant.CAUSAL, "llama3-8b, " + mask, llama, ofLlama.masked(causal));
    }
    for (int kvHeads : List.of(PLAIN, GROUPED, 1)) {
      add(cases, Variant.GROUPED, kvHeads(kvHeads), llama, ofLlama.kvHeads(kvHeads));
    }
    for (int[] lengths : new int[][] {{512, 128}, {128, 512}, {2048, 64}, {64, 2048}}) {
      String label = "M %d, N %d".formatted(lengths[0], lengths[1]);
      add(cases, Variant.CROSS, label, bert, ofBert.lengths(lengths[0], lengths[1]));
    }
    for (int batch = 1; batch <= 16; batch *= 2) {
      add(cases, Variant.BATCH, "batch " + batch, bert, ofBert.batch(batch));
    }
    for (int bytes : List.of(1, 2, 4)) {
      String type = bytes == 1 ? "INT8" : bytes == 2 ? "FP16" : "FP32";
      add(cases, Variant.ELEMENT, "bert-base " + type, bert, ofBert.elementBytes(bytes));
      add(cases, Variant.ELEMENT, "llama3-8b " + type, llama, ofLlama.elementBytes(bytes));
    }
    for (int keys : List.of(512, 4096, 16_384)) {
      decode(cases, llama, ofLlama.lengths(1, keys));
    }
    for (int keys = SHORTEST_DECODE; keys <= LONGEST_DECODE; keys *= 2) {
      decode(cases, llama, ofLlama.kvHeads(GROUPED).lengths(1, keys));
    }
    return cases;
  }

  private static void decode(List<VariantCase> cases, Network base, Change change) {
    String label = "%s, N %d".formatted(kvHeads(change.kvHeads()), change.seqKv());
    add(cases, Variant.DECODE, label, base, change);
  }

  private static String kvHeads(int number) {
    return number == 1 ? "1 K/V head" : number + " K/V heads";
  }

  private static void add(
      List<VariantCase> cases, Variant variant, String label, Network base, Change change) {
    AttentionShape shape =
        new ShapeChanges(
                OptionalInt.of(change.batch()),
                OptionalInt.empty(),
                OptionalInt.of(change.kvHeads()),
                OptionalInt.of(change.seqQ()),
                OptionalInt.of(change.seqKv()),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.of(change.elementBytes()),
                change.causal())
            .apply(base.shape());
    cases.add(
        new VariantCase(
            variant,
            label,
            new Network(base.name(), shape, base.source(), base.grade(), base.layers())));
  }

  /** Whether it is a decode step against this many key/value heads. */
  boolean decodes(int kvHeads) {
    return variant == Variant.DECODE && network.shape().kvHeads() == kvHeads;
  }
}
