package masattention.schedule;

/**
 * Which tilings besides that of a problem a lower bound must hold for, and what is known of all.
 *
 * @param anyColumns whether those with fewer columns per tile too; the problem then has all keys in
 *     one tile
 * @param refetchedBytes bytes of K and V that are fetched at least for want of room, beyond what is
 *     fetched where all stay
 * @param anySpans whether those with other spans too, of a scheduler that has them
 */
public record Leeway(boolean anyColumns, long refetchedBytes, boolean anySpans) {
  /** The tiling of the problem alone, as it is. */
  public static final Leeway NONE = new Leeway(false, 0, false);
}
