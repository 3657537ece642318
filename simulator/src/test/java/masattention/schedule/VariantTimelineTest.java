package masattention.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import masattention.interpret.energy.Work;
import masattention.interpret.timing.Timeline;
import masattention.npu.HandMachine;
import masattention.schedulers.Schedulers;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

/**
 * Timelines by hand of other shapes and tilings on one core: several heads, masks, ragged sizes,
 * cut depths, streaming; costs as in {@link OneRowBlockTimelineTest}.
 */
class VariantTimelineTest {

  private static Timeline flat(AttentionShape shape, Tiling tiling) {
    return HandCase.run(Schedulers.FLAT, Problem.of(shape, HandMachine.oneCore(), tiling));
  }

  @Test
  void oneBufferOfKAndVWaitsForTheLastReaderOfTheHead() {
    AttentionShape shape = HandCase.shape(2, 4, 8);
    Timeline timeline = flat(shape, Tiling.resident(shape, 4, 4));
    TimelineTable.check(
        """
        LOAD  Q[0.0]          0    8   11
        LOAD  K[0.0]          8   16   19
        LOAD  K[0.1]         16   24   27
        LOAD  V[0.0]         24   32   35
        LOAD  V[0.1]         32   40   43
        LOAD  Q[1.0]         40   48   51
        LOAD  K[1.0]         48   56   59  | K0 of head 0 was read until 29
        LOAD  K[1.1]         56   64   67
        LOAD  V[1.0]         85   93   96  | V0 of head 0 was read until 85
        LOAD  V[1.1]         95  103  106  | V1 until 95; tie with the store of O: load first
        MAC   S[0.0.0]       19   29
        MAC   S[0.0.1]       29   39
        MAC   O[0.0]+V[0.0]  75   85
        MAC   O[0.0]+V[0.1]  85   95
        MAC   S[1.0.0]       95  105
        MAC   S[1.0.1]      105  115
        MAC   O[1.0]+V[1.0] 151  161
        MAC   O[1.0]+V[1.1] 161  171
        VEC   P[0.0.0]       39   75
        VEC   P[1.0.0]      115  151
        STORE O[0.0]        103  111  114
        STORE O[1.0]        171  179  182
        """,
        timeline);
  }

  @Test
  void twoBuffersOfKAndVWaitForNothing() {
    AttentionShape shape = HandCase.shape(2, 4, 8);
    Timeline timeline = flat(shape, Tiling.resident(shape, 4, 4).withKvBuffers(2));
    TimelineTable.check(
        """
        LOAD  Q[0.0]          0    8   11
        LOAD  K[0.0]          8   16   19
        LOAD  K[0.1]         16   24   27
        LOAD  V[0.0]         24   32   35
        LOAD  V[0.1]         32   40   43
        LOAD  Q[1.0]         40   48   51
        LOAD  K[1.0]         48   56   59
        LOAD  K[1.1]         56   64   67
        LOAD  V[1.0]         64   72   75
        LOAD  V[1.1]         72   80   83
        MAC   S[0.0.0]       19   29
        MAC   S[0.0.1]       29   39
        MAC   O[0.0]+V[0.0]  75   85
        MAC   O[0.0]+V[0.1]  85   95
        MAC   S[1.0.0]       95  105
        MAC   S[1.0.1]      105  115
        MAC   O[1.0]+V[1.0] 151  161
        MAC   O[1.0]+V[1.1] 161  171
        VEC   P[0.0.0]       39   75
        VEC   P[1.0.0]      115  151
        STORE O[0.0]         95  103  106
        STORE O[1.0]        171  179  182
        """,
        timeline);
  }

  @Test
  void headsOfAGroupShareKAndV() {
    AttentionShape shape = new AttentionShape(1, 2, 1, 4, 8, 4, 4, false, 2);
    Timeline timeline = flat(shape, Tiling.resident(shape, 4, 4));
    // as two row blocks of one head: 106 and another 40 + 36
    assertEquals(106 + 40 + 36, timeline.makespanCycles());
    // two Q, two sub-tiles of K and of V
    assertEquals(6 * 32, Work.of(timeline.program()).dramReadBytes());
  }

  @Test
  void whollyMaskedSubTilesAreNotComputed() {
    AttentionShape shape = new AttentionShape(1, 1, 1, 8, 8, 4, 4, true, 2);
    // SOFTMAX 4 × 4: 2 + (16 · 8 + 16) / 8 = 20
    TimelineTable.check(
        """
        LOAD  Q[0.0]          0    8   11
        LOAD  K[0.0]          8   16   19
        LOAD  K[0.1]         16   24   27
        LOAD  V[0.0]         24   32   35
        LOAD  V[0.1]         32   40   43
        LOAD  Q[0.1]         40   48   51
        MAC   S[0.0.0]       19   29       | block 0 sees keys 0 to 3 only
        MAC   O[0.0]+V[0.0]  49   59
        MAC   S[0.1.0]       59   69
        MAC   S[0.1.1]       69   79       | partly masked, computed in full
        MAC   O[0.1]+V[0.0] 115  125
        MAC   O[0.1]+V[0.1] 125  135
        VEC   P[0.0.0]       29   49
        VEC   P[0.1.0]       79  115
        STORE O[0.0]         59   67   70
        STORE O[0.1]        135  143  146
        """,
        flat(shape, Tiling.resident(shape, 4, 4)));
  }

  @Test
  void raggedBlocksAndTilesAreSmallerTasks() {
    // M = 4 + 1, N = 4 + 2: K1, V1 16 bytes, 4 cycles; Q1, O1 8 bytes, 2 cycles.
    // Every S tile has depth 4: 10 cycles; products with V1 have depth 2: 2 + 6 = 8.
    // SOFTMAX 4 × 6: 2 + (24 · 8 + 16) / 8 = 28; 1 × 6: 2 + ceil((6 · 8 + 4) / 8) = 9.
    AttentionShape shape = HandCase.shape(1, 5, 6);
    TimelineTable.check(
        """
        LOAD  Q[0.0]          0    8   11
        LOAD  K[0.0]          8   16   19
        LOAD  K[0.1]         16   20   23
        LOAD  V[0.0]         20   28   31
        LOAD  V[0.1]         28   32   35
        LOAD  Q[0.1]         32   34   37
        MAC   S[0.0.0]       19   29
        MAC   S[0.0.1]       29   39
        MAC   O[0.0]+V[0.0]  67   77
        MAC   O[0.0]+V[0.1]  77   85
        MAC   S[0.1.0]       85   95
        MAC   S[0.1.1]       95  105
        MAC   O[0.1]+V[0.0] 114  124
        MAC   O[0.1]+V[0.1] 124  132
        VEC   P[0.0.0]       39   67
        VEC   P[0.1.0]      105  114
        STORE O[0.0]         85   93   96
        STORE O[0.1]        132  134  137
        """,
        flat(shape, Tiling.resident(shape, 4, 4)));
  }

  @Test
  void depthAndValueTilesAreCutOnTheirOwn() {
    // QKᵀ in two slices of depth 2: 2 + 6 = 8 cycles each; PV in one of depth 8: 8 + 6 = 14; V is
    // one transfer of 64 bytes.
    AttentionShape shape = HandCase.shape(1, 4, 8);
    TimelineTable.check(
        """
        LOAD  Q[0.0]          0    8   11
        LOAD  K[0.0]          8   16   19
        LOAD  K[0.1]         16   24   27
        LOAD  V[0.0]         24   40   43
        MAC   S[0.0.0]       19   27
        MAC   S[0.0.0]       27   35
        MAC   S[0.0.1]       35   43
        MAC   S[0.0.1]       43   51
        MAC   O[0.0]+V[0.0]  87  101
        VEC   P[0.0.0]       51   87
        STORE O[0.0]        101  109  112
        """,
        flat(shape, Tiling.resident(shape, 4, 4).withDepthAndValueTiles(2, 8).withResident(2, 1)));
  }

  @Test
  void fuseMaxStreamsKAndVInTheOrderOfItsProducts() {
    Problem problem = HandCase.partial(HandCase.shape(1, 8, 8), HandMachine.oneCore(), 0, 0);
    Timeline timeline = HandCase.run(Schedulers.FUSEMAX, problem);
    TimelineTable.check(
        """
        LOAD  Q[0.0]          0    8   11
        LOAD  K[0.0]          8   16   19
        LOAD  K[0.1]         16   24   27
        LOAD  Q[0.1]         24   32   35
        LOAD  V[0.0]         32   40   43  | K0's slot was read until 29
        LOAD  K[0.0]         40   48   51  | K1's slot was read until 39
        LOAD  V[0.1]         59   67   70  | V0's until 59
        LOAD  K[0.1]         69   77   80  | K0's until 69
        LOAD  V[0.0]         83   91   94  | V1's until 83
        LOAD  V[0.1]         93  101  104  | K1's until 93
        MAC   S[0.0.0]       19   29
        MAC   S[0.0.1]       29   39
        MAC   O[0.0]+V[0.0]  49   59
        MAC   S[0.1.0]       59   69
        MAC   O[0.0]+V[0.1]  73   83
        MAC   S[0.1.1]       83   93
        MAC   O[0.1]+V[0.0]  94  104       | V0 is there at 94
        MAC   O[0.1]+V[0.1] 123  133
        VEC   P[0.0.0]       29   49
        VEC   P[0.0.1]       49   69
        VEC   rescale-O[0.0]  69  73
        VEC   P[0.1.0]       73   93
        VEC   normalize-O[0.0]  93  99
        VEC   P[0.1.1]       99  119
        VEC   rescale-O[0.1] 119 123
        VEC   normalize-O[0.1] 133 139
        STORE O[0.0]        101  109  112  | ready at 99, the channel loads V1 until 101
        STORE O[0.1]        139  147  150
        """,
        timeline);
    // Q and O, and K and V once per row block
    assertEquals(2 * 32 + 2 * 4 * 32, Work.of(timeline.program()).dramReadBytes());
    assertEquals(4 * 32, Work.of(timeline.program()).refetchBytes());
  }
}
