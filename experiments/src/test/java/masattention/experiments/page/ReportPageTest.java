package masattention.experiments.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masattention.experiments.Experiment;
import masattention.experiments.Experiments;
import masattention.experiments.Figure;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The committed page is sound HTML, whole in itself, and shows every figure once. */
class ReportPageTest {
  private static final Path FILE = Path.of("..", "results", "report.html");
  private static final int MOST_BYTES = 4_000_000;

  private static String html;
  private static Parser parser;
  private static Document page;

  @BeforeAll
  static void read() throws IOException {
    assumeFalse(Boolean.getBoolean("mas.accept"), "new files are about to be accepted");
    html = Files.readString(FILE);
    parser = Parser.htmlParser().setTrackErrors(20);
    page = Jsoup.parse(html, parser);
  }

  @Test
  void parsesWithoutError() {
    assertEquals(List.of(), List.copyOf(parser.getErrors()));
  }

  @Test
  void identifiersAreUniqueAndReferencesLead() {
    List<String> ids = page.select("[id]").eachAttr("id");
    Set<String> known = new HashSet<>(ids);
    assertEquals(known.size(), ids.size(), "an id is used twice");
    List<String> wanted = new ArrayList<>();
    page.select("a[href^=#]").eachAttr("href").forEach(href -> wanted.add(href.substring(1)));
    page.select("[aria-labelledby]")
        .eachAttr("aria-labelledby")
        .forEach(names -> wanted.addAll(Arrays.asList(names.split(" ", -1))));
    Matcher urls = Pattern.compile("url\\(#([^)]+)\\)").matcher(html);
    while (urls.find()) {
      wanted.add(urls.group(1));
    }
    assertTrue(wanted.size() > 30, "too few references to be the page");
    wanted.removeAll(known);
    assertEquals(List.of(), wanted);
  }

  @Test
  void needsNoOtherFile() {
    assertEquals(List.of(), page.select("[src]").eachAttr("src"));
    assertEquals(List.of("data:,"), page.select("link").eachAttr("href"));
    assertTrue(html.indexOf("@import") < 0);
  }

  @Test
  void itsLinksLeadToFilesOfTheProject() {
    List<String> dead = new ArrayList<>();
    for (String href : page.select("a[href]").eachAttr("href")) {
      if (!href.startsWith("#") && !href.startsWith("https://")) {
        Path file = FILE.resolveSibling(href.replaceFirst("#.*", "")).normalize();
        if (Files.notExists(file)) {
          dead.add(href);
        }
      }
    }
    assertEquals(List.of(), dead);
  }

  @Test
  void headingsSkipNoLevel() {
    int level = 0;
    for (Element heading : page.select("h1, h2, h3, h4, h5, h6")) {
      int own = heading.tagName().charAt(1) - '0';
      assertTrue(own <= level + 1, heading.text());
      level = own;
    }
  }

  @Test
  void everyFigureIsThereOnceWithItsSentence() {
    for (Experiment experiment : Experiments.ALL) {
      for (Figure figure : experiment.figures()) {
        Element shown = page.getElementById("figure-" + figure.stem());
        assertEquals(1, shown.select("svg").size(), figure.stem());
        assertTrue(shown.text().contains(figure.sentence()), figure.stem());
      }
    }
  }

  @Test
  void everyClaimIsThere() {
    assertEquals(8, page.select("#claims article").size());
    page.select("#claims article").forEach(card -> assertEquals(1, card.select(".verdict").size()));
  }

  @Test
  void staysSmallEnoughToOpenOnAPhone() {
    assertTrue(html.length() < MOST_BYTES, "%d bytes".formatted(html.length()));
  }
}
