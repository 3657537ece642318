package masattention.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import masattention.interpret.energy.Work;
import masattention.interpret.energy.WorkCounts;
import masattention.interpret.timing.Timeline;
import masattention.npu.HandMachine;
import masattention.schedule.Scheduling.Infeasible;
import masattention.schedulers.Schedulers;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

/**
 * Timelines by hand of MAS-Attention where L1 is short; costs as in {@link
 * OneRowBlockTimelineTest}.
 *
 * <p>M = 8, N = 16: two row blocks, four sub-tiles. Every buffer is a multiple of 32 bytes: Q 2, O
 * 2, two rows of scores 8, K 4, V 4, so that 20 · 32 = 640 bytes are needed. SOFTMAX 4 × 16 takes 2
 * + (64 · 8 + 16) / 8 = 68 cycles.
 */
class ShortageTimelineTest {
  private static final AttentionShape SHAPE = HandCase.shape(1, 8, 16);

  @Test
  void everythingFitsIn640Bytes() {
    assertInstanceOf(
        Infeasible.class,
        Schedulers.MAS.schedule(HandCase.resident(SHAPE, HandMachine.withL1(1, 639))));
    assertInstanceOf(
        Scheduling.Feasible.class,
        Schedulers.MAS.schedule(HandCase.resident(SHAPE, HandMachine.withL1(1, 640))));
  }

  @Test
  void overwriteFetchesTheVictimForEveryRowBlock() {
    // The second row of scores takes v = 128 / 32 = 4 sub-tiles of V, which pass through a staging
    // area of two: 20 − 4 + 2 = 18 times 32 bytes.
    Timeline timeline =
        HandCase.run(Schedulers.MAS, HandCase.partial(SHAPE, HandMachine.withL1(1, 18 * 32), 4, 0));
    TimelineTable.check(
        """
        LOAD  Q[0.0]          0    8   11
        LOAD  K[0.0]          8   16   19
        LOAD  K[0.1]         16   24   27
        LOAD  K[0.2]         24   32   35
        LOAD  K[0.3]         32   40   43
        LOAD  Q[0.1]         40   48   51
        LOAD  V[0.0]         48   56   59
        LOAD  V[0.1]         56   64   67
        LOAD  V[0.2]        137  145  148  | V0's slot was read until 137
        LOAD  V[0.3]        147  155  158  | V1's until 147
        LOAD  V[0.0]        158  166  169  | V2's until 158
        LOAD  V[0.1]        168  176  179  | V3's until 168; tie with the store of O0: load first
        LOAD  V[0.2]        205  213  216
        LOAD  V[0.3]        215  223  226
        MAC   S[0.0.0]       19   29
        MAC   S[0.0.1]       29   39
        MAC   S[0.0.2]       39   49
        MAC   S[0.0.3]       49   59
        MAC   S[0.1.0]       59   69
        MAC   S[0.1.1]       69   79
        MAC   S[0.1.2]       79   89
        MAC   S[0.1.3]       89   99
        MAC   O[0.0]+V[0.0] 127  137
        MAC   O[0.0]+V[0.1] 137  147
        MAC   O[0.0]+V[0.2] 148  158       | V2 is there at 148
        MAC   O[0.0]+V[0.3] 158  168
        MAC   O[0.1]+V[0.0] 195  205
        MAC   O[0.1]+V[0.1] 205  215
        MAC   O[0.1]+V[0.2] 216  226       | V2 is there at 216
        MAC   O[0.1]+V[0.3] 226  236
        VEC   P[0.0.0]       59  127
        VEC   P[0.1.0]      127  195
        STORE O[0.0]        176  184  187
        STORE O[0.1]        236  244  247
        """,
        timeline);
    assertEquals(247, timeline.makespanCycles());
    WorkCounts work = Work.of(timeline.program());
    // (row blocks − 1) · v sub-tiles
    assertEquals((2 - 1) * 4 * 32, work.refetchBytes());
    assertEquals(0, work.spillBytes());
  }

  @Test
  void spillingMakesScoresWaitForTheStoresOfP() {
    // With 19 · 32 bytes and 2 slots to read P back, u sub-tiles of the scores have one copy: 20 −
    // u
    // + 2 ≤ 19, u = 3.
    Timeline timeline =
        HandCase.run(
            Schedulers.MAS_SPILL, HandCase.resident(SHAPE, HandMachine.withL1(1, 19 * 32)));
    TimelineTable.check(
        """
        LOAD  Q[0.0]          0    8   11
        LOAD  K[0.0]          8   16   19
        LOAD  K[0.1]         16   24   27
        LOAD  K[0.2]         24   32   35
        LOAD  K[0.3]         32   40   43
        LOAD  Q[0.1]         40   48   51
        LOAD  V[0.0]         48   56   59
        LOAD  V[0.1]         56   64   67
        LOAD  V[0.2]         64   72   75
        LOAD  V[0.3]         72   80   83
        LOAD  P[0.0.1]      143  151  154  | its store ends at 138; the channel stores P0.2
        LOAD  P[0.0.2]      159  167  170  | ready at 151, the store of P0.3 since 143
        LOAD  P[0.0.3]      189  197  200  | P0.1's slot was read until 189
        LOAD  P[0.1.1]      253  261  264  | its store ends at 248; the channel stores P1.2
        LOAD  P[0.1.2]      269  277  280  | ready at 261, the store of P1.3 since 253
        LOAD  P[0.1.3]      285  293  296  | ready at 277, the store of O0 since 269
        MAC   S[0.0.0]       19   29
        MAC   S[0.0.1]       29   39
        MAC   S[0.0.2]       39   49
        MAC   S[0.0.3]       49   59
        MAC   S[0.1.0]       59   69       | has a slot of its own
        MAC   S[0.1.1]      135  145       | P0.1 has left its slot at 135
        MAC   S[0.1.2]      145  155       | P0.2 at 143
        MAC   S[0.1.3]      159  169       | P0.3 at 159
        MAC   O[0.0]+V[0.0] 169  179
        MAC   O[0.0]+V[0.1] 179  189
        MAC   O[0.0]+V[0.2] 189  199
        MAC   O[0.0]+V[0.3] 200  210       | P0.3 is back at 200
        MAC   O[0.1]+V[0.0] 237  247
        MAC   O[0.1]+V[0.1] 264  274       | P1.1 is back
        MAC   O[0.1]+V[0.2] 280  290       | P1.2 is back
        MAC   O[0.1]+V[0.3] 296  306       | P1.3 is back
        VEC   P[0.0.0]       59  127
        VEC   P[0.1.0]      169  237
        STORE P[0.0.1]      127  135  138
        STORE P[0.0.2]      135  143  146
        STORE P[0.0.3]      151  159  162  | ready at 143, the load of P0.1 since 138
        STORE P[0.1.1]      237  245  248
        STORE P[0.1.2]      245  253  256
        STORE P[0.1.3]      261  269  272
        STORE O[0.0]        277  285  288  | behind P1 in its queue
        STORE O[0.1]        306  314  317
        """,
        timeline);
    assertEquals(317, timeline.makespanCycles());
    assertEquals(2 * 3 * 32, Work.of(timeline.program()).spillBytes());
  }
}
