package masattention.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.Function;

/** Expects a refusal in one line. */
final class Refusal {

  private Refusal() {}

  static void assertRefused(String expected, Function<String, ?> resolve, String nameOrPath) {
    InvalidInputException refusal =
        assertThrows(InvalidInputException.class, () -> resolve.apply(nameOrPath));
    assertEquals(expected, refusal.getMessage());
    assertEquals(1L, refusal.getMessage().lines().count());
  }
}
