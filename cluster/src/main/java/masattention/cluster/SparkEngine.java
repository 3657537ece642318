package masattention.cluster;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import masattention.explore.ExplorationEngine;
import masattention.explore.ExplorationSpace;
import masattention.explore.PointRange;
import masattention.explore.PointsLeft;
import masattention.input.InvalidInputException;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Computes points on <a href="https://spark.apache.org/">Apache Spark</a>, whose master {@code
 * spark-submit} names: each task a run of points, whose rows reach the driver as soon as the task
 * ends. No file system need be shared. A machine that cannot be explored is a value, not an
 * exception, which Spark would try again.
 */
public final class SparkEngine implements ExplorationEngine {
  private static final int MOST_POINTS = 64;
  private static final int TASKS_PER_CORE = 4;

  /** Tasks of a job, which Spark lists. */
  private static final int MOST_TASKS = 20_000;

  @Override
  public String id() {
    return "spark";
  }

  @Override
  public void run(ExplorationSpace space, PointsLeft left, Done done) {
    SparkConf conf =
        new SparkConf()
            .setIfMissing("spark.app.name", "mas explore")
            .setIfMissing("spark.log.level", "WARN")
            .setIfMissing("spark.ui.enabled", "false");
    try (JavaSparkContext context = new JavaSparkContext(conf)) {
      int cores = Math.max(1, context.defaultParallelism());
      int points = Math.max(1, Math.min(MOST_POINTS, left.count() / (TASKS_PER_CORE * cores)));
      List<PointRange> ranges = next(left, points);
      while (!ranges.isEmpty()) {
        run(context, space, ranges, done);
        ranges = next(left, points);
      }
    } catch (Exception e) {
      throw cause(e);
    }
  }

  private static List<PointRange> next(PointsLeft left, int points) {
    List<PointRange> ranges = new ArrayList<>();
    while (ranges.size() < MOST_TASKS) {
      Optional<PointRange> range = left.next(points);
      if (range.isEmpty()) {
        break;
      }
      ranges.add(range.get());
    }
    return ranges;
  }

  private static void run(
      JavaSparkContext context, ExplorationSpace space, List<PointRange> ranges, Done done) {
    JavaRDD<PointRange> rdd = context.parallelize(ranges, ranges.size());
    List<Object> partitions = new ArrayList<>(IntStream.range(0, ranges.size()).boxed().toList());
    Seq<Object> all = CollectionConverters.asScala(partitions).toSeq();
    context
        .sc()
        .runJob(
            rdd.rdd(),
            new RangeTask(space),
            all,
            new AbstractFunction2<Object, PackedRows, BoxedUnit>() {
              @Override
              public BoxedUnit apply(Object partition, PackedRows rows) {
                done.add(rows.unpacked());
                return BoxedUnit.UNIT;
              }
            },
            ClassTag$.MODULE$.apply(PackedRows.class));
  }

  /** What this suite itself refused while a job ran; else what Spark says. */
  private static RuntimeException cause(Exception failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof InvalidInputException || at instanceof UncheckedIOException) {
        return (RuntimeException) at;
      }
    }
    String said = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    return new InvalidInputException(
        "Spark gave up, or its master was lost; the journal is kept, and the same command goes on: %s"
            .formatted(said));
  }
}
