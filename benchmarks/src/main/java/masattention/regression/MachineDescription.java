package masattention.regression;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import masattention.input.JsonFields;

/**
 * The machine of a run, as far as it matters to speed.
 *
 * @param cpuModel as the processor calls itself
 * @param cpuFlags its instruction sets, as the kernel lists them; "unknown" elsewhere than on Linux
 * @param cores processors that Java may use
 * @param jdkMajor 17, 21, ...
 * @param jdk version and vendor
 * @param kernel name, version and architecture of the system
 */
public record MachineDescription(
    String cpuModel, String cpuFlags, int cores, int jdkMajor, String jdk, String kernel) {

  private static final String UNKNOWN = "unknown";
  private static final int MOST = 1 << 20;

  /** This one. */
  public static MachineDescription ofThisMachine() {
    return new MachineDescription(
        cpu("model name").orElse(System.getProperty("os.arch") + " of unknown model"),
        cpu("flags").or(() -> cpu("Features")).orElse(UNKNOWN),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().feature(),
        System.getProperty("java.vm.version") + " " + System.getProperty("java.vm.vendor"),
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")));
  }

  private static Optional<String> cpu(String field) {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.matches(field + "\\s*:.*\\S.*"))
          .map(line -> line.replaceFirst("[^:]*:\\s*", "").strip())
          .findFirst();
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }

  /** How many processes want a processor, averaged over the last minute; negative: unknown. */
  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /** Why times of the other machine say nothing about this one; empty when they do. */
  public List<String> differences(MachineDescription other) {
    return Stream.of(
            difference("CPU model", cpuModel, other.cpuModel),
            difference("JDK major version", jdkMajor, other.jdkMajor))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> difference(String what, Object one, Object other) {
    return one.equals(other)
        ? Optional.empty()
        : Optional.of("the %s differs (%s, %s)".formatted(what, one, other));
  }

  static MachineDescription read(JsonFields json) {
    return new MachineDescription(
        json.text("cpuModel"),
        json.text("cpuFlags"),
        json.intNumber("cores", 1, MOST),
        json.intNumber("jdkMajor", 1, MOST),
        json.text("jdk"),
        json.text("kernel"));
  }
}
