package masattention.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngOnDemandTest {

  @TempDir Path folder;

  @Test
  void figuresArePngOnlyWhenAskedForAndOldOnesAreNoDifference() throws IOException {
    reproduce();
    assertEquals(List.of("validation-rtl-errors.svg", "validation-rtl.svg"), figures());
    Files.writeString(folder.resolve("plots/validation-rtl.png"), "an old one");
    reproduce("--png");
    assertEquals(4, figures().size());
    assertEquals((byte) 0x89, Files.readAllBytes(folder.resolve("plots/validation-rtl.png"))[0]);
    reproduce();
  }

  private void reproduce(String... options) {
    Stream<String> where =
        Stream.of("--results=" + folder.resolve("results"), "--plots=" + folder.resolve("plots"));
    String[] all =
        Stream.of(Stream.of("reproduce", "validation-rtl"), where, Stream.of(options))
            .flatMap(part -> part)
            .toArray(String[]::new);
    Call call = Call.mas(all);
    assertEquals(0, call.exitCode(), call.err());
  }

  private List<String> figures() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("plots"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
