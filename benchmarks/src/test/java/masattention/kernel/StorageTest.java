package masattention.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StorageTest {

  @ParameterizedTest
  @EnumSource(names = {"FP16", "BF16"})
  void everyPatternSurvivesAndInUnitsIsTheNumber(Storage storage) {
    for (int pattern = 0; pattern < 1 << 16; pattern++) {
      short bits = (short) pattern;
      float number = storage.expand(bits);
      assertEquals(number, storage.inUnits(bits) * storage.unit(), "pattern " + pattern);
      if (!Float.isNaN(number)) {
        assertEquals(bits, storage.round(number), "pattern " + pattern);
      } else {
        assertTrue(Float.isNaN(storage.expand(storage.round(number))), "pattern " + pattern);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FP16", "BF16"})
  void roundsToTheNearerNeighbourAndTiesToEven(Storage storage) {
    int infinity = Short.toUnsignedInt(storage.round(Float.POSITIVE_INFINITY));
    for (int pattern = 0; pattern + 1 < infinity; pattern++) {
      float below = storage.expand((short) pattern);
      float above = storage.expand((short) (pattern + 1));
      float middle = (float) ((0.0 + below + above) / 2);
      int even = pattern + pattern % 2;
      assertEquals(even, storage.round(middle), "tie above " + pattern);
      assertEquals(pattern, storage.round(Math.nextDown(middle)), "pattern " + pattern);
      assertEquals(pattern + 1, storage.round(Math.nextUp(middle)), "pattern " + pattern);
    }
  }

  @Test
  void knownPatterns() {
    assertEquals(0x3c00, Storage.FP16.round(1f));
    assertEquals(0x7bff, Storage.FP16.round(65519f));
    assertEquals(0x7c00, Storage.FP16.round(65520f));
    assertEquals(0x0001, Storage.FP16.round(0x1p-24f));
    assertEquals((short) 0x8000, Storage.FP16.round(-0f));
    assertEquals(0x3f80, Storage.BF16.round(1f));
    assertEquals(0x1.554p-2f, Storage.FP16.expand((short) 0x3555));
  }

  @ParameterizedTest
  @EnumSource(names = {"FP16", "BF16"})
  void theVectorKernelsExpandEveryPattern(Storage storage) {
    short[] patterns = new short[(1 << 16) + 3];
    for (int i = 0; i < patterns.length; i++) {
      patterns[i] = (short) i;
    }
    float[] expanded = new float[patterns.length];
    LaneArithmetics.fastest().expand(storage, patterns, 0, patterns.length, expanded, 0);
    assertArrayEquals(storage.expand(patterns), expanded, 0f);
  }
}
