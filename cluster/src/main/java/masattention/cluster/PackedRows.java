package masattention.cluster;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import masattention.explore.ExplorationRow;
import masattention.explore.RangeRows;

/** Rows of a run of points on their way to the driver. */
final class PackedRows implements Serializable {
  private final int from;
  private final byte[] bytes;
  private final String refusal;

  PackedRows(RangeRows rows) {
    from = rows.from();
    refusal = rows.refusal();
    ByteBuffer packed = ByteBuffer.allocate(rows.rows().size() * ExplorationRow.BYTES);
    rows.rows().forEach(row -> row.writeTo(packed));
    bytes = packed.array();
  }

  RangeRows unpacked() {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    List<ExplorationRow> rows = new ArrayList<>();
    while (left.hasRemaining()) {
      rows.add(ExplorationRow.readFrom(left));
    }
    return new RangeRows(from, rows, refusal);
  }
}
