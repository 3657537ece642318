package masattention.search.fast;

/** What a core does next in one pass. */
enum OnePassStage {
  /** All sub-tiles of a row block. */
  ROW_BLOCK,
  /** One step of draining after the last row block. */
  DRAIN,
  /** O of the sub-tile before the last, ahead of its time. */
  OUTPUT,
  /** The scaling of O for the last sub-tile, ahead of its time. */
  RESCALE
}
