package masattention.explore;

import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import masattention.schedule.Scheduler;
import masattention.search.Objective;

/**
 * The hash of a space: two have the same only if their points have the same tasks. It is the same
 * on every JDK, since decimals go into it by their bits.
 */
final class SpaceIdentity {
  private static final int BYTES = 16;

  private final MessageDigest digest = sha256();

  /** Thirty-two hexadecimal digits. */
  static String of(ExplorationSpace space) {
    SpaceIdentity identity = new SpaceIdentity();
    identity.add(space.machines().base());
    for (Map.Entry<Parameter, List<List<Long>>> axis : space.machines().values().entrySet()) {
      identity.add(axis.getKey().field());
      axis.getValue().forEach(value -> identity.add(value.toString()));
    }
    space.schedulers().stream().map(Scheduler::id).forEach(identity::add);
    space.objectives().stream().map(Objective::id).forEach(identity::add);
    space.layers().forEach(layer -> identity.add(layer));
    return HexFormat.of().formatHex(identity.digest.digest(), 0, BYTES);
  }

  /** A digest of SHA-256. */
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK must have SHA-256.", e);
    }
  }

  private void add(Record record) {
    add(record.getClass().getSimpleName());
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      add(component.getName());
      try {
        component.getAccessor().setAccessible(true);
        add(component.getAccessor().invoke(record));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("Records of this suite must be readable.", e);
      }
    }
  }

  private void add(Object value) {
    if (value instanceof Record record) {
      add(record);
    } else if (value instanceof Double decimal) {
      add(Double.doubleToLongBits(decimal) + " bits");
    } else {
      add(value.toString());
    }
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }
}
