package masattention.kernel;

/**
 * How a kernel cuts a head into blocks.
 *
 * @param queryRows query rows that are one unit of work; the lane kernels work them off in groups
 *     of their own width
 * @param keyRows keys per sub-tile; the lane kernels round it up to whole chunks of 64
 */
public record Blocking(int queryRows, int keyRows) {

  public Blocking {
    KernelShape.requirePositive("queryRows", queryRows);
    KernelShape.requirePositive("keyRows", keyRows);
  }
}
