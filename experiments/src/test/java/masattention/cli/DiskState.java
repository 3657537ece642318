package masattention.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** A folder's files, by name and content, to see that a refusal changes nothing. */
record DiskState(Map<Path, String> files) {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  static DiskState of(Path folder) throws IOException {
    Map<Path, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.toList()) {
        files.put(file, content(file));
      }
    }
    return new DiskState(files);
  }

  private static String content(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return "no file";
    }
    CRC32 sum = new CRC32();
    sum.update(Files.readAllBytes(file));
    return Files.size(file) + " bytes, " + sum.getValue();
  }

  /** One line that holds every one of {@code expected}, code 2, in time, no file touched. */
  static Call assertRefused(Path folder, Supplier<Call> command, String... expected)
      throws IOException {
    DiskState before = of(folder);
    Call call = assertTimeoutPreemptively(LIMIT, command::get);
    DiskState after = of(folder);
    assertAll(
        () -> assertEquals(CommandRunner.REFUSED, call.exitCode(), call.err()),
        () -> assertEquals("", call.out()),
        () -> assertEquals(1, call.err().lines().count(), call.err()),
        () -> assertTrue(call.err().startsWith("mas: ") && call.err().endsWith("\n"), call.err()),
        () -> assertFalse(call.err().contains("\tat "), call.err()),
        () -> assertEquals(before, after, call.err()));
    for (String part : expected) {
      assertTrue(call.err().contains(part), () -> part + " is not in: " + call.err());
    }
    return call;
  }
}
