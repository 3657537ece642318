package masattention.interpret.timing;

/**
 * The cycles of a run of matrix tasks.
 *
 * @param first of the first part
 * @param next of a part that is neither the first nor the last
 * @param last of the last part
 * @param whole of all parts
 */
record RunDurations(long first, long next, long last, long whole) {

  /** Of part {@code i} of {@code count}. */
  long part(int i, int count) {
    return i == 0 ? first : i == count - 1 ? last : next;
  }
}
