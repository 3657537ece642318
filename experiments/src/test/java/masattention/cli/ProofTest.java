package masattention.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import masattention.search.Objective;
import org.junit.jupiter.api.Test;

/** What {@code mas compare} says of its answer, held against the proof. */
class ProofTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LINE = "compare --network bert-small --machine davinci";

  @Test
  void gapsAndContendersHold() throws IOException {
    JsonNode found = JSON.readTree(out(LINE + " --json"));
    JsonNode exact = JSON.readTree(out(LINE + " --exact --json"));
    Map<String, Long> fewest = new HashMap<>();
    exact
        .get("schedulers")
        .forEach(
            row -> fewest.put(row.get("scheduler").textValue(), row.get("cycles").longValue()));
    int open = 0;
    for (JsonNode row : found.get("schedulers")) {
      long cycles = row.get("cycles").longValue();
      long optimum = fewest.get(row.get("scheduler").textValue());
      double above = 100.0 * (cycles - optimum) / optimum;
      assertTrue(cycles >= optimum && above <= row.get("gap_percent").doubleValue(), row::toString);
      boolean proven = row.get("proven_optimal").booleanValue();
      assertEquals(proven, row.get("gap_percent").decimalValue().signum() == 0);
      open += proven ? 0 : 1;
    }
    assertTrue(open > 0, "all are proven, which shows nothing");
    List<String> contenders =
        JSON.convertValue(
            found.get("contenders"),
            JSON.getTypeFactory().constructCollectionType(List.class, String.class));
    assertTrue(contenders.contains(exact.get("winner").textValue()), contenders::toString);
    assertEquals(contenders.size() == 1, found.get("settled").booleanValue());
  }

  @Test
  void aProofSaysNothingOfGaps() {
    for (String form : List.of("", " --json", " --csv", " --markdown")) {
      String exact = out("compare --network bert-small --heads 1 --seq 32 --exact" + form);
      assertFalse(exact.contains("gap_percent") || exact.contains("proof"), exact);
      String found = out("compare --network bert-small --heads 1 --seq 32" + form);
      assertTrue(found.contains("gap_percent") || found.contains("proof"), found);
    }
  }

  @Test
  void gapsAreRoundedUp() {
    assertEquals("optimal", Proof.words(0));
    assertEquals("within 0.01 %", Proof.words(1e-9));
    assertEquals("within 2.4 %", Proof.words(0.02301));
    assertEquals("within 131 %", Proof.words(1.301));
    assertEquals("unproven", Proof.words(Double.POSITIVE_INFINITY));
    assertEquals(new BigDecimal("0.001"), Proof.percent(1e-12, 3));
  }

  @Test
  void theNoteNamesWhatWasMadeSmall() {
    assertTrue(Proof.note(Objective.CYCLES).startsWith("within N %: cycles at most so far"));
    assertTrue(Proof.note(Objective.BALANCED).startsWith("within N %: energy at most so far"));
    assertTrue(Proof.note(Objective.ENERGY_DELAY).contains("energy times cycles"));
    assertFalse(Proof.note(Objective.ENERGY).contains("may be lower"));
  }

  private static String out(String line) {
    Call call = Call.line(line);
    assertEquals("", call.err(), line);
    return call.out();
  }
}
