package masattention.experiments.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import masattention.experiments.Template;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The committed report as Chromium shows it, on a phone and on a desk, light and dark; screenshots
 * go to {@code target/browser}. Run by {@code mvn verify -Pbrowser}, or with {@code
 * -Dmas.browser=PATH} where Chromium is elsewhere.
 */
@EnabledIfSystemProperty(named = "mas.browser", matches = ".+")
class ReportInBrowserTest {
  private static final Path REPORT = Path.of("..", "results", "report.html");
  private static final Path SHOTS = Path.of("target", "browser");
  private static final int SLICE = 3000;
  private static final String UNFOLD =
      "document.querySelectorAll('details').forEach(one => { one.open = true; })";
  private static final String TOO_WIDE =
      """
      Array.from(document.documentElement.scrollWidth > document.documentElement.clientWidth
          ? document.querySelectorAll('main, main *:not(svg *)') : [])
        .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth)
        .filter(one => !one.parentElement.closest('.scroll, .paper, pre'))
        .map(one => one.localName + '.' + one.className).slice(0, 5)
      """;

  private static Chromium chromium;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Files.createDirectories(SHOTS);
    // JUnit's temporary folder would warn of the links that Chromium leaves
    Path profile = Files.createTempDirectory(Path.of("target"), "chromium");
    chromium = new Chromium(System.getProperty("mas.browser"), profile);
  }

  @AfterAll
  static void stop() {
    chromium.close();
  }

  private static void show(int width, String scheme, String medium)
      throws IOException, InterruptedException {
    chromium.send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    chromium.send(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            medium,
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    chromium.open(REPORT);
  }

  /** The whole page in slices that a viewer opens. */
  private static void shoot(String name) throws IOException {
    JsonNode size = chromium.send("Page.getLayoutMetrics", Map.of()).get("cssContentSize");
    for (int top = 0; top < size.get("height").intValue(); top += SLICE) {
      Map<String, Object> clip =
          Map.of("x", 0, "y", top, "width", size.get("width"), "height", SLICE, "scale", 1);
      JsonNode shot =
          chromium.send(
              "Page.captureScreenshot",
              Map.of("format", "png", "captureBeyondViewport", true, "clip", clip));
      Files.write(
          SHOTS.resolve("%s-%02d.png".formatted(name, top / SLICE)),
          Base64.getDecoder().decode(shot.get("data").textValue()));
    }
  }

  @ParameterizedTest
  @CsvSource({"400, light", "400, dark", "1280, light", "1280, dark"})
  void isQuietFitsAndCanBeRead(int width, String scheme) throws Exception {
    show(width, scheme, "screen");
    assertEquals("[]", chromium.evaluate(TOO_WIDE).toString(), "scrolls sideways");
    shoot("report-%d-%s".formatted(width, scheme));
    chromium.evaluate(UNFOLD);
    assertEquals("[]", chromium.evaluate(TOO_WIDE).toString(), "unfolded, it scrolls sideways");
    JsonNode contrast =
        chromium.evaluate(Template.resource(ReportInBrowserTest.class, "contrast.js"));
    assertEquals("[]", contrast.get("low").toString());
    assertTrue(contrast.get("looked").intValue() > 1000, contrast.toString());
    assertEquals(List.of(), chromium.complaints());
  }

  @Test
  void contentsAreAColumnOnADeskAndAMenuOnAPhone() throws Exception {
    String shown = "document.getElementById('contents').checkVisibility()";
    show(1280, "light", "screen");
    assertTrue(chromium.evaluate(shown).booleanValue());
    show(400, "light", "screen");
    assertEquals("false", chromium.evaluate(shown).toString());
    chromium.evaluate("document.querySelector('.menu').click()");
    assertTrue(chromium.evaluate(shown).booleanValue());
    chromium.evaluate("document.querySelector('#contents a[href=\"#energy\"]').click()");
    assertEquals("false", chromium.evaluate(shown).toString());
    assertEquals("#energy", chromium.evaluate("location.hash").textValue());
  }

  @Test
  void tablesSortAndFilter() throws Exception {
    show(1280, "light", "screen");
    chromium.evaluate("location.hash = '#networks'");
    String column =
        "Array.from(document.querySelectorAll('#networks tbody tr:not([hidden])')).map(row => Number(row.cells[3].textContent))";
    JsonNode before = chromium.evaluate(column);
    chromium.evaluate("document.querySelectorAll('#networks th button')[3].click()");
    JsonNode sorted = chromium.evaluate(column);
    assertEquals(before.size(), sorted.size());
    for (int i = 1; i < sorted.size(); i++) {
      assertTrue(sorted.get(i - 1).intValue() <= sorted.get(i).intValue(), sorted.toString());
    }
    chromium.evaluate(
        "{ const f = document.querySelector('#networks .filter'); f.value = 'bert-base'; f.dispatchEvent(new Event('input')); }");
    int left = chromium.evaluate(column).size();
    assertTrue(left > 0 && left < before.size(), left + " of " + before.size());
  }

  @Test
  void figureOpensLargeAndComesBack() throws Exception {
    show(1280, "light", "screen");
    String first = "document.querySelector('figure')";
    chromium.evaluate(first + ".querySelector('.large').click()");
    assertTrue(chromium.evaluate("document.getElementById('large').open").booleanValue());
    assertEquals(1, chromium.evaluate("document.querySelectorAll('#large svg').length").intValue());
    chromium.evaluate("document.querySelector('#large button').click()");
    assertEquals(
        1,
        chromium
            .evaluate(
                "new Promise(done => setTimeout(() => done("
                    + first
                    + ".querySelectorAll('svg').length), 100))")
            .intValue());
  }

  @Test
  void everyFigureAndTableHasALink() throws Exception {
    show(1280, "light", "screen");
    JsonNode alone =
        chromium.evaluate(
            "Array.from(document.querySelectorAll('figure, .tables .scroll')).filter(one => !document.querySelector(`a[href=\"#${one.id}\"]`)).map(one => one.id)");
    assertEquals("[]", alone.toString());
  }

  @Test
  void canBeReadWithoutScripts() throws Exception {
    chromium.send("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    try {
      show(400, "light", "screen");
      assertEquals(0, chromium.evaluate("document.querySelectorAll('.filter').length").intValue());
      assertEquals("[]", chromium.evaluate(TOO_WIDE).toString());
      String unseen =
          "Array.from(document.querySelectorAll('.answer, .card, h2, h3')).filter(one => !one.checkVisibility()).length";
      assertEquals(0, chromium.evaluate(unseen).intValue());
      assertTrue(
          chromium.evaluate("document.querySelector('figure').checkVisibility()").booleanValue());
    } finally {
      chromium.send("Emulation.setScriptExecutionDisabled", Map.of("value", false));
    }
  }

  @Test
  void printsOnPaper() throws Exception {
    show(760, "dark", "print");
    assertEquals(
        "false",
        chromium.evaluate("document.getElementById('contents').checkVisibility()").toString());
    assertEquals("[]", chromium.evaluate(TOO_WIDE).toString());
    byte[] pdf =
        Base64.getDecoder()
            .decode(chromium.send("Page.printToPDF", Map.of()).get("data").textValue());
    assertTrue(pdf.length > 100_000, pdf.length + " bytes");
    Files.write(SHOTS.resolve("report.pdf"), pdf);
  }
}
