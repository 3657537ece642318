package masattention.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.samskivert.mustache.MustacheException;
import java.util.List;
import java.util.Map;
import masattention.report.Values;
import org.junit.jupiter.api.Test;

/** The forms in which a template says numbers. */
class TemplateTest {
  private static String filled(Object x) {
    return Template.fill(TemplateTest.class, "numbers.txt", Map.of("x", x, "xs", values()));
  }

  private static Values<String> values() {
    return new Values<>(List.of("a", "b"), List.of(1.0625, 2.0));
  }

  @Test
  void aNumberHasTheFormThatTheTemplateAsksFor() {
    assertEquals(
        "1.04 3.8 % faster than; 1.0 % less, 1.0 % lower, 1; 1.06 to 2.00, b", filled(1.0375));
  }

  @Test
  void aFormThatThereIsNotIsRefused() {
    Map<String, Double> values = Map.of("x", 1.5);
    assertThrows(
        MustacheException.class, () -> Template.fill(TemplateTest.class, "unknown.txt", values));
  }
}
