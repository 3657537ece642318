package masattention.regression;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import masattention.benchmarks.TrackedBenchmark;
import masattention.benchmarks.TurnTakingProfiler;

/**
 * JMH on one benchmark, in a process of its own.
 *
 * <p>The process is JMH's fork: JMH itself is told not to fork once more ({@code -f 0}), which
 * would double the time it takes to start. Compilation is not in the background ({@code -Xbatch})
 * and garbage collection serial, since threads that compete for a loaded processor would make every
 * process warm up differently.
 */
record JmhProcess(String name, Path results, Path log, Process process) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> JAVA =
      List.of(
          "-Xbatch",
          "-XX:+UseSerialGC",
          "-Xmx1g",
          "-Djava.awt.headless=true",
          "-Djmh.ignoreLock=true",
          "--add-modules",
          "jdk.incubator.vector");

  /**
   * Starts it.
   *
   * @param profiler folder with the classes of the profiler, for builds that have none
   * @param java further options of Java
   * @param jmh options of JMH
   */
  static JmhProcess start(
      Scratch scratch,
      Path profiler,
      Build build,
      TrackedBenchmark benchmark,
      List<String> java,
      List<String> jmh)
      throws IOException {
    Path results = Files.createTempFile(scratch.folder(), "jmh", ".json");
    Path log = Files.createTempFile(scratch.folder(), "jmh", ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JAVA);
    command.addAll(java);
    command.add("-classpath");
    command.add(build.classPath() + System.getProperty("path.separator") + profiler);
    command.add("org.openjdk.jmh.Main");
    command.add("^" + benchmark.method().replace(".", "\\.") + "$");
    for (String parameter : benchmark.parameters()) {
      command.addAll(List.of("-p", parameter));
    }
    command.addAll(List.of("-f", "0", "-t", "1", "-foe", "true", "-rf", "json"));
    command.addAll(List.of("-prof", TurnTakingProfiler.class.getName()));
    command.addAll(List.of("-rff", results.toString()));
    command.addAll(jmh);
    Process process =
        scratch.start(
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()));
    return new JmhProcess(
        "%s of %s".formatted(benchmark.id(), build.label()), results, log, process);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the end and returns what JMH wrote. */
  JmhResult result(Scratch scratch) throws IOException {
    int code = process.onExit().join().exitValue();
    scratch.stopIfInterrupted();
    String text = Files.readString(results, StandardCharsets.UTF_8);
    if (code != 0 || text.isBlank()) {
      throw new CommandFailedException(
          "%s failed (exit code %d): %s"
              .formatted(
                  name,
                  code,
                  CommandFailedException.said(log, "Exception|Error|No matching|ERROR")));
    }
    return new JmhResult(text, JSON.readTree(text));
  }
}
