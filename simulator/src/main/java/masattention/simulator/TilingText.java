package masattention.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import masattention.input.InvalidInputException;
import masattention.input.Names;
import masattention.schedule.Scheduler;
import masattention.schedule.Traits.Residency;
import masattention.tiling.Partition;
import masattention.tiling.Spans;
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
  private static final String TILES_PER_SPAN = "tiles-per-span";
  private static final String SUM_TILES = "sum-tiles";
  private static final String SHIFT_TILES = "shift-tiles";
  private static final String BLOCKS_PER_PASS = "blocks-per-pass";
  private static final String SPANS = "spans";
  private static final String WHOLE_SPANS = "whole";
  private static final String ONLINE_SPANS = "online";
  private static final List<String> PARTS =
      List.of(
          ROWS,
          COLS,
          KV_BUFFERS,
          RESIDENT_KEYS,
          RESIDENT_VALUES,
          PARTITION,
          DEPTH,
          VALUE_COLS,
          TILES_PER_SPAN,
          SUM_TILES,
          SHIFT_TILES,
          BLOCKS_PER_PASS,
          SPANS);
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

  /** All parts of a tiling; those from depth on only where they differ from their default. */
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
    Spans spans = tiling.spans();
    if (!spans.equals(Spans.PLAIN)) {
      parts.add(TILES_PER_SPAN + "=" + spans.tilesPerSpan());
      parts.add(SUM_TILES + "=" + spans.sumTiles());
      parts.add(SHIFT_TILES + "=" + spans.shiftTiles());
      parts.add(BLOCKS_PER_PASS + "=" + spans.blocksPerPass());
      if (spans.whole() && spans.tilesPerSpan() == 1) {
        parts.add(SPANS + "=" + WHOLE_SPANS);
      }
    }
    return String.join(",", parts);
  }

  /**
   * The tiling that {@code text} describes. What it leaves out is: everything resident, unless the
   * scheduler keeps nothing; one K/V buffer; heads dealt to the cores; whole depth; V sub-tiles as
   * wide as those of K; a sub-tile a span, all of its softmax on the vector unit, a row block a
   * pass; and spans that are whole where they have all of two or more sub-tiles.
   */
  public static Tiling parse(String text, AttentionShape shape, Scheduler scheduler) {
    return new TilingText(text).tiling(shape, scheduler);
  }

  private Tiling tiling(AttentionShape shape, Scheduler scheduler) {
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
      Spans spans = spans(pieces(shape.seqKv(), cols));
      return new Tiling(rows, cols, buffers, keys, values, partition(), depth, valueCols, spans);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("Tiling %s: %s".formatted(text, e.getMessage()));
    }
  }

  private Spans spans(int tiles) {
    int perSpan = positive(TILES_PER_SPAN, 1);
    String kind =
        parts.getOrDefault(SPANS, tiles > 1 && perSpan == tiles ? WHOLE_SPANS : ONLINE_SPANS);
    if (!kind.equals(WHOLE_SPANS) && !kind.equals(ONLINE_SPANS)) {
      throw refused("spans (%s) must be online or whole".formatted(kind));
    }
    return new Spans(
        perSpan,
        number(SUM_TILES, 0),
        number(SHIFT_TILES, 0),
        positive(BLOCKS_PER_PASS, 1),
        kind.equals(WHOLE_SPANS));
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
