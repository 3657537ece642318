package masattention.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class HumanTest {
  @Test
  void threeDigitsAndAUnit() {
    assertEquals("2.80 ms", Human.time(new BigDecimal("2800.000000")));
    assertEquals("93.0 us", Human.time(new BigDecimal("92.960000")));
    assertEquals("1.00 ms", Human.time(new BigDecimal("999.700000")));
    assertEquals("8.00 mJ", Human.energy(8e9));
    assertEquals("20.0 mJ", Human.energy(2.0001e10));
    assertEquals("38.0 MB", Human.bytes(38_000_000));
    assertEquals("557 kB", Human.bytes(557_056));
  }

  @Test
  void bytesAloneAreWhole() {
    assertEquals("0 B", Human.bytes(0));
    assertEquals("64 B", Human.bytes(64));
  }
}
