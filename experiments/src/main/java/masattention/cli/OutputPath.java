package masattention.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import masattention.input.InvalidInputException;
import masattention.report.WholeFile;
import masattention.report.WholeFile.Content;
import picocli.CommandLine.TypeConversionException;

/** Files and folders that the user names for output. */
final class OutputPath {
  private OutputPath() {}

  /** A file that can be written into a folder that is there. */
  static Path file(String option, Path file) {
    String text = file.toString();
    Path folder = file.toAbsolutePath().getParent();
    if (text.isBlank() || file.getFileName() == null || Files.isDirectory(file)) {
      throw refused(option, text, "is a folder; name a file");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw refused(option, text, "is not a regular file; name another");
    }
    if (!Files.isDirectory(folder)) {
      throw refused(option, text, "the folder %s must exist".formatted(folder));
    }
    if (!Files.isWritable(folder)) {
      throw refused(option, text, "the folder %s must be writable".formatted(folder));
    }
    return file;
  }

  /** As {@link #file}, of a figure. */
  static Path figure(String option, Path file) {
    if (!file.toString().endsWith(".svg")) {
      throw new InvalidInputException("%s %s: must end in .svg.".formatted(option, file));
    }
    return file(option, file);
  }

  /** A folder that can be written, or made where the nearest folder above it can be. */
  static Path folder(String option, Path folder) {
    String text = folder.toString();
    Path there = folder.toAbsolutePath();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (text.isBlank() || there == null || !Files.isDirectory(there)) {
      throw refused(option, text, "%s must be a folder".formatted(there));
    }
    if (!Files.isWritable(there)) {
      throw refused(option, text, "the folder %s must be writable".formatted(there));
    }
    return folder;
  }

  /** Writes a file whole or not at all. */
  static void write(String option, Path file, Content content) {
    try {
      WholeFile.write(file, content);
    } catch (IOException e) {
      throw refused(option, file.toString(), "cannot be written: " + e);
    }
  }

  /** The path that an option names. */
  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("cannot be the path of a file");
    }
  }

  private static InvalidInputException refused(String option, String text, String complaint) {
    return new InvalidInputException("%s %s: %s.".formatted(option, text, complaint));
  }
}
