package masattention.simulator;

import java.util.Optional;
import java.util.function.Function;

/**
 * The answer to a question about a tiling or a search: a value, or the reason why there is none.
 *
 * @param <T> the kind of value
 */
public sealed interface Outcome<T> {

  /**
   * There is a value.
   *
   * @param value the answer
   */
  record Feasible<T>(T value) implements Outcome<T> {
    @Override
    public <R> R fold(
        Function<? super T, ? extends R> feasible,
        Function<? super String, ? extends R> infeasible) {
      return feasible.apply(value);
    }
  }

  /**
   * There is none.
   *
   * @param reason what does not fit, how many bytes it needs and what limits it, or what the
   *     scheduler does not accept
   */
  record Infeasible<T>(String reason) implements Outcome<T> {
    @Override
    public <R> R fold(
        Function<? super T, ? extends R> feasible,
        Function<? super String, ? extends R> infeasible) {
      return infeasible.apply(reason);
    }
  }

  /** What {@code feasible} makes of the value, or {@code infeasible} of the reason. */
  <R> R fold(
      Function<? super T, ? extends R> feasible, Function<? super String, ? extends R> infeasible);

  /** The same with the value changed; a reason stays. */
  default <R> Outcome<R> map(Function<? super T, ? extends R> change) {
    return fold(value -> new Feasible<>(change.apply(value)), Infeasible::new);
  }

  /** The value; empty where there is none. */
  default Optional<T> optional() {
    return fold(Optional::of, reason -> Optional.empty());
  }

  /**
   * The value.
   *
   * @throws IllegalArgumentException where there is none, with the reason
   */
  default T orElseThrow() {
    return fold(
        value -> value,
        reason -> {
          throw new IllegalArgumentException(reason);
        });
  }
}
