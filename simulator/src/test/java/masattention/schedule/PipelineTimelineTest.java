package masattention.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import masattention.interpret.timing.Timeline;
import masattention.npu.HandMachine;
import masattention.schedulers.Schedulers;
import org.junit.jupiter.api.Test;

/**
 * Timelines by hand of the pipelined schedulers, with everything resident; costs as in {@link
 * OneRowBlockTimelineTest}.
 */
class PipelineTimelineTest {

  private static Timeline run(Scheduler scheduler, int rowBlocks) {
    return HandCase.run(
        scheduler, HandCase.resident(HandCase.shape(1, 4 * rowBlocks, 8), HandMachine.oneCore()));
  }

  @Test
  void masComputesSoftmaxBesideProducts() {
    Timeline timeline = run(Schedulers.MAS, 3);
    TimelineTable.check(
        """
        LOAD  Q[0.0]          0    8   11
        LOAD  K[0.0]          8   16   19
        LOAD  K[0.1]         16   24   27
        LOAD  Q[0.1]         24   32   35
        LOAD  V[0.0]         32   40   43
        LOAD  V[0.1]         40   48   51
        LOAD  Q[0.2]         48   56   59  | the slot of Q0, read until 39
        MAC   S[0.0.0]       19   29
        MAC   S[0.0.1]       29   39
        MAC   S[0.1.0]       39   49
        MAC   S[0.1.1]       49   59
        MAC   O[0.0]+V[0.0]  75   85       | beside P1
        MAC   O[0.0]+V[0.1]  85   95
        MAC   S[0.2.0]       95  105       | beside P1, in the buffer that P0 leaves
        MAC   S[0.2.1]      105  115
        MAC   O[0.1]+V[0.0] 115  125       | P1 was there at 111
        MAC   O[0.1]+V[0.1] 125  135
        MAC   O[0.2]+V[0.0] 151  161
        MAC   O[0.2]+V[0.1] 161  171
        VEC   P[0.0.0]       39   75
        VEC   P[0.1.0]       75  111
        VEC   P[0.2.0]      115  151       | VEC waits 4 cycles for S2: MAC is the longer stream
        STORE O[0.0]         95  103  106
        STORE O[0.1]        135  143  146
        STORE O[0.2]        171  179  182
        """,
        timeline);
    assertEquals(182, timeline.makespanCycles());
  }

  @Test
  void tileFlowEndsEveryRoundWithItsSlowestPart() {
    Timeline timeline = run(Schedulers.TILEFLOW, 3);
    TimelineTable.check(
        """
        LOAD  Q[0.0]          0    8   11
        LOAD  K[0.0]          8   16   19
        LOAD  K[0.1]         16   24   27
        LOAD  Q[0.1]         24   32   35
        LOAD  V[0.0]         32   40   43
        LOAD  V[0.1]         40   48   51
        LOAD  Q[0.2]         48   56   59
        MAC_HALF_A S[0.0.0]  19   31       | round 0
        MAC_HALF_A S[0.0.1]  31   43
        MAC_HALF_A S[0.1.0]  43   55       | round 1, 43 to 79
        MAC_HALF_A S[0.1.1]  55   67
        MAC_HALF_A S[0.2.0]  79   91       | round 2, 79 to 115
        MAC_HALF_A S[0.2.1]  91  103
        MAC_HALF_B O[0.0]+V[0.0]  79   91  | round 2
        MAC_HALF_B O[0.0]+V[0.1]  91  103
        MAC_HALF_B O[0.1]+V[0.0] 115  127  | round 3, 115 to 151
        MAC_HALF_B O[0.1]+V[0.1] 127  139
        MAC_HALF_B O[0.2]+V[0.0] 151  163  | round 4
        MAC_HALF_B O[0.2]+V[0.1] 163  175
        VEC   P[0.0.0]       43   79
        VEC   P[0.1.0]       79  115
        VEC   P[0.2.0]      115  151
        STORE O[0.0]        103  111  114
        STORE O[0.1]        139  147  150
        STORE O[0.2]        175  183  186
        """,
        timeline);
    assertEquals(186, timeline.makespanCycles());
    // twelve products of 12 cycles on half an array
    assertEquals(12 * 12 / 2, timeline.busy().mac());
    assertEquals(3 * 36, timeline.busy().vec());
    assertEquals((7 + 3) * 8, timeline.busy().dram());
  }

  @Test
  void fuseMaxRunsOnAcrossRowBlocks() {
    Timeline timeline = run(Schedulers.FUSEMAX, 2);
    TimelineTable.check(
        """
        LOAD  Q[0.0]          0    8   11
        LOAD  K[0.0]          8   16   19
        LOAD  K[0.1]         16   24   27
        LOAD  Q[0.1]         24   32   35
        LOAD  V[0.0]         32   40   43
        LOAD  V[0.1]         40   48   51
        MAC   S[0.0.0]       19   29
        MAC   S[0.0.1]       29   39
        MAC   O[0.0]+V[0.0]  49   59       | P of sub-tile 0 is there at 49
        MAC   S[0.1.0]       59   69       | in the slot that it leaves at 59
        MAC   O[0.0]+V[0.1]  73   83       | rescaled at 73
        MAC   S[0.1.1]       83   93
        MAC   O[0.1]+V[0.0]  93  103       | P at 93, the second accumulator
        MAC   O[0.1]+V[0.1] 123  133       | rescaled at 123
        VEC   P[0.0.0]       29   49
        VEC   P[0.0.1]       49   69
        VEC   rescale-O[0.0]  69  73       | the first product ended at 59
        VEC   P[0.1.0]       73   93
        VEC   normalize-O[0.0]  93  99     | the last product ended at 83
        VEC   P[0.1.1]       99  119
        VEC   rescale-O[0.1] 119 123
        VEC   normalize-O[0.1] 133 139
        STORE O[0.0]         99  107  110
        STORE O[0.1]        139  147  150
        """,
        timeline);
    assertEquals(150, timeline.makespanCycles());
  }
}
