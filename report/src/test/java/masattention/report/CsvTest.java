package masattention.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import masattention.input.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b\n1,2 3\n",
        "\uFEFFa,b\n1,2 3\n",
        "a,b\r\n1,2 3\r\n",
        "a, b\n\n1 ,\"2 3\"",
      })
  void oneTableHoweverItIsWritten(String text, @TempDir Path folder) throws IOException {
    Dataset<Line> table = Csv.read(Files.writeString(folder.resolve("t.csv"), text));
    assertEquals(List.of("a", "b"), table.headers());
    assertEquals(1, table.only().whole("a", 0, 9));
    assertEquals("2 3", table.only().text("b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''          | t.csv: is empty; it must be a CSV table with headers.",
        "'a;b\n1;2'  | t.csv: line 1 is separated by semicolons or tabs; it must be by commas.",
        "'a,a\n1,2'  | 't.csv: line 1, the headers (a, a) must be there, none twice.'",
        "'a,b\n1'    | 't.csv: line 2 has 1 fields and must have 2, as its header.'",
      })
  void whatIsNoTableIsRefused(String text, String complaint) {
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class, () -> Csv.parse("t.csv", text.replace("\\n", "\n")));
    assertEquals(complaint, refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "2.000", "1e2", "-.5", "+3", "4E-2"})
  void numbersOfEveryForm(String number) {
    Line line = Csv.parse("t.csv", "n\n" + number).only();
    assertEquals(Double.parseDouble(number), line.number("n"));
  }

  @Test
  void cellsAreRefusedWithFileLineAndColumn() {
    Line line = Csv.parse("t.csv", "n,m\n\nx,\n").only();
    assertEquals(
        "t.csv: line 3, column n (x) must be a number.",
        assertThrows(InvalidInputException.class, () -> line.number("n")).getMessage());
    assertEquals(
        "t.csv: line 3, column m must not be empty.",
        assertThrows(InvalidInputException.class, () -> line.text("m")).getMessage());
    assertThrows(InvalidInputException.class, () -> line.text("q"));
  }

  @Test
  void filesThatCannotBeReadAreRefused(@TempDir Path folder) throws IOException {
    Path bytes = Files.write(folder.resolve("b.csv"), new byte[] {(byte) 0xff, 0});
    assertThrows(InvalidInputException.class, () -> Csv.read(bytes));
    assertThrows(InvalidInputException.class, () -> Csv.read(folder));
    assertThrows(InvalidInputException.class, () -> Csv.read(folder.resolve("no.csv")));
    Path empty = Files.writeString(folder.resolve("e.csv"), "a\n");
    assertThrows(InvalidInputException.class, () -> Csv.read(empty.toString(), List.of("a")));
  }
}
