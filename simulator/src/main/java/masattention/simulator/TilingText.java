package masattention.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import masattention.input.InvalidInputException;
import masattention.input.Names;
import masattention.schedule.Schedulers;
import masattention.schedule.Traits.Residency;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;

/**
 * Tilings as the command line writes them, such as {@code
 * rows=64,cols=512,kv-buffers=2,resident-keys=1,resident-values=1,partition=rows}.
 */
public final class TilingText {
  private static final String ROWS = "rows";
  private static final String COLS = "cols";
  private static final String KV_BUFFERS = "kv-buffers";
  private static final String RESIDENT_KEYS = "resident-keys";
  private static final String RESIDENT_VALUES = "resident-values";
  private static final String PARTITION = "partition";
  private static final String DEPTH = "depth";
  private static final String VALUE_COLS = "value-cols";
  private static final List<String> PARTS =
      List.of(ROWS, COLS, KV_BUFFERS, RESIDENT_KEYS, RESIDENT_VALUES, PARTITION, DEPTH, VALUE_COLS);
  private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

  private final String text;
  private final Map<String, String> parts = new HashMap<>();

  private TilingText(String text) {
    this.text = text;
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals <= 0 || equals == part.length() - 1) {
        throw refused("\"%s\" must be a name and a value, as in rows=64".formatted(part));
      }
      String name = part.substring(0, equals);
      if (!PARTS.contains(name)) {
        throw refused("unknown part " + Names.withKnown(name, PARTS));
      }
      if (parts.put(name, part.substring(equals + 1)) != null) {
        throw refused("%s must stand there once".formatted(name));
      }
    }
  }

  /** All parts of a tiling; depth and value-cols only where they differ from their default. */
  public static String of(Tiling tiling, AttentionShape shape) {
    List<String> parts = new ArrayList<>();
    parts.add(ROWS + "=" + tiling.rowsPerBlock());
    parts.add(COLS + "=" + tiling.colsPerTile());
    parts.add(KV_BUFFERS + "=" + tiling.kvBuffers());
    parts.add(RESIDENT_KEYS + "=" + tiling.residentKeyTiles());
    parts.add(RESIDENT_VALUES + "=" + tiling.residentValueTiles());
    parts.add(PARTITION + "=" + id(tiling.partition()));
    if (tiling.depthPerTile() != shape.headDim()) {
      parts.add(DEPTH + "=" + tiling.depthPerTile());
    }
    if (tiling.valueColsPerTile() != tiling.colsPerTile()) {
      parts.add(VALUE_COLS + "=" + tiling.valueColsPerTile());
    }
    return String.join(",", parts);
  }

  /**
   * The tiling that {@code text} describes. What it leaves out is: everything resident, unless the
   * scheduler keeps nothing; one K/V buffer; heads dealt to the cores; whole depth; V sub-tiles as
   * wide as those of K.
   */
  public static Tiling parse(String text, AttentionShape shape, Schedulers scheduler) {
    return new TilingText(text).tiling(shape, scheduler);
  }

  private Tiling tiling(AttentionShape shape, Schedulers scheduler) {
    if (!parts.containsKey(ROWS) || !parts.containsKey(COLS)) {
      throw refused("rows and cols must be there, as in rows=64,cols=512");
    }
    int cols = positive(COLS, 0);
    int valueCols = positive(VALUE_COLS, cols);
    boolean keeps = scheduler.traits().residency() != Residency.NONE;
    int rows = positive(ROWS, 0);
    int buffers = positive(KV_BUFFERS, 1);
    int keys = number(RESIDENT_KEYS, keeps ? pieces(shape.seqKv(), cols) : 0);
    int values = number(RESIDENT_VALUES, keeps ? pieces(shape.seqKv(), valueCols) : 0);
    int depth = positive(DEPTH, shape.headDim());
    try {
      return new Tiling(rows, cols, buffers, keys, values, partition(), depth, valueCols);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("Tiling %s: %s".formatted(text, e.getMessage()));
    }
  }

  private static int pieces(int extent, int piece) {
    return (extent - 1) / piece + 1;
  }

  private int positive(String name, int otherwise) {
    int number = number(name, otherwise);
    if (number == 0) {
      throw refused("%s (0) must be positive".formatted(name));
    }
    return number;
  }

  private int number(String name, int otherwise) {
    String value = parts.get(name);
    if (value == null) {
      return otherwise;
    }
    if (!WHOLE.matcher(value).matches()) {
      throw refused("%s (%s) must be a whole number up to 999999999".formatted(name, value));
    }
    return Integer.parseInt(value);
  }

  private Partition partition() {
    String value = parts.getOrDefault(PARTITION, id(Partition.HEADS));
    for (Partition partition : Partition.values()) {
      if (id(partition).equals(value)) {
        return partition;
      }
    }
    throw refused("partition (%s) must be heads or rows".formatted(value));
  }

  /** The name of a partition on the command line and in tables. */
  public static String id(Partition partition) {
    return partition.name().toLowerCase(Locale.ROOT);
  }

  private InvalidInputException refused(String complaint) {
    return new InvalidInputException("Tiling %s: %s.".formatted(text, complaint));
  }
}
