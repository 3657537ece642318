package masattention.cluster;

import java.io.Serializable;
import masattention.explore.ExplorationSpace;
import masattention.explore.PointRange;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** What a task of Spark does: computes the one run of points of its partition. */
final class RangeTask extends AbstractFunction2<TaskContext, Iterator<PointRange>, PackedRows>
    implements Serializable {
  private final ExplorationSpace space;

  RangeTask(ExplorationSpace space) {
    this.space = space;
  }

  @Override
  public PackedRows apply(TaskContext context, Iterator<PointRange> ranges) {
    return new PackedRows(space.cursor().rows(ranges.next()));
  }
}
