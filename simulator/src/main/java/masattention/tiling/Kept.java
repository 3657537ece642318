package masattention.tiling;

/**
 * The sub-tiles that a row block sees: ranges from the first to before the end.
 *
 * @param firstKey the first of K
 * @param keyEnd the one after the last of K
 * @param firstValue, valueEnd the same of V
 * @param firstCol the first key in those of K
 * @param colEnd the key after the last in those of K
 */
public record Kept(
    int firstKey, int keyEnd, int firstValue, int valueEnd, int firstCol, int colEnd) {

  /** How many of K. */
  public int keys() {
    return keyEnd - firstKey;
  }

  /** How many of V. */
  public int values() {
    return valueEnd - firstValue;
  }

  /** Keys in those of K: the width of the row block's scores. */
  public int cols() {
    return colEnd - firstCol;
  }
}
