package masattention.kernel;

import java.util.Locale;
import java.util.Random;

/**
 * What the parts of decode take while their data are in the first caches: four query rows, 64 keys,
 * head dimension 128. What reading the same K and V from memory takes is the benchmark {@code
 * memory-read}.
 */
final class DecodePhases {

  private static final int DEPTH = 128;
  private static final int KEYS = LaneSteps.CHUNK;
  private static final int REPEATS = 20;
  private static final double SECONDS = 1;

  private final DecodeArithmetic arithmetic = LaneArithmetics.fastestDecode();
  private final float[] t = LaneBlock.workspace(0);
  private final float[] numbers = new float[KEYS * DEPTH];
  private final short[] halves = new short[KEYS * DEPTH];
  private final int query = LaneBlock.ALIGNMENT_FLOATS;
  private final int output = query + DecodeArithmetic.ROWS * DEPTH;
  private final int scores = output + DecodeArithmetic.ROWS * DEPTH;
  private final int lanes = scores + KEYS * DecodeArithmetic.ROWS;
  private final int chains = lanes + 3 * DecodeArithmetic.PARTIALS;

  private DecodePhases() {
    Random random = new Random(1);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
      halves[i] = Storage.FP16.round(numbers[i]);
    }
  }

  static void print() {
    DecodePhases phases = new DecodePhases();
    StringBuilder line = new StringBuilder("decode, nanoseconds per 64 keys:");
    for (Storage storage : Storage.values()) {
      phases.append(line, "SCORES " + storage, () -> phases.scores(storage));
    }
    phases.append(line, "EXPONENTIALS", phases::exponentials);
    for (Storage storage : Storage.values()) {
      phases.append(line, "VALUES " + storage, () -> phases.values(storage));
    }
    System.out.println(line);
  }

  private void append(StringBuilder line, String name, Runnable part) {
    long least = Long.MAX_VALUE;
    long end = System.nanoTime() + (long) (SECONDS * 1e9);
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      for (int i = 0; i < REPEATS; i++) {
        part.run();
      }
      least = Math.min(least, System.nanoTime() - start);
    }
    line.append(String.format(Locale.ROOT, " %s %d", name, least / REPEATS));
  }

  private void scores(Storage storage) {
    if (storage.isHalf()) {
      arithmetic.scores(t, query, DEPTH, chains, storage, halves, 0, DEPTH, KEYS, scores);
    } else {
      arithmetic.scores(t, query, DEPTH, chains, numbers, 0, DEPTH, KEYS, scores);
    }
  }

  private void exponentials() {
    int shifts = lanes + DecodeArithmetic.PARTIALS;
    arithmetic.raiseMaxima(t, scores, KEYS, lanes);
    arithmetic.exponentials(t, scores, KEYS, shifts, 1f, 1f, shifts + DecodeArithmetic.PARTIALS);
  }

  private void values(Storage storage) {
    int step = DecodeSpan.VALUE_KEYS;
    for (int j = 0; j < KEYS; j += step) {
      int weights = scores + j * DecodeArithmetic.ROWS;
      if (storage.isHalf()) {
        arithmetic.values(t, weights, step, storage, halves, j * DEPTH, DEPTH, DEPTH, output);
      } else {
        arithmetic.values(t, weights, step, numbers, j * DEPTH, DEPTH, DEPTH, output);
      }
    }
  }
}
