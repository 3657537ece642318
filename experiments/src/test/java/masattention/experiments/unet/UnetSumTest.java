package masattention.experiments.unet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import masattention.schedule.Schedulers;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class UnetSumTest {

  /** 5 layers of 100 cycles and 1 of 40 are 540; against 1080, half is cut. */
  @Test
  void sumByHand() {
    UnetRow large = new UnetRow("edge", Schedulers.MAS, "large", 5, 500, 400, 5.0, 50);
    UnetRow small = new UnetRow("edge", Schedulers.MAS, "small", 1, 40, 30, 0.4, 4);
    UnetRow sum = UnetRow.sum(List.of(large, small));
    assertEquals(new UnetRow("edge", Schedulers.MAS, UnetRow.SUM, 6, 540, 430, 5.4, 54), sum);
    UnetRow slow = new UnetRow("edge", Schedulers.FLAT, UnetRow.SUM, 6, 1080, 430, 10.8, 54);
    assertEquals(50, sum.cutPercent(slow), 1e-12);
    assertEquals(-100, slow.cutPercent(sum), 1e-12);
  }

  @Test
  void committedSumsAreThoseOfTheLayers() throws IOException {
    assumeFalse(Boolean.getBoolean("mas.accept"), "new files are about to be accepted");
    List<CSVRecord> rows = rows();
    assertEquals(2 * 5 * Schedulers.values().length, rows.size());
    for (CSVRecord sum : rows) {
      if (sum.get("layer").equals("sum")) {
        assertEquals(16, number(sum, "layers"));
        assertEquals(total(rows, sum, "cycles"), number(sum, "cycles"));
        assertEquals(total(rows, sum, "bound_cycles"), number(sum, "bound_cycles"));
      }
    }
  }

  private static long total(List<CSVRecord> rows, CSVRecord sum, String column) {
    return rows.stream()
        .filter(r -> r.get("preset").equals(sum.get("preset")))
        .filter(r -> r.get("scheduler").equals(sum.get("scheduler")))
        .filter(r -> !r.get("layer").equals("sum"))
        .mapToLong(r -> number(r, column))
        .sum();
  }

  private static long number(CSVRecord row, String column) {
    return Long.parseLong(row.get(column));
  }

  private static List<CSVRecord> rows() throws IOException {
    try (Reader reader = Files.newBufferedReader(Path.of("..", "results", "unet.csv"))) {
      return CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .get()
          .parse(reader)
          .getRecords();
    }
  }
}
