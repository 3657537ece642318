package masattention.regression;

import java.io.IOException;

/** Thrown when a benchmark of a build cannot be measured. */
public final class MeasurementFailedException extends IOException {

  private static final long serialVersionUID = 1L;

  MeasurementFailedException(String message) {
    super(message);
  }
}
