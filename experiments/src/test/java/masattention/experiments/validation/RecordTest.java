package masattention.experiments.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.report.Csv;
import masattention.report.Line;
import org.junit.jupiter.api.Test;

/** The recorded comparisons are those of the model as it is, and within the stated limits. */
class RecordTest {
  private static final String AGAIN =
      "the model has changed: compare again with mas validate rtl --reference FILE --record ";

  @Test
  void predictionsAreThoseThatWereCompared() {
    RtlRecord recorded = RtlRecord.load();
    NpuConfig machine = Machines.resolve(RtlReference.PRESET).config();
    List<Errors.Of> errors = new ArrayList<>();
    for (RtlRecord.Recorded line : recorded.lines()) {
      Optional<BigDecimal> error = line.errorOf(line.mapping().cycles(machine));
      assertTrue(error.isPresent(), AGAIN + line.mapping());
      errors.add(new Errors.Of(line.mapping().name(), error.orElseThrow()));
    }
    Errors ours = Errors.of(errors);
    assertEquals(66, ours.mappings());
    assertTrue(ours.mean().compareTo(new BigDecimal("2.5")) <= 0, ours.text());
    assertTrue(ours.largest().abs().compareTo(BigDecimal.TEN) <= 0, ours.text());
    assertTrue(ours.mean().compareTo(recorded.tileflow().mean()) < 0, ours.text());
  }

  @Test
  void anErrorOfAnotherPredictionIsNotPrinted() {
    RtlRecord.Recorded line = RtlRecord.load().lines().get(0);
    assertEquals(Optional.empty(), line.errorOf(line.cycles() + 1));
    assertEquals(Optional.of(line.error()), line.errorOf(line.cycles()));
  }

  @Test
  void errorsByHand() {
    assertEquals(new BigDecimal("-33.333"), Errors.percent(2, 3));
    assertEquals(new BigDecimal("0.062"), Errors.percent(10_006_250, 10_000_000).setScale(3));
    Errors both =
        Errors.of(
            List.of(
                new Errors.Of("a", new BigDecimal("1.000")),
                new Errors.Of("b", new BigDecimal("-2.001"))));
    // (1 + 2.001) / 2 = 1.5005, half to even
    assertEquals("mean 1.500 %, largest -2.001 % (case b)", both.text());
  }

  @Test
  void flatAndTileflowMoveTheWordsThatTileflowCounts() {
    int comparable = 0;
    for (Line row : Csv.resource(getClass(), TileflowReference.MAPPINGS)) {
      TileflowMapping mapping = TileflowMapping.of(row);
      assertEquals("0", row.text("unexplained_read_words"), mapping.toString());
      assertEquals("0", row.text("unexplained_write_words"), mapping.toString());
      if (mapping.comparable()) {
        comparable++;
        assertEquals(mapping.ourReadWords() + mapping.outputWords(), mapping.explainedReadWords());
        assertEquals(mapping.ourWriteWords(), mapping.explainedWriteWords());
        assertEquals("0", row.text("read_difference_words"), mapping.toString());
        assertEquals("0", row.text("write_difference_words"), mapping.toString());
      }
    }
    assertEquals(12, comparable);
  }
}
