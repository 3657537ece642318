package masattention.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.Locale;
import masattention.input.InputFile;
import masattention.input.InvalidInputException;

/** Reads a machine out of the file of another tool, which its content tells. */
public final class MachineImport {
  private static final int MOST_BYTES = 1 << 20;
  private static final ObjectMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private MachineImport() {}

  /**
   * What the file at a path states.
   *
   * @throws InvalidInputException for a file of no known tool, or one that is wrong
   */
  public static Draft read(String path) {
    if (path.toLowerCase(Locale.ROOT).endsWith(".csv")) {
      throw refused(
          path,
          "a table of layers, such as a topology of SCALE-Sim, is no machine; give its .cfg.");
    }
    String text = InputFile.text(path, MOST_BYTES, "file of Timeloop, ZigZag, ONNXim or SCALE-Sim");
    String fileName = Path.of(path).getFileName().toString();
    String name = name(fileName);
    if (text.contains(ScaleSimReader.SECTION)) {
      Draft draft = new Draft(name, "SCALE-Sim", fileName);
      ScaleSimReader.read(path, text, draft);
      return draft;
    }
    Source file = new Source(path, "", tree(path, text));
    if (file.at("num_cores").exists()) {
      Draft draft = new Draft(name, "ONNXim", fileName);
      OnnximReader.read(file, draft);
      return draft;
    }
    if (file.at("architecture").at("nodes").exists()) {
      Draft draft = new Draft(name, "Timeloop", fileName);
      TimeloopReader.read(file, draft);
      return draft;
    }
    if (file.at("memories").node().isObject()) {
      Draft draft = new Draft(name, "ZigZag", fileName);
      ZigZagReader.read(file, draft);
      return draft;
    }
    throw refused(
        path,
        "is of no known tool; known: Timeloop v0.4 (architecture.nodes), ZigZag (memories), ONNXim (num_cores), SCALE-Sim ([architecture_presets]).");
  }

  /** JSON is YAML too. */
  private static JsonNode tree(String path, String text) {
    try {
      return YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw refused(
          path,
          "line %s: must be YAML or JSON: %s"
              .formatted(
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("")));
    }
  }

  private static String name(String fileName) {
    String stem = fileName.replaceFirst("\\.[^.]*$", "").replaceAll("[^A-Za-z0-9._-]", "-");
    String name = stem.replaceFirst("^[^A-Za-z0-9]+", "");
    return name.isEmpty() ? "imported" : name.substring(0, Math.min(64, name.length()));
  }

  private static InvalidInputException refused(String path, String complaint) {
    return new InvalidInputException("%s: %s".formatted(path, complaint));
  }
}
