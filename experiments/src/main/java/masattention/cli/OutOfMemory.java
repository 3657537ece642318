package masattention.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What to say when the memory does not suffice: one line, whatever thread notices first, made
 * beforehand, since there may be no memory left to make it.
 */
final class OutOfMemory {
  private static final String HEAP =
      "this needs more than the %d MiB of heap; take larger tiles or a smaller shape, or allow more, as in MAS_JAVA_OPTIONS=-Xmx8g."
          .formatted(Runtime.getRuntime().maxMemory() >> 20);
  private static final String THREADS =
      "the system starts no more threads; take fewer, as in --threads 1.";
  private static final byte[] HEAP_LINE = line(HEAP);
  private static final byte[] THREADS_LINE = line(THREADS);
  private static final AtomicReference<Thread> FIRST = new AtomicReference<>();

  /** Given up so that there is room to say it and to clear up. */
  @SuppressWarnings("unused")
  private static volatile byte[] reserve = new byte[1 << 18];

  private OutOfMemory() {}

  private static byte[] line(String complaint) {
    return ("mas: " + complaint + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Whether a lack of memory is what a failure comes from. */
  static boolean isCauseOf(Throwable failure) {
    return cause(failure) != null;
  }

  private static OutOfMemoryError cause(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof OutOfMemoryError error) {
        return error;
      }
    }
    return null;
  }

  /** What to say of a failure of this kind. */
  static String complaint(Throwable failure) {
    return isOfThreads(failure) ? THREADS : HEAP;
  }

  private static boolean isOfThreads(Throwable failure) {
    String message = cause(failure).getMessage();
    return message != null && message.contains("native thread");
  }

  /** Whether it is this thread that says it: the first that asks. */
  static boolean mayBeSaid() {
    Thread asking = Thread.currentThread();
    return FIRST.compareAndSet(null, asking) || FIRST.get() == asking;
  }

  /**
   * Ends the program when a thread of its own dies of it, since somebody may wait for that thread
   * for ever.
   */
  static void endsTheProgram(Console console) {
    FileOutputStream terminal = new FileOutputStream(FileDescriptor.err);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          if (!isCauseOf(failure)) {
            System.exit(CommandRunner.internalError(console, false, failure));
          }
          try {
            reserve = null;
            console.out().close(); // no last words
            if (mayBeSaid()) {
              terminal.write(isOfThreads(failure) ? THREADS_LINE : HEAP_LINE);
            }
            System.exit(CommandRunner.REFUSED);
          } catch (IOException | OutOfMemoryError e) {
            Runtime.getRuntime().halt(CommandRunner.REFUSED);
          }
        });
  }
}
