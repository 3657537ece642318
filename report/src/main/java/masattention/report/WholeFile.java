package masattention.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import masattention.input.Printable;

/** Files that are written whole or not at all, through a temporary file beside them. */
public final class WholeFile {
  private WholeFile() {}

  /** Writes bytes to a stream. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes a file over what is there. */
  public static Path write(Path file, Content content) throws IOException {
    Path temporary = temporary(file);
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
        content.writeTo(out);
      }
      return Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Writes a text in UTF-8, without characters that steer a terminal. */
  public static Path write(Path file, String text) throws IOException {
    return write(file, out -> out.write(Printable.lines(text).getBytes(StandardCharsets.UTF_8)));
  }

  /** What a run that was killed may have left beside a file. */
  public static Path temporary(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".tmp");
  }
}
