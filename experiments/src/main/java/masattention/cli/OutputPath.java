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
    Path folder = file.toAbsolutePath().getParent();
    boolean isName = !file.toString().isBlank() && file.getFileName() != null;
    require(isName && !Files.isDirectory(file), option, file, "is a folder; name a file");
    boolean usual = !Files.exists(file) || Files.isRegularFile(file);
    require(usual, option, file, "is not a regular file; name another");
    require(Files.isDirectory(folder), option, file, "the folder " + folder + " must exist");
    requireWritable(folder, option, file);
    return file;
  }

  /** As {@link #file}, of a figure. */
  static Path figure(String option, Path file) {
    require(file.toString().endsWith(".svg"), option, file, "must end in .svg");
    return file(option, file);
  }

  /** A folder that can be written, or made where the nearest folder above it can be. */
  static Path folder(String option, Path folder) {
    Path there = folder.toAbsolutePath();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    boolean isFolder = !folder.toString().isBlank() && there != null && Files.isDirectory(there);
    require(isFolder, option, folder, there + " must be a folder");
    requireWritable(there, option, folder);
    return folder;
  }

  private static void requireWritable(Path folder, String option, Path path) {
    require(Files.isWritable(folder), option, path, "the folder " + folder + " must be writable");
  }

  private static void require(boolean holds, String option, Path path, String complaint) {
    if (!holds) {
      throw refused(option, path, complaint);
    }
  }

  /** Writes a file whole or not at all. */
  static void write(String option, Path file, Content content) {
    try {
      WholeFile.write(file, content);
    } catch (IOException e) {
      throw refused(option, file, "cannot be written: " + e);
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

  private static InvalidInputException refused(String option, Path path, String complaint) {
    return new InvalidInputException("%s %s: %s.".formatted(option, path, complaint));
  }
}
