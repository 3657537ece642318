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

  static final long LARGEST = 1_000_000_000_000L;

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

  private static void check(String name, double value) {
    if (!(value >= 0 && value <= LARGEST)) {
      throw new IllegalArgumentException(
          "The %s (%s) must be between 0 and %s.".formatted(name, value, LARGEST));
    }
  }
}
