package masattention.regression;

import java.io.IOException;

/** Thrown when a program that was called, such as Git, failed; the message is what it said. */
public final class CommandFailedException extends IOException {

  private static final long serialVersionUID = 1L;

  CommandFailedException(String message) {
    super(message);
  }
}
