package masattention.kernel;

import java.util.Arrays;
import java.util.Random;

/** The numbers that kernels are judged on, from ordinary to nasty. */
public enum InputKind {
  /** Independent standard normal numbers. */
  NORMAL {
    @Override
    void spoil(Random random, float[] query, float[] key, float[] value) {}
  },
  /** Scores in the hundreds, so that most exponentials vanish. */
  LARGE_LOGITS {
    @Override
    void spoil(Random random, float[] query, float[] key, float[] value) {
      for (int i = 0; i < query.length; i++) {
        query[i] *= 64;
      }
    }
  },
  /** Q, K and V each one number throughout. */
  ALL_EQUAL {
    @Override
    void spoil(Random random, float[] query, float[] key, float[] value) {
      Arrays.fill(query, 0.7f);
      Arrays.fill(key, 1.3f);
      Arrays.fill(value, 3.1f);
    }
  },
  /** Normal Q and K, V below the least normal number. */
  DENORMAL_VALUES {
    @Override
    void spoil(Random random, float[] query, float[] key, float[] value) {
      for (int i = 0; i < value.length; i++) {
        value[i] *= 0x1p-130f;
      }
    }
  },
  /** Q below the least normal number, K large enough for scores of ordinary size. */
  DENORMAL_QUERIES {
    @Override
    void spoil(Random random, float[] query, float[] key, float[] value) {
      for (int i = 0; i < query.length; i++) {
        query[i] *= 0x1p-128f;
      }
      for (int i = 0; i < key.length; i++) {
        key[i] *= 0x1p120f;
      }
    }
  },
  /** One NaN in each of Q, K and V. */
  NAN {
    @Override
    void spoil(Random random, float[] query, float[] key, float[] value) {
      query[random.nextInt(query.length)] = Float.NaN;
      key[random.nextInt(key.length)] = Float.NaN;
      value[random.nextInt(value.length)] = Float.NaN;
    }
  },
  /** Infinities of both signs in V. */
  INFINITE_VALUES {
    @Override
    void spoil(Random random, float[] query, float[] key, float[] value) {
      value[random.nextInt(value.length)] = Float.POSITIVE_INFINITY;
      value[random.nextInt(value.length)] = Float.NEGATIVE_INFINITY;
    }
  },
  /** An infinite number in K: logits of +∞ and −∞. */
  INFINITE_LOGITS {
    @Override
    void spoil(Random random, float[] query, float[] key, float[] value) {
      key[random.nextInt(key.length)] = Float.POSITIVE_INFINITY;
    }
  },
  /** Positive Q, and K of −∞ for a third of the numbers' positions in runs: logits of −∞. */
  MINUS_INFINITE_LOGITS {
    @Override
    void spoil(Random random, float[] query, float[] key, float[] value) {
      for (int i = 0; i < query.length; i++) {
        query[i] = Math.abs(query[i]) + 0.1f;
      }
      Arrays.fill(key, 0, Math.max(1, key.length / 3), Float.NEGATIVE_INFINITY);
    }
  },
  /** Scores whose sum of products overflows in FP32 while the scaled score does not. */
  HUGE_LOGITS {
    @Override
    void spoil(Random random, float[] query, float[] key, float[] value) {
      for (int i = 0; i < query.length; i++) {
        query[i] = 0x1p63f * (1 + 0.1f * query[i]);
      }
      for (int i = 0; i < key.length; i++) {
        key[i] = 0x1p60f * (1 + 0.1f * key[i]);
      }
    }
  };

  abstract void spoil(Random random, float[] query, float[] key, float[] value);

  /** The inputs of a call, padding between rows included. */
  public AttentionInputs inputs(KernelSetup setup, long seed) {
    Random random = new Random(seed);
    float[] query = normal(random, setup.queryLength());
    float[] key = normal(random, setup.keyLength());
    float[] value = normal(random, setup.valueLength());
    spoil(random, query, key, value);
    return new AttentionInputs(query, key, value);
  }

  private static float[] normal(Random random, int length) {
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
