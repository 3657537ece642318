package masattention.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import masattention.input.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotesTest {
  private static final String SOURCE =
      """
      # A

      | no |

      ## One, two

      text

      | a |
      |---|
      | $1 \\ |

      | no |

      ## List

      - a
        b
      - c

      - d
      """;

  @TempDir Path folder;

  @Test
  void takesTheFirstTableAfterTheHeading() throws IOException {
    Path document = document("x\n<!-- from r.md: One, two -->\nold\n<!-- end -->\ny\n");
    assertEquals(
        "x\n<!-- from r.md: One, two -->\n| a |\n|---|\n| $1 \\ |\n<!-- end -->\ny\n",
        Quotes.refreshed(document));
  }

  @Test
  void takesTheFirstListAfterTheHeading() throws IOException {
    assertEquals(
        "<!-- from r.md: List -->\n- a\n  b\n- c\n<!-- end -->\n",
        Quotes.refreshed(document("<!-- from r.md: List -->\n<!-- end -->\n")));
  }

  @Test
  void aSecondTimeChangesNothing() throws IOException {
    Path document =
        document(
            "<!-- from r.md: One, two -->\n<!-- end -->\nz\n<!-- from r.md: A -->\n<!-- end -->\n");
    String once = Quotes.refreshed(document);
    assertEquals(once, Quotes.refreshed(document(once)));
  }

  @Test
  void anUnknownHeadingIsRefused() throws IOException {
    Path document = document("<!-- from r.md: Three -->\n<!-- end -->\n");
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> Quotes.refreshed(document));
    assertEquals(document + " quotes r.md, which has no heading \"Three\".", refused.getMessage());
  }

  private Path document(String text) throws IOException {
    Files.writeString(folder.resolve("r.md"), SOURCE);
    return Files.writeString(folder.resolve("document.md"), text);
  }
}
