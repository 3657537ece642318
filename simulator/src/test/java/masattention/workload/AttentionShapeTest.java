package masattention.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class AttentionShapeTest {

  private static void refused(String message, Executable executable) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }

  @Test
  void bytesCountHeadsOfTheirOwn() {
    // batch 2, 6 query heads over 3 key/value heads, M = 5, N = 7, E = 4, F = 9, FP16
    AttentionShape shape = new AttentionShape(2, 6, 3, 5, 7, 4, 9, false, 2);
    assertEquals(12, shape.heads());
    assertEquals(6, shape.groups());
    assertEquals(2, shape.headsPerGroup());
    assertEquals(12 * 5 * 4 * 2, shape.queryBytes());
    assertEquals(6 * 7 * 4 * 2, shape.keyBytes());
    assertEquals(6 * 7 * 9 * 2, shape.valueBytes());
    assertEquals(12 * 5 * 9 * 2, shape.outputBytes());
    assertEquals(480 + 336 + 756 + 1080, shape.compulsoryBytes());
    assertEquals(12 * 5 * 7, shape.visiblePositions());
  }

  @Test
  void theRowsOfAGroupAreInTheOrderOfPositions() {
    AttentionShape shape = new AttentionShape(2, 6, 2, 4, 7, 4, 9, false, 2);
    assertEquals(3 * 4, shape.groupRows());
    int row = 0;
    for (int position = 0; position < 4; position++) {
      for (int head = 0; head < 3; head++) {
        assertEquals(position, shape.rowPosition(row));
        assertEquals(head, shape.rowQueryHead(0, row));
        assertEquals(6 + 3 + head, shape.rowQueryHead(3, row)); // the second sequence's second
        row++;
      }
    }
  }

  @Test
  void causalRowsAreAlignedAtTheBottomRight() {
    AttentionShape shape = new AttentionShape(1, 2, 2, 3, 5, 4, 4, true, 2);
    assertEquals(3, shape.visibleKeys(0));
    assertEquals(5, shape.visibleKeys(2));
    assertEquals(2 * (3 + 4 + 5), shape.visiblePositions());
  }

  @Test
  void refusesWhatIsNotPositive() {
    refused(
        "The batch (0) must be positive.", () -> new AttentionShape(0, 1, 1, 1, 1, 1, 1, false, 2));
    refused(
        "The seqKv (-3) must be positive.",
        () -> new AttentionShape(1, 1, 1, 1, -3, 1, 1, false, 2));
    refused(
        "The elementBytes (0) must be positive.",
        () -> new AttentionShape(1, 1, 1, 1, 1, 1, 1, false, 0));
  }

  @Test
  void refusesGroupsThatDoNotDivide() {
    refused(
        "The kvHeads (4) must divide the queryHeads (6).",
        () -> new AttentionShape(1, 6, 4, 1, 1, 1, 1, false, 2));
  }

  @Test
  void refusesRowsThatSeeNoKey() {
    refused(
        "The causal shape with seqQ (5) above seqKv (4) has rows that see no key.",
        () -> new AttentionShape(1, 1, 1, 5, 4, 1, 1, true, 2));
    assertEquals(1, new AttentionShape(1, 1, 1, 5, 5, 1, 1, true, 2).visibleKeys(0));
  }

  @Test
  void refusesWhatWouldOverflow() {
    int large = Integer.MAX_VALUE;
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new AttentionShape(1, large, 1, large, large, large, large, false, 2))
            .getMessage();
    assertTrue(message.contains("is too large"), message);
    refused(
        "The queryHeads (65536) per kvHeads (1) times the seqQ (32768) must not exceed 2147483647.",
        () -> new AttentionShape(1, 1 << 16, 1, 1 << 15, 1, 1, 1, false, 2));
  }
}
