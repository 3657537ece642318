package masattention.interpret.energy;

/**
 * What a program does, counted: operations, and bytes moved at each level of the memory.
 *
 * @param macs multiply-accumulates of the products
 * @param adds vector additions
 * @param subs vector subtractions
 * @param muls vector multiplications
 * @param maxes vector maxima
 * @param exps vector exponentials
 * @param divs vector divisions
 * @param dramReadBytes DRAM to L1
 * @param dramWriteBytes L1 to DRAM
 * @param refetchBytes of the reads, those of K and V beyond the first fetch of each
 * @param spillBytes of the writes, those of P that leave for want of room; they are read back
 */
public record WorkCounts(
    long macs,
    long adds,
    long subs,
    long muls,
    long maxes,
    long exps,
    long divs,
    long l0ReadBytes,
    long l0WriteBytes,
    long l1ReadBytes,
    long l1WriteBytes,
    long dramReadBytes,
    long dramWriteBytes,
    long refetchBytes,
    long spillBytes) {

  /** The same with further bytes of K and V that are fetched again. */
  public WorkCounts withRefetched(long bytes) {
    return new WorkCounts(
        macs,
        adds,
        subs,
        muls,
        maxes,
        exps,
        divs,
        l0ReadBytes,
        l0WriteBytes,
        l1ReadBytes,
        l1WriteBytes + bytes,
        dramReadBytes + bytes,
        dramWriteBytes,
        refetchBytes + bytes,
        spillBytes);
  }

  /** The same with the maxima, exponentials and divisions alone, which no other unit can do. */
  public WorkCounts withLeastVectorWork() {
    return new WorkCounts(
        macs,
        0,
        0,
        0,
        maxes,
        exps,
        divs,
        l0ReadBytes,
        l0WriteBytes,
        l1ReadBytes,
        l1WriteBytes,
        dramReadBytes,
        dramWriteBytes,
        refetchBytes,
        spillBytes);
  }

  /** The same and, {@code times} over, what {@code other} does beyond it. */
  public WorkCounts plus(long times, WorkCounts other) {
    return new WorkCounts(
        macs + times * (other.macs - macs),
        adds + times * (other.adds - adds),
        subs + times * (other.subs - subs),
        muls + times * (other.muls - muls),
        maxes + times * (other.maxes - maxes),
        exps + times * (other.exps - exps),
        divs + times * (other.divs - divs),
        l0ReadBytes + times * (other.l0ReadBytes - l0ReadBytes),
        l0WriteBytes + times * (other.l0WriteBytes - l0WriteBytes),
        l1ReadBytes + times * (other.l1ReadBytes - l1ReadBytes),
        l1WriteBytes + times * (other.l1WriteBytes - l1WriteBytes),
        dramReadBytes + times * (other.dramReadBytes - dramReadBytes),
        dramWriteBytes + times * (other.dramWriteBytes - dramWriteBytes),
        refetchBytes + times * (other.refetchBytes - refetchBytes),
        spillBytes + times * (other.spillBytes - spillBytes));
  }
}
