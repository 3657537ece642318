package masattention.cli;

import java.util.function.Supplier;
import masattention.input.InvalidInputException;
import masattention.schedule.Schedulers;
import masattention.simulator.Simulator;

/** Asks the simulator, and says of what it refuses what the user asked for. */
final class Refusals {
  private Refusals() {}

  /**
   * The answer to a question.
   *
   * @throws InvalidInputException when the simulator refuses it or finds nothing that fits
   */
  static <T> T answer(Simulator simulator, Schedulers scheduler, Supplier<T> question) {
    return answer(simulator, scheduler, "", question);
  }

  /**
   * The answer to a question.
   *
   * @param options what the user stated beside scheduler, network and machine
   * @throws InvalidInputException when the simulator refuses it or finds nothing that fits
   */
  static <T> T answer(
      Simulator simulator, Schedulers scheduler, String options, Supplier<T> question) {
    try {
      return question.get();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InvalidInputException(
          "%s cannot run %s on %s%s: %s"
              .formatted(
                  scheduler.id(),
                  simulator.network().name(),
                  simulator.machine().name(),
                  options,
                  e.getMessage()));
    }
  }

  /** The refusal of a scheduler that has no tiling. */
  static InvalidInputException nothingFits(Simulator simulator, Schedulers scheduler) {
    return new InvalidInputException(simulator.whyNothingFits(scheduler));
  }
}
