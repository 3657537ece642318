package masattention.npu;

import java.io.Serializable;

/**
 * What one operation, one byte moved and one second of waiting cost.
 *
 * <p>Picojoules per operation for the MAC and VEC entries, picojoules per byte for L0, L1 and DRAM,
 * milliwatts for the static power of the whole chip.
 */
public record EnergyCosts(
    double macPicojoules,
    double addPicojoules,
    double subPicojoules,
    double mulPicojoules,
    double maxPicojoules,
    double expPicojoules,
    double divPicojoules,
    double l0ReadPicojoulesPerByte,
    double l0WritePicojoulesPerByte,
    double l1ReadPicojoulesPerByte,
    double l1WritePicojoulesPerByte,
    double dramPicojoulesPerByte,
    double staticMilliwatts)
    implements Serializable {

  /**
   * An access costs as much as the capacity of its memory to this power (derived: the SRAMs of
   * KULeuven-MICAS/stream and zigzag).
   */
  private static final double L1_GROWTH = 0.4;

  static final long LARGEST = 1_000_000_000_000L;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException naming the first value that is out of its range
   */
  public EnergyCosts {
    check("macPicojoules", macPicojoules);
    check("addPicojoules", addPicojoules);
    check("subPicojoules", subPicojoules);
    check("mulPicojoules", mulPicojoules);
    check("maxPicojoules", maxPicojoules);
    check("expPicojoules", expPicojoules);
    check("divPicojoules", divPicojoules);
    check("l0ReadPicojoulesPerByte", l0ReadPicojoulesPerByte);
    check("l0WritePicojoulesPerByte", l0WritePicojoulesPerByte);
    check("l1ReadPicojoulesPerByte", l1ReadPicojoulesPerByte);
    check("l1WritePicojoulesPerByte", l1WritePicojoulesPerByte);
    check("dramPicojoulesPerByte", dramPicojoulesPerByte);
    check("staticMilliwatts", staticMilliwatts);
  }

  /**
   * The same with another L1: a byte of it costs (capacity / former capacity)^0.4 times as much.
   */
  public EnergyCosts withL1Bytes(long formerBytes, long bytes) {
    double growth = StrictMath.pow((double) bytes / formerBytes, L1_GROWTH);
    return new EnergyCosts(
        macPicojoules,
        addPicojoules,
        subPicojoules,
        mulPicojoules,
        maxPicojoules,
        expPicojoules,
        divPicojoules,
        l0ReadPicojoulesPerByte,
        l0WritePicojoulesPerByte,
        l1ReadPicojoulesPerByte * growth,
        l1WritePicojoulesPerByte * growth,
        dramPicojoulesPerByte,
        staticMilliwatts);
  }

  private static void check(String name, double value) {
    if (!(value >= 0 && value <= LARGEST)) {
      throw new IllegalArgumentException(
          "The %s (%s) must be between 0 and %s.".formatted(name, value, LARGEST));
    }
  }
}
