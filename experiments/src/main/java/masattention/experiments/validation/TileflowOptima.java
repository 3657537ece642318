package masattention.experiments.validation;

import java.util.List;
import masattention.experiments.Case;
import masattention.experiments.Point;
import masattention.experiments.Search;
import masattention.input.Grade;
import masattention.npu.Machines;
import masattention.report.Dataset;
import masattention.schedule.Schedulers;
import masattention.workload.AttentionShape;
import masattention.workload.Network;

/** The proven optima of the schedulers that keep the scores on chip, on TileFlow's edge machine. */
final class TileflowOptima {
  private static final List<Schedulers> FUSED =
      List.of(
          Schedulers.FLAT,
          Schedulers.FLAT_STREAM,
          Schedulers.TILEFLOW,
          Schedulers.FUSEMAX,
          Schedulers.MAS);

  private TileflowOptima() {}

  /** Those that have a tiling that fits. */
  static Dataset<Point> of(String workload, AttentionShape shape) {
    Network network = new Network(workload, shape, "TileFlow's test scripts", Grade.PUBLISHED, 1);
    Case on = Case.of(network, Machines.resolve(TileflowMapping.PRESET).config());
    return Dataset.of(on.by(FUSED).stream().map(Search::call).toList()).where(Point::feasible);
  }

  /** The fastest of them, the first among equals. */
  static Point best(Dataset<Point> optima) {
    return optima.values(Point::cycles).smallestAt();
  }
}
