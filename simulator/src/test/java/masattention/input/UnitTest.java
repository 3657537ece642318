package masattention.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers with units. */
class UnitTest {
  @ParameterizedTest
  @CsvSource({
    "TOKENS, 32K, 32768",
    "TOKENS, 1.5K, 1536",
    "TOKENS, 2M, 2097152",
    "BYTES, 2 MiB, 2097152",
    "BYTES, 512KiB, 524288",
    "BYTES, 5 MB, 5000000",
    "BYTES, 7 kB, 7000",
    "BYTES_PER_SECOND, 6.4 GB/s, 6400000000",
    "BYTES_PER_SECOND, 1 GiB/s, 1073741824",
    "MEGAHERTZ, 940 MHz, 940",
    "MEGAHERTZ, 933.12 MHz, 933.12",
    "MEGAHERTZ, 1 GHz, 1000",
    "PICOJOULES_PER_BYTE, 64 pJ/B, 64",
    "PICOJOULES_PER_BYTE, 8 pJ/bit, 64",
    "MILLIWATTS, 1.5 W, 1500",
  })
  void isRead(Unit unit, String text, String number) {
    assertEquals(
        0, unit.parse(text).orElseThrow().compareTo(new java.math.BigDecimal(number)), text);
  }

  @ParameterizedTest
  @CsvSource({
    "TOKENS, 32k, K (1024)",
    "TOKENS, 32KiB, K",
    "BYTES, 512 KB, kB (1000) or KiB (1024)",
    "BYTES, 2 M, MB (1000^2) or MiB (1024^2)",
    "BYTES, 2 MB/s, MiB",
    "BYTES_PER_SECOND, 6.4 Gb/s, GB/s (bytes)",
    "BYTES_PER_SECOND, 6.4 GB, GB/s",
    "MEGAHERTZ, 940 mhz, MHz",
    "MEGAHERTZ, -1 MHz, MHz",
    "MEGAHERTZ, 1e3 MHz, MHz",
    "PICOJOULES, much, pJ",
  })
  void whatCouldMeanTwoThingsIsRefused(Unit unit, String text, String right) {
    assertTrue(unit.parse(text).isEmpty(), text);
    assertTrue(unit.right(text).contains(right), unit.right(text));
  }
}
