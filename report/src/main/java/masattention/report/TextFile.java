package masattention.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import masattention.input.Printable;

/** A text file in UTF-8, written whole or not at all, without characters that steer a terminal. */
public final class TextFile {
  private TextFile() {}

  /** Puts {@code text} into {@code file}, through a temporary file beside it. */
  public static Path write(Path file, String text) throws IOException {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
    try {
      Files.write(temporary, Printable.lines(text).getBytes(StandardCharsets.UTF_8));
      return Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
