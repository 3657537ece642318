package masattention.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTextTest {

  @Test
  void linesEndAlikeAndCommasAreQuoted() {
    CsvText csv = new CsvText(List.of("name", "cycles")).add(List.of("a, b", 3L));
    assertEquals("name,cycles\n\"a, b\",3\n", csv.toString());
  }

  @Test
  void refusesShortRowsAndBareDoubles() {
    CsvText csv = new CsvText(List.of("name", "cycles"));
    assertThrows(IllegalArgumentException.class, () -> csv.add(List.of("a")));
    assertThrows(IllegalArgumentException.class, () -> csv.add(List.of("a", 0.1)));
  }
}
