package masattention.schedule;

/**
 * What row blocks that a core has not begun add to the makespan at least, of a scheduler whose
 * units work in series ({@link Traits#serial}), in cycles.
 *
 * @param idle for which neither unit of a core works between two of its row blocks
 * @param channel of the channel, for one of as many rows as any: its transfers, and the time for
 *     which the channel waits because of it
 * @param raggedChannel the same of a last one of a group with fewer rows; at most as much
 * @param channelOnce what is to be taken off all of that once
 */
public record RowBlockFloor(long idle, double channel, double raggedChannel, double channelOnce) {
  /** Nothing is known. */
  public static final RowBlockFloor NONE = ofUnits(0);

  /** Nothing is known of the channel. */
  public static RowBlockFloor ofUnits(long idle) {
    return new RowBlockFloor(idle, 0, 0, 0);
  }
}
