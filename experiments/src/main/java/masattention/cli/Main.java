package masattention.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The command {@code mas}. */
public final class Main {
  private Main() {}

  /** Runs one command and exits with its code. */
  @SuppressWarnings("SystemExitOutsideMain")
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    System.setProperty("java.awt.headless", "true");
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    boolean terminal = Boolean.getBoolean("mas.progress");
    boolean debug = "1".equals(System.getenv("MAS_DEBUG"));
    Console console = new Console(out, err, terminal ? new TerminalProgress(err) : null);
    OutOfMemory.endsTheProgram(console);
    System.exit(CommandRunner.run(console, debug, arguments));
  }

  /** The same bytes whatever the locale. */
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
