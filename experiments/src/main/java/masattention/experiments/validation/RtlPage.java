package masattention.experiments.validation;

/** What the page of the RTL validation says around its tables. */
final class RtlPage {
  static final String TEXT =
      """
      # Predicted cycles against RTL

      The RTL simulation of a real accelerator (one core, 16×16 MACs, 16-bit words, both products of
      attention fused, no softmax) was published with TileFlow, MICRO 2023. It ran %d of the mappings
      of [validation-rtl.csv](validation-rtl.csv), which is half of the published ones; the model was
      chosen on these, and the other half was not looked at.

      Each mapping is `flat-stream` on the preset `tileflow-rtl`: row blocks as stated, K and V
      fetched again for each, V cut into tiles as stated, K cut alike (the reference cuts K by depth
      only), QKᵀ in slices of the depth as stated. Scheduler and timing are the ordinary ones.

      %s
      Where blocks have few rows the DRAM channel decides and errors are small; with more rows the
      matrix unit takes as long, and what a buffer lets overlap matters:

      %s
      The measured cycles are not part of this suite. `mvn verify` predicts every mapping again; an
      error is printed only as long as the prediction is the one that was compared, else its cell is
      empty, and `./mas validate rtl --reference FILE --record experiments/src/main/resources/masattention/experiments/validation`
      compares again. The same command without `--record` prints the errors on any file of that form.

      Left out: about 6 cycles of start-up per transfer, and the time of the last store. Slices of K
      that arrive by depth, so that mappings that differ only in depth have one prediction; measured,
      they differ by up to 5.3 %%.
      """;

  private RtlPage() {}
}
