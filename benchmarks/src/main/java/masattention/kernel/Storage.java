package masattention.kernel;

import java.util.Locale;

/** How the numbers of K and V are stored; Q, O and all arithmetic are FP32. */
public enum Storage {
  /** IEEE 754 binary32, in a {@code float[]}. */
  FP32(0, ~0, 0, 1f) {
    @Override
    public float expand(short bits) {
      throw new UnsupportedOperationException("FP32 is not stored in a short.");
    }

    @Override
    public short round(float number) {
      throw new UnsupportedOperationException("FP32 is not stored in a short.");
    }
  },
  /** IEEE 754 binary16, in a {@code short[]}. */
  FP16(13, 0x8fffffff, 1 << 28, 0x1p112f) {
    @Override
    public float expand(short bits) {
      int magnitude = bits & 0x7fff;
      float number =
          magnitude >= FP16_INFINITY
              ? Float.intBitsToFloat(magnitude << 13 | FP32_INFINITY)
              : Float.intBitsToFloat(magnitude << 13) * 0x1p112f;
      return bits < 0 ? -number : number;
    }

    @Override
    public short round(float number) {
      int sign = Float.floatToRawIntBits(number) >>> 16 & 0x8000;
      float magnitude = Math.abs(number);
      if (Float.isNaN(number)) {
        return (short) (sign | 0x7e00);
      }
      if (magnitude >= 65520f) {
        return (short) (sign | FP16_INFINITY);
      }
      if (magnitude < 0x1p-14f) {
        return (short) (sign | (int) Math.rint(magnitude * 0x1p24f));
      }
      int bits = Float.floatToRawIntBits(magnitude) - (112 << 23);
      return (short) (sign | roundToEven(bits, 13));
    }
  },
  /** The upper half of an FP32 number (bfloat16), in a {@code short[]}. */
  BF16(16, ~0, 0, 1f) {
    @Override
    public float expand(short bits) {
      return Float.intBitsToFloat(bits << 16);
    }

    @Override
    public short round(float number) {
      int bits = Float.floatToRawIntBits(number);
      return (short) (Float.isNaN(number) ? bits >>> 16 | 0x40 : roundToEven(bits, 16));
    }
  };

  /** One in the exponent of FP32. */
  static final int NEXT_EXPONENT = 1 << 23;

  private static final int FP16_INFINITY = 0x7c00;
  static final int FP32_INFINITY = 0x7f800000;

  private final int shift;
  private final int mask;
  private final int specialBit;
  private final float unit;

  Storage(int shift, int mask, int specialBit, float unit) {
    this.shift = shift;
    this.mask = mask;
    this.specialBit = specialBit;
    this.unit = unit;
  }

  private static int roundToEven(int bits, int dropped) {
    int half = (1 << (dropped - 1)) - 1;
    return (bits + half + (bits >>> dropped & 1)) >>> dropped;
  }

  /** The number of a stored pattern, exactly. */
  public abstract float expand(short bits);

  /** The pattern of the nearest number that can be stored, ties to even. */
  public abstract short round(float number);

  /** Whether K and V are {@code short[]}. */
  public boolean isHalf() {
    return this != FP32;
  }

  /**
   * The stored number divided by {@link #unit}, exactly: its bits shifted to where FP32 has them,
   * without the copies of the sign between sign and exponent, unless it is not finite.
   */
  float inUnits(short bits) {
    int shifted = bits << shift & mask;
    boolean special = (shifted + NEXT_EXPONENT & specialBit) != 0;
    return special ? expand(bits) : Float.intBitsToFloat(shifted);
  }

  /** By how much {@link #inUnits} shifts the bits. */
  int shift() {
    return shift;
  }

  /** The bits that {@link #inUnits} keeps. */
  int mask() {
    return mask;
  }

  /** The bit that {@link #NEXT_EXPONENT}, added, raises in what is not finite and must be. */
  int specialBit() {
    return specialBit;
  }

  /** By what the result of {@link #inUnits} must be multiplied to be the stored number. */
  float unit() {
    return unit;
  }

  /** The name in tables. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All of {@code numbers}, rounded. */
  public short[] round(float[] numbers) {
    short[] rounded = new short[numbers.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = round(numbers[i]);
    }
    return rounded;
  }

  /** All of {@code stored}, expanded. */
  public float[] expand(short[] stored) {
    float[] numbers = new float[stored.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = expand(stored[i]);
    }
    return numbers;
  }
}
