package masattention.program;

import java.util.Arrays;

/** A growing list of numbers that says in which relative state an emission or a simulation is. */
public final class State {
  private long[] numbers = new long[64];
  private int size;

  public void add(long number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    numbers[size++] = number;
  }

  public void clear() {
    size = 0;
  }

  /** Whether both hold the same numbers. */
  public boolean sameAs(State other) {
    return Arrays.equals(numbers, 0, size, other.numbers, 0, other.size);
  }
}
