package masattention.experiments.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masattention.experiments.validation.RtlValidation.Predicted;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.report.Line;
import org.junit.jupiter.api.Test;

/** The recorded comparisons are those of the model as it is, and within the stated limits. */
class RecordTest {
  private static final String AGAIN =
      "the model has changed: compare again with mas validate rtl --reference FILE --record ";

  @Test
  void predictionsAreThoseThatWereCompared() {
    NpuConfig machine = Machines.resolve(RtlReference.PRESET).config();
    Dataset<Predicted> all =
        Dataset.of(
            Csv.resource(getClass(), RtlReference.MAPPINGS).stream()
                .map(line -> Predicted.of(line, mapping -> mapping.cycles(machine)))
                .toList());
    all.forEach(one -> assertTrue(one.error().isPresent(), AGAIN + one.mapping()));
    Errors ours = Errors.of(all, one -> one.mapping().name(), Predicted::error).orElseThrow();
    assertEquals(66, ours.mappings());
    assertTrue(ours.mean().compareTo(new BigDecimal("2.5")) <= 0, ours.text());
    assertTrue(ours.largest().abs().compareTo(BigDecimal.TEN) <= 0, ours.text());
    assertTrue(ours.mean().compareTo(RtlValidation.tileflow().mean()) < 0, ours.text());
  }

  @Test
  void anErrorOfAnotherPredictionIsNotPrinted() {
    Line line = Csv.resource(getClass(), RtlReference.MAPPINGS).rows().get(0);
    long cycles = line.whole("cycles", 1, Long.MAX_VALUE);
    assertEquals(Optional.empty(), Predicted.of(line, mapping -> cycles + 1).error());
    assertEquals(
        Optional.of(line.decimal("error_percent")), Predicted.of(line, mapping -> cycles).error());
  }

  @Test
  void errorsByHand() {
    assertEquals(new BigDecimal("-33.333"), Errors.percent(2, 3));
    assertEquals(new BigDecimal("0.062"), Errors.percent(10_006_250, 10_000_000).setScale(3));
    Map<String, Optional<BigDecimal>> errors =
        Map.of(
            "a", Optional.of(new BigDecimal("1.000")),
            "b", Optional.of(new BigDecimal("-2.001")),
            "c", Optional.empty());
    Errors both =
        Errors.of(Dataset.of(List.of("a", "b", "c")), name -> name, errors::get).orElseThrow();
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
