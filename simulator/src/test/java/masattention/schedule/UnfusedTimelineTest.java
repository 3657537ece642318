package masattention.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import masattention.interpret.timing.Timeline;
import masattention.npu.HandMachine;
import masattention.schedulers.Schedulers;
import org.junit.jupiter.api.Test;

/**
 * Timelines by hand of two row blocks of the schedulers that send scores through DRAM; costs as in
 * {@link OneRowBlockTimelineTest}.
 */
class UnfusedTimelineTest {

  private static Timeline run(Scheduler scheduler) {
    return HandCase.run(
        scheduler, HandCase.resident(HandCase.shape(1, 8, 8), HandMachine.oneCore()));
  }

  @Test
  void layerWise() {
    Timeline timeline = run(Schedulers.LAYER_WISE);
    TimelineTable.check(
        """
        LOAD  Q[0.0]          0    8   11
        LOAD  K[0.0]          8   16   19
        LOAD  K[0.1]         16   24   27
        LOAD  Q[0.1]         24   32   35
        LOAD  S[0.0.0]       70   86   89  | barrier: the last store of pass 1 ends at 70; 64 bytes
        LOAD  S[0.1.0]       86  102  105
        LOAD  P[0.0.0]      180  188  191  | barrier: the last store of pass 2 ends at 180
        LOAD  P[0.0.1]      188  196  199
        LOAD  V[0.0]        196  204  207
        LOAD  V[0.1]        204  212  215
        LOAD  P[0.1.0]      212  220  223
        LOAD  P[0.1.1]      220  228  231
        MAC   S[0.0.0]       19   29       | K0 usable at 19
        MAC   S[0.0.1]       29   39
        MAC   S[0.1.0]       39   49       | Q1 usable at 35
        MAC   S[0.1.1]       49   59
        MAC   O[0.0]+V[0.0] 207  217       | V0 usable at 207
        MAC   O[0.0]+V[0.1] 217  227
        MAC   O[0.1]+V[0.0] 227  237       | P usable at 223
        MAC   O[0.1]+V[0.1] 237  247
        VEC   P[0.0.0]       89  125
        VEC   P[0.1.0]      125  161
        STORE S[0.0.0]       32   40   43  | ready at 29, but the channel loads Q1 until 32
        STORE S[0.0.1]       40   48   51  | ready at 39, queue free at 40
        STORE S[0.1.0]       49   57   60
        STORE S[0.1.1]       59   67   70
        STORE P[0.0.0]      125  141  144
        STORE P[0.1.0]      161  177  180
        STORE O[0.0]        228  236  239  | ready at 227, the channel loads P until 228
        STORE O[0.1]        247  255  258
        """,
        timeline);
    assertEquals(258, timeline.makespanCycles());
  }

  @Test
  void softPipe() {
    Timeline timeline = run(Schedulers.SOFT_PIPE);
    TimelineTable.check(
        """
        LOAD  Q[0.0]          0    8   11
        LOAD  K[0.0]          8   16   19
        LOAD  K[0.1]         16   24   27
        LOAD  Q[0.1]         24   32   35
        LOAD  P[0.0.0]      130  138  141  | barrier: the last store of pass 1 ends at 130
        LOAD  P[0.0.1]      138  146  149
        LOAD  V[0.0]        146  154  157
        LOAD  V[0.1]        154  162  165
        LOAD  P[0.1.0]      162  170  173
        LOAD  P[0.1.1]      170  178  181
        MAC   S[0.0.0]       19   29
        MAC   S[0.0.1]       29   39
        MAC   S[0.1.0]       39   49       | beside P of block 0
        MAC   S[0.1.1]       49   59
        MAC   O[0.0]+V[0.0] 157  167
        MAC   O[0.0]+V[0.1] 167  177
        MAC   O[0.1]+V[0.0] 177  187
        MAC   O[0.1]+V[0.1] 187  197
        VEC   P[0.0.0]       39   75
        VEC   P[0.1.0]       75  111
        STORE P[0.0.0]       75   91   94
        STORE P[0.1.0]      111  127  130
        STORE O[0.0]        178  186  189  | ready at 177, the channel loads P until 178
        STORE O[0.1]        197  205  208
        """,
        timeline);
    assertEquals(208, timeline.makespanCycles());
  }
}
