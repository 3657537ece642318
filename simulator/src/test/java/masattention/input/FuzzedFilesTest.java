package masattention.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Function;
import masattention.npu.Machines;
import masattention.workload.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seeded random damage: a file is either read or refused in one line that begins with its path. */
class FuzzedFilesTest {

  private static final int FILES = 1000;
  private static final String[] SPLINTERS = {
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "-",
    "0",
    "9",
    "1e999999999999",
    "null",
    "true",
    "NaN",
    "\\",
    "\\u0000",
    "\n",
    "\0",
    "\u00e9",
    "9223372036854775808",
    "1e-9",
    "\"value\": "
  };

  @TempDir private Path folder;

  @Test
  void machines() throws IOException {
    damage(DocumentedExamplesTest.example("machine"), 1, Machines::resolve, "");
  }

  @Test
  void networks() throws IOException {
    damage(DocumentedExamplesTest.example("networks"), 2, Networks::resolve, "#cross-attention");
  }

  private void damage(String sound, long seed, Function<String, ?> resolve, String suffix)
      throws IOException {
    Random random = new Random(seed);
    String path = folder.resolve("file.json").toString();
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      StringBuilder text = new StringBuilder(sound);
      for (int hits = 1 + random.nextInt(2); hits > 0; hits--) {
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(4));
        text.replace(from, to, SPLINTERS[random.nextInt(SPLINTERS.length)]);
      }
      Files.write(Path.of(path), text.toString().getBytes(StandardCharsets.UTF_8));
      try {
        assertNotNull(resolve.apply(path + suffix));
      } catch (InvalidInputException e) {
        refused++;
        assertEquals(1L, e.getMessage().lines().count(), text.toString());
        assertTrue(e.getMessage().contains(path), e.getMessage());
      }
    }
    assertTrue(refused > FILES / 2, "too few refused: " + refused);
  }
}
