package masattention.schedule;

/**
 * Which tilings besides that of a problem a lower bound must hold for, and what is known of all.
 *
 * @param mostColumns where those with fewer columns per tile too, the most that any of them has,
 *     while the problem has all keys in one tile; else 0
 * @param refetchedBytes bytes of K and V that are fetched at least for want of room, beyond what is
 *     fetched where all stay
 * @param anySpans whether those with other spans too, of a scheduler that has them
 * @param anyResidency whether those too that keep less of K and V, of which the problem keeps all
 */
public record Leeway(int mostColumns, long refetchedBytes, boolean anySpans, boolean anyResidency) {
  /** The tiling of the problem alone, as it is. */
  public static final Leeway NONE = new Leeway(0, 0, false, false);

  /** Whether for tilings with other columns per tile than the problem has. */
  public boolean anyColumns() {
    return mostColumns > 0;
  }
}
