package masattention.models;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import masattention.input.InvalidInputException;
import masattention.input.JsonFields;
import masattention.input.JsonFile;
import masattention.input.Names;

/** A file of a published model that says how its attention is built: its {@code config.json}. */
public final class ModelFile {
  private static final String CONFIG = "config.json";

  private ModelFile() {}

  /**
   * The {@code config.json} that a path means: itself, or the one in the folder at the path.
   *
   * @throws InvalidInputException for a folder without one, and for files of other kinds
   */
  public static String in(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".onnx")) {
      throw refused(path, "ONNX files are not read; give the model's config.json.");
    }
    if (lower.endsWith(".csv")) {
      throw refused(
          path,
          "a table of layers, such as a topology of SCALE-Sim, says nothing about attention; give a network file or a model's config.json.");
    }
    if (lower.endsWith(".safetensors") || lower.endsWith(".gguf") || lower.endsWith(".bin")) {
      throw refused(path, "files of weights are not read; give the model's config.json.");
    }
    try {
      Path folder = Path.of(path);
      if (Files.isDirectory(folder)) {
        Path config = folder.resolve(CONFIG);
        if (!Files.exists(config)) {
          throw refused(
              path, "is a folder without a config.json; name a model's folder or a file.");
        }
        return config.toString();
      }
    } catch (InvalidPathException e) {
      throw refused(path, "cannot be the path of a file; name an existing one.");
    }
    return path;
  }

  /** What the model at a path is called: its file without .json, or the folder of config.json. */
  public static String name(String path) {
    Path file = Path.of(in(path)).toAbsolutePath().normalize();
    Path folder = file.getParent().getFileName(); // of a root there is none
    String name = file.getFileName().toString();
    return name.equals(CONFIG) && folder != null
        ? folder.toString()
        : name.replaceFirst("(?i)\\.json$", "");
  }

  /** Whether a file is one of a model, and not one of networks of this suite. */
  public static boolean isModel(JsonFields file) {
    return file.has("model_type")
        || List.of("networks", "name", "queryHeads", "seqQ", "headDim").stream()
            .noneMatch(file::has);
  }

  /**
   * What a file says about attention.
   *
   * @throws InvalidInputException naming field and reason where it says too little
   */
  public static Model read(JsonFields file, Question question) {
    if (!file.has("model_type")) {
      throw file.refused(
          "model_type is missing; this is no config.json of the transformers library, and no network file either (queryHeads, headDim).");
    }
    String name = file.text("model_type");
    ModelType type = ModelType.of(name).orElseThrow(() -> unknown(file, name));
    Reading reading = new Reading(question);
    if (file.has("auto_map")) {
      reading.warn("auto_map names code of the model's own; the rules are those of " + name + ".");
    }
    type.family().read(new ConfigFields(file, type, reading), reading);
    if (reading.isEmpty()) {
      throw file.refused(
          "a model of type %s has no part %s; leave out --part."
              .formatted(name, question.part().name().toLowerCase(Locale.ROOT)));
    }
    return reading.model(name);
  }

  /** As {@link #read(JsonFields, Question)}, of the file or folder at a path. */
  public static Model read(String path, Question question) {
    return read(JsonFile.read(in(path)), question);
  }

  static InvalidInputException unknown(JsonFields fields, String name) {
    String own = fields.has("auto_map") ? ", a model with code of its own (auto_map)" : "";
    return fields.refused(
        "%s%s: unknown type %s; or state its heads in a network file (docs/input-files.md), or on a named network with --heads, --kv-heads and --head-dim."
            .formatted(
                fields.pathOf("model_type"),
                own,
                Names.withKnown(name, ModelType.known().keySet())));
  }

  private static InvalidInputException refused(String path, String complaint) {
    return new InvalidInputException("%s: %s".formatted(path, complaint));
  }
}
