package masattention.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file that the user names, read whole. What is no regular file, such as a device that never
 * ends, or is larger than any of its kind needs to be, is refused before it is read.
 */
public final class InputFile {

  private InputFile() {}

  /**
   * The text of a file in UTF-8, without a byte order mark.
   *
   * @param kind what the file must be, as in "JSON file"
   * @throws InvalidInputException if it cannot be read, is larger or is no text
   */
  public static String text(String path, int mostBytes, String kind) {
    byte[] bytes = bytes(path, mostBytes, kind);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') < 0) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
      }
    } catch (CharacterCodingException e) {
      // said below
    }
    throw refused(path, "is not UTF-8 text; it must be a %s.".formatted(kind));
  }

  private static byte[] bytes(String path, int mostBytes, String kind) {
    try {
      Path file = Path.of(path);
      if (Files.isDirectory(file)) {
        throw refused(path, "is a directory; name a %s.".formatted(kind));
      }
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        // a pipe or a device may never end
        throw refused(path, "is not a regular file; name a %s.".formatted(kind));
      }
      try (InputStream stream = Files.newInputStream(file)) {
        byte[] bytes = stream.readNBytes(mostBytes + 1);
        if (bytes.length > mostBytes) {
          throw refused(path, "is too large; at most %s bytes are read.".formatted(mostBytes));
        }
        return bytes;
      }
    } catch (InvalidPathException e) {
      throw refused(path, "cannot be the path of a file; name an existing %s.".formatted(kind));
    } catch (NoSuchFileException e) {
      throw refused(path, "no such file; name an existing %s.".formatted(kind));
    } catch (AccessDeniedException e) {
      throw refused(path, "permission denied; the file must be readable.");
    } catch (FileSystemException e) {
      String reason = Objects.requireNonNullElse(e.getReason(), "the system gives no reason");
      throw refused(path, "cannot be read (%s); name a readable %s.".formatted(reason, kind));
    } catch (IOException e) {
      throw refused(
          path, "cannot be read (%s); name a readable %s.".formatted(e.getMessage(), kind));
    }
  }

  private static InvalidInputException refused(String path, String complaint) {
    return new InvalidInputException("%s: %s".formatted(path, complaint));
  }
}
