package masattention.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import masattention.interpret.timing.Timeline;
import masattention.npu.HandMachine;
import masattention.schedulers.Schedulers;
import org.junit.jupiter.api.Test;

/**
 * Timelines by hand of two row blocks of the variants of FLAT; costs as in {@link
 * OneRowBlockTimelineTest}.
 */
class FlatTimelineTest {

  private static Problem resident() {
    return HandCase.resident(HandCase.shape(1, 8, 8), HandMachine.oneCore());
  }

  @Test
  void flatLoadsTheNextQueriesEarly() {
    Timeline timeline = HandCase.run(Schedulers.FLAT, resident());
    TimelineTable.check(
        """
        LOAD  Q[0.0]          0    8   11
        LOAD  K[0.0]          8   16   19
        LOAD  K[0.1]         16   24   27
        LOAD  V[0.0]         24   32   35
        LOAD  V[0.1]         32   40   43
        LOAD  Q[0.1]         40   48   51
        MAC   S[0.0.0]       19   29
        MAC   S[0.0.1]       29   39
        MAC   O[0.0]+V[0.0]  75   85
        MAC   O[0.0]+V[0.1]  85   95
        MAC   S[0.1.0]       95  105       | the one score buffer is free, MAC is in order
        MAC   S[0.1.1]      105  115
        MAC   O[0.1]+V[0.0] 151  161
        MAC   O[0.1]+V[0.1] 161  171
        VEC   P[0.0.0]       39   75
        VEC   P[0.1.0]      115  151
        STORE O[0.0]         95  103  106
        STORE O[0.1]        171  179  182
        """,
        timeline);
    assertEquals(182, timeline.makespanCycles());
  }

  @Test
  void withoutPrefetchTheBarrierIncludesTheLatencyOfTheStore() {
    Timeline timeline = HandCase.run(Schedulers.FLAT_NO_PREFETCH, resident());
    TimelineTable.check(
        """
        LOAD  Q[0.0]          0    8   11
        LOAD  K[0.0]          8   16   19
        LOAD  K[0.1]         16   24   27
        LOAD  V[0.0]         24   32   35
        LOAD  V[0.1]         32   40   43
        LOAD  Q[0.1]        106  114  117  | the store of O0 ends at 103 + 3
        MAC   S[0.0.0]       19   29
        MAC   S[0.0.1]       29   39
        MAC   O[0.0]+V[0.0]  75   85
        MAC   O[0.0]+V[0.1]  85   95
        MAC   S[0.1.0]      117  127
        MAC   S[0.1.1]      127  137
        MAC   O[0.1]+V[0.0] 173  183
        MAC   O[0.1]+V[0.1] 183  193
        VEC   P[0.0.0]       39   75
        VEC   P[0.1.0]      137  173
        STORE O[0.0]         95  103  106
        STORE O[0.1]        193  201  204
        """,
        timeline);
    assertEquals(204, timeline.makespanCycles());
  }

  @Test
  void streamedSubTilesWaitForTheReadersOfTheirStagingSlot() {
    Timeline timeline =
        HandCase.run(
            Schedulers.FLAT_STREAM,
            HandCase.partial(HandCase.shape(1, 8, 8), HandMachine.oneCore(), 0, 0));
    TimelineTable.check(
        """
        LOAD  Q[0.0]          0    8   11
        LOAD  K[0.0]          8   16   19
        LOAD  K[0.1]         16   24   27
        LOAD  Q[0.1]         24   32   35
        LOAD  V[0.0]         32   40   43  | K0's slot was read until 29
        LOAD  V[0.1]         40   48   51  | K1's slot was read until 39
        LOAD  K[0.0]         85   93   96  | V0's slot was read until 85
        LOAD  K[0.1]         95  103  106  | V1's until 95; tie with the store of O0: load first
        LOAD  V[0.0]        111  119  122  | slot free at 106, channel stores O0 until 111
        LOAD  V[0.1]        119  127  130  | slot free at 116
        MAC   S[0.0.0]       19   29
        MAC   S[0.0.1]       29   39
        MAC   O[0.0]+V[0.0]  75   85
        MAC   O[0.0]+V[0.1]  85   95
        MAC   S[0.1.0]       96  106       | K0 is back at 96
        MAC   S[0.1.1]      106  116       | K1 is back at 106
        MAC   O[0.1]+V[0.0] 152  162
        MAC   O[0.1]+V[0.1] 162  172
        VEC   P[0.0.0]       39   75
        VEC   P[0.1.0]      116  152
        STORE O[0.0]        103  111  114
        STORE O[0.1]        172  180  183
        """,
        timeline);
    assertEquals(183, timeline.makespanCycles());
  }
}
