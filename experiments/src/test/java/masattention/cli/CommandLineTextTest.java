package masattention.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import masattention.experiments.SimulateLine;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.simulator.TilingText;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the command line writes, it reads back as the same. */
class CommandLineTextTest {

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void tilings(long seed) {
    Random random = new Random(seed);
    AttentionShape shape = shape(random);
    Tiling tiling =
        Tiling.resident(shape, 1 + random.nextInt(9), 1 + random.nextInt(9))
            .withKvBuffers(1 + random.nextInt(2))
            .withResident(random.nextInt(4), random.nextInt(4))
            .withPartition(random.nextBoolean() ? Partition.ROWS : Partition.HEADS)
            .withDepthAndValueTiles(1 + random.nextInt(4), 1 + random.nextInt(9));
    for (Scheduler scheduler : List.of(Schedulers.MAS, Schedulers.FLAT_STREAM)) {
      String text = TilingText.of(tiling, shape);
      assertEquals(tiling, TilingText.parse(text, shape, scheduler), text);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shapes(long seed) {
    Random random = new Random(seed);
    AttentionShape base = plain(shape(random));
    AttentionShape changed = shape(random);
    List<String> words = new ArrayList<>(List.of("--network", "any"));
    words.addAll(SimulateLine.options(base, changed));
    WorkloadOptions options = new WorkloadOptions();
    new CommandLine(options).parseArgs(words.toArray(String[]::new));
    assertEquals(changed, options.changed(base), words.toString());
  }

  private static AttentionShape plain(AttentionShape s) {
    return new AttentionShape(
        s.batch(),
        s.queryHeads(),
        s.kvHeads(),
        s.seqQ(),
        s.seqKv(),
        s.headDim(),
        s.valueDim(),
        false,
        s.elementBytes());
  }

  private static AttentionShape shape(Random random) {
    int kvHeads = 1 + random.nextInt(3);
    int rows = 1 + random.nextInt(3);
    int dim = 1 + random.nextInt(3);
    return new AttentionShape(
        1 + random.nextInt(2),
        kvHeads * (1 + random.nextInt(2)),
        kvHeads,
        rows,
        rows + random.nextInt(2),
        dim,
        random.nextBoolean() ? dim : 1 + random.nextInt(3),
        random.nextBoolean(),
        1 + random.nextInt(2));
  }
}
