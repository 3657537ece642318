package masattention.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input files are read without Jackson's mapper, into the same trees. */
class JsonTreeTest {
  private static final String TEXT =
      """
      {"int": 7, "long": 4294967296, "big": 12345678901234567890123, "decimal": 1.50,
       "round": 100.0, "zero": 0.000, "power": 25e-1, "text": "a \\u00e9", "no": null,
       "flags": [true, false, []], "nested": {"empty": {}, "list": [{"x": -1}, [2, [3.25]]]}}
      """;

  @TempDir private Path folder;

  @Test
  void treesAreThoseOfTheMapper() throws IOException {
    Path file = Files.writeString(folder.resolve("file.json"), TEXT);
    JsonMapper mapper =
        JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    assertEquals(
        mapper.readTree(TEXT).toString(), JsonFile.read(file.toString()).node().toString());
  }
}
