package masattention.experiments.validation;

/** What the page of the cross-check with TileFlow says around its tables. */
final class TileflowPage {
  static final String TEXT =
      """
      # DRAM words against TileFlow, and the best that either finds

      TileFlow's released mapper (random search, 30 CPU-seconds per row) on its own `edge.yaml`, against
      our count on the preset `tileflow-edge` at the same factors: as many row passes, as many steps
      over the keys, K and V fetched again for each row pass (`flat-stream`). Words of 16 bits. TileFlow
      reads an output on first touch, so O is taken from its reads once.

      %s
      `flat` and `tileflow` agree exactly. The others move more by the rules of their dataflow, and what
      is left after these is in the last column:

      - `chimera`, `flash-attention`, `pipeline`: O is evicted between steps over the keys, so that O is
        read and written, and Q read, once per key step; with one key step they agree with ours. Two
        energy mappings of `flash-attention` have a QKᵀ nest that covers four times the rows of Q, all
        of which are then read at each step.
      - `no-fuse`: S is written and read, and read once more on first touch; a K or V whose keys fit one
        step stays while the rows pass, and V has row passes of its own.

      Their mapping fits their machine, which has no softmax and can drop a tile of scores as soon as it
      is used. Ours keeps whole rows of scores, so that not all of these fit our 64 KiB per core; words do
      not depend on that, and `fits_l1` in [validation-tileflow.csv](validation-tileflow.csv) says which do.

      ## Best found

      Our proven optimum over the tilings of each scheduler (softmax free, as theirs), over the floor of
      the machine, and the least cycles that its mapper found for any dataflow over the least of ours:

      %s
      Theirs are fewer, since it solves an easier problem: without a softmax it needs neither whole rows of
      scores nor FP32 accumulators in the 64 KiB of a core, so its row blocks are larger and K and V pass
      less often; one fetch of K and V serves several cores, where ours fetches a copy for each; writes to
      DRAM cost it no time; and per tile it takes the larger of computing and loading, without fill or
      drain. Its values are results of 30 seconds, not optima. No figure of a schedule's merit follows.

      `mvn verify` counts and searches again; their words and cycles are not part of this suite. A
      difference or ratio is printed as long as ours is the one that was compared, else its cell is empty,
      and `./mas validate tileflow --reference FILE --record experiments/src/main/resources/masattention/experiments/validation`
      compares again.
      """;

  private TileflowPage() {}
}
