package masattention.schedule;

import masattention.program.EngineKind;
import masattention.schedule.Schedule.Emission;
import masattention.schedule.Traits.Intermediates;
import masattention.schedule.Traits.Residency;

/**
 * TileFlow's pipeline: the matrix unit is split into two halves of R / 2 rows; in each round S_i,
 * P_{i−1} and O_{i−2} run side by side on half array, VEC and half array, in three score buffers,
 * with a barrier at the end of the round.
 *
 * <p>Load order: as {@link Mas}; staged sub-tiles of V and K alternate, since both halves use them
 * at the same time. Source: Zheng et al., "TileFlow", MICRO 2023, as the model page restates it.
 */
record TileFlow() implements Scheduler {

  @Override
  public Traits traits() {
    return new Traits(
        Residency.PARTIAL, true, true, Intermediates.NONE, EngineKind.MAC_HALF_A, false);
  }

  @Override
  public Schedule schedule(Problem problem) {
    return FusedSchedule.of(problem, 3, true, TileFlow::emission);
  }

  private static Emission emission(RowBlocks blocks) {
    int cores = blocks.team.size();
    blocks.fetchQueries(cores - 1);
    blocks.keys.fetchFirstGroup();
    for (int n = 0; n < cores; n++) {
      announce(blocks, n);
    }
    blocks.fetchQueries(2 * cores - 1);
    blocks.values.fetchFirstGroup();
    return Pipeline.of(
        blocks,
        2,
        n -> {
          announce(blocks, n + cores);
          blocks.fetchQueries(n + cores);
          products(blocks, n);
          blocks.storeOutput(n - 2 * cores);
          blocks.softmax(n - cores);
          blocks.sink.barrier(
              blocks.team.core(n), EngineKind.MAC_HALF_A, EngineKind.MAC_HALF_B, EngineKind.VEC);
        });
  }

  private static void announce(RowBlocks blocks, int n) {
    int done = n - 2 * blocks.team.size();
    int first = Math.min(blocks.keys.count(), blocks.values.count());
    for (int tile = first; tile < mostTiles(blocks); tile++) {
      blocks.announceValues(done, tile);
      blocks.announceKeys(n, tile);
    }
  }

  private static void products(RowBlocks blocks, int n) {
    int done = n - 2 * blocks.team.size();
    int valueTiles = blocks.has(done) ? blocks.grid.keptValueTiles(blocks.team.rowBlock(done)) : 0;
    int keyTiles = blocks.has(n) ? blocks.grid.keptKeyTiles(blocks.team.rowBlock(n)) : 0;
    int outputs = valueTiles > 0 ? blocks.residentOutputs(done, EngineKind.MAC_HALF_B) : 0;
    int scores = keyTiles > 0 ? blocks.residentScores(n, EngineKind.MAC_HALF_A) : 0;
    for (int tile = Math.min(outputs, scores); tile < Math.max(valueTiles, keyTiles); tile++) {
      if (outputs <= tile && tile < valueTiles) {
        blocks.outputTile(done, tile, EngineKind.MAC_HALF_B);
      }
      if (scores <= tile && tile < keyTiles) {
        blocks.scoreTile(n, tile, EngineKind.MAC_HALF_A);
      }
    }
  }

  private static int mostTiles(RowBlocks blocks) {
    return Math.max(blocks.grid.keyTiles(), blocks.grid.valueTiles());
  }
}
