package masattention.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import masattention.input.InvalidInputException;
import masattention.report.TableDiff.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableDiffTest {
  private static final String HEADERS = "network,scheduler,rows,cycles,energy_pj";

  private static DiffedTable table(String... rows) {
    return text("t.csv", HEADERS + "\n" + String.join("\n", rows));
  }

  private static DiffedTable text(String name, String csv) {
    return new DiffedTable(name, Csv.parse(name, csv));
  }

  private static DiffedTable committed(String name) {
    return new DiffedTable(name, Csv.read(Path.of("..", "results", name + ".csv")));
  }

  private static TableDiff diff(DiffedTable older, DiffedTable newer) {
    return TableDiff.of(older, newer, List.of());
  }

  @Test
  void saysWhichCyclesAndEnergiesChangedAndByHowMuch() {
    TableDiff diff =
        diff(
            table("a,mas,64,200,10.000", "a,flat,64,300,12.000", "b,mas,8,7,0"),
            table("b,mas,8,7,0", "a,mas,32,150,10.500", "a,flat,64,300,12.000"));
    assertEquals(List.of("network", "scheduler"), diff.key());
    assertEquals(
        List.of("rows 64 32", "cycles 200 150", "energy_pj 10.000 10.500"),
        diff.changes().stream().map(c -> c.column() + " " + c.before() + " " + c.after()).toList());
    Change cycles = diff.changes().get(1);
    assertEquals("-50", cycles.difference().orElseThrow().toPlainString());
    assertEquals("-25.000", cycles.percent().orElseThrow().toPlainString());
    assertEquals("5.000", diff.changes().get(2).percent().orElseThrow().toPlainString());
    assertEquals(Map.of("rows", 1), diff.otherColumns());
  }

  @Test
  void theOrderOfRowsSaysNothing() {
    assertTrue(diff(table("a,x,1,1,1", "b,y,2,2,2"), table("b,y,2,2,2", "a,x,1,1,1")).isEmpty());
  }

  @Test
  void rowsAndColumnsComeAndGo() {
    TableDiff diff = diff(table("a,x,1,1,1", "b,y,2,2,2"), table("a,x,1,1,1", "c,y,2,2,2"));
    assertEquals(List.of(List.of("c")), diff.added());
    assertEquals(List.of(List.of("b")), diff.removed());
    DiffedTable wider = text("w.csv", "network,more\na,1");
    TableDiff other = diff(table("a,x,1,1,1"), wider);
    assertEquals(List.of("scheduler", "rows", "cycles", "energy_pj", "more"), other.columns());
    assertFalse(other.isEmpty());
  }

  @Test
  void whatIsNoNumberHasNoDifference() {
    Change text = new Change(List.of("a"), "cycles", "", "5");
    assertTrue(text.isCyclesOrEnergy() && text.difference().isEmpty());
    Change fromZero = new Change(List.of("a"), "bound_cycles", "0", "5");
    assertTrue(fromZero.difference().isPresent() && fromZero.percent().isEmpty());
    assertTrue(new Change(List.of("a"), "median_gap_percent", "1", "2").difference().isPresent());
    assertFalse(new Change(List.of("a"), "dram_read_bytes", "1", "2").isCyclesOrEnergy());
  }

  @Test
  void theCommittedTablesHaveLeadingKeys() {
    for (String name : List.of("comparison", "search", "kernel-exactness", "benchmarks/kernel")) {
      DiffedTable table = committed(name);
      assertTrue(diff(table, table).isEmpty(), name);
    }
    DiffedTable comparison = committed("comparison");
    List<String> key = diff(comparison, comparison).key();
    assertEquals("scheduler", key.get(key.size() - 1));
  }

  @Test
  void refusesWhatCannotBeCompared(@TempDir Path folder) throws IOException {
    DiffedTable one = table("a,x,1,1,1", "a,x,1,1,1");
    assertThrows(InvalidInputException.class, () -> diff(one, one));
    assertThrows(
        InvalidInputException.class,
        () -> TableDiff.of(table("a,x,1,1,1"), table("a,x,1,1,1"), List.of("nothing")));
    DiffedTable other = text("o.csv", "kernel");
    assertThrows(InvalidInputException.class, () -> diff(one, other));
    Path ragged = Files.writeString(folder.resolve("r.csv"), "a,b\n1,2\n3\n");
    assertThrows(InvalidInputException.class, () -> Csv.read(ragged));
    Path twice = Files.writeString(folder.resolve("t.csv"), "a,a\n1,2\n");
    assertThrows(InvalidInputException.class, () -> Csv.read(twice));
    Path empty = Files.writeString(folder.resolve("e.csv"), "");
    assertThrows(InvalidInputException.class, () -> Csv.read(empty));
    assertThrows(InvalidInputException.class, () -> Csv.read(folder.resolve("no.csv")));
    assertThrows(InvalidInputException.class, () -> Csv.read(folder));
  }
}
