package masattention.explore;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import masattention.npu.NpuConfig;

/** The build that computes: what its classes hash to, whatever engine they run on. */
final class ModelBuild {
  private static final int BYTES = 6;

  private static String running;

  private ModelBuild() {}

  /** Twelve hexadecimal digits, others for other classes; read once. */
  static synchronized String id() throws IOException {
    if (running == null) {
      running = read();
    }
    return running;
  }

  private static String read() throws IOException {
    try {
      MessageDigest digest = SpaceIdentity.sha256();
      Set<Path> sources = new TreeSet<>();
      for (Class<?> part : List.of(NpuConfig.class, Exploration.class)) {
        sources.add(Path.of(part.getProtectionDomain().getCodeSource().getLocation().toURI()));
      }
      for (Path source : sources) {
        if (Files.isDirectory(source)) {
          addClasses(digest, source);
        } else {
          try (FileSystem jar = FileSystems.newFileSystem(source)) {
            addClasses(digest, jar.getPath("/"));
          }
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The classes of this build must be readable.", e);
    }
  }

  private static void addClasses(MessageDigest digest, Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("masattention"))) {
      for (Path file :
          files
              .filter(file -> file.toString().endsWith(".class"))
              .filter(file -> !file.startsWith(root.resolve("masattention/cluster")))
              .sorted(Comparator.comparing(Path::toString))
              .toList()) {
        digest.update(Files.readAllBytes(file));
      }
    }
  }
}
