package masattention.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import masattention.interpret.energy.Work;
import masattention.interpret.timing.Timeline;
import masattention.npu.HandMachine;
import masattention.npu.NpuConfig;
import masattention.schedulers.Schedulers;
import masattention.tiling.Partition;
import masattention.tiling.Tiling;
import masattention.workload.AttentionShape;
import org.junit.jupiter.api.Test;

/**
 * Two cores on one DRAM channel, one row block each, costs as in {@link OneRowBlockTimelineTest}.
 */
class TwoCoreTimelineTest {

  @Test
  void theChannelAlternatesBetweenQueuesThatAreAlwaysReady() {
    Timeline timeline =
        HandCase.run(
            Schedulers.FLAT,
            HandCase.resident(HandCase.shape(2, 4, 8), HandMachine.withL1(2, 1 << 20)));
    TimelineTable.check(
        """
        LOAD@0  Q[0.0]          0    8   11  | both ready at 0: the lower core
        LOAD@0  K[0.0]         16   24   27  | ready at 8, its rival at 0
        LOAD@0  K[0.1]         32   40   43
        LOAD@0  V[0.0]         48   56   59
        LOAD@0  V[0.1]         64   72   75
        MAC@0   S[0.0.0]       27   37
        MAC@0   S[0.0.1]       43   53
        MAC@0   O[0.0]+V[0.0]  89   99
        MAC@0   O[0.0]+V[0.1]  99  109
        VEC@0   P[0.0.0]       53   89
        STORE@0 O[0.0]        109  117  120
        LOAD@1  Q[1.0]          8   16   19
        LOAD@1  K[1.0]         24   32   35
        LOAD@1  K[1.1]         40   48   51
        LOAD@1  V[1.0]         56   64   67
        LOAD@1  V[1.1]         72   80   83
        MAC@1   S[1.0.0]       35   45
        MAC@1   S[1.0.1]       51   61
        MAC@1   O[1.0]+V[1.0]  97  107
        MAC@1   O[1.0]+V[1.1] 107  117
        VEC@1   P[1.0.0]       61   97
        STORE@1 O[1.0]        117  125  128
        """,
        timeline);
    assertEquals(128, timeline.makespanCycles());
  }

  private static Problem rows(NpuConfig machine) {
    AttentionShape shape = HandCase.shape(1, 8, 8);
    return Problem.of(shape, machine, Tiling.resident(shape, 4, 4).withPartition(Partition.ROWS));
  }

  @Test
  void rowsOnASharedL1FetchKAndVOnceBetweenThem() {
    Timeline timeline = HandCase.run(Schedulers.FLAT, rows(HandMachine.withL1(2, 1 << 20)));
    TimelineTable.check(
        """
        LOAD@0  Q[0.0]          0    8   11
        LOAD@0  K[0.0]         16   24   27
        LOAD@0  V[0.0]         32   40   43
        MAC@0   S[0.0.0]       27   37
        MAC@0   S[0.0.1]       37   47       | K1, which core 1 loads, is usable at 35
        MAC@0   O[0.0]+V[0.0]  83   93
        MAC@0   O[0.0]+V[0.1]  93  103
        VEC@0   P[0.0.0]       47   83
        STORE@0 O[0.0]        103  111  114
        LOAD@1  Q[0.1]          8   16   19
        LOAD@1  K[0.1]         24   32   35
        LOAD@1  V[0.1]         40   48   51
        MAC@1   S[0.1.0]       27   37       | K0, which core 0 loads, is usable at 27
        MAC@1   S[0.1.1]       37   47
        MAC@1   O[0.1]+V[0.0]  83   93
        MAC@1   O[0.1]+V[0.1]  93  103
        VEC@1   P[0.1.0]       47   83
        STORE@1 O[0.1]        111  119  122  | both stores ready at 103: the lower core
        """,
        timeline);
    assertEquals(122, timeline.makespanCycles());
    assertEquals(0, Work.of(timeline.program()).refetchBytes());
  }

  @Test
  void rowsOnPrivateL1sFetchKAndVOncePerCore() {
    Timeline timeline = HandCase.run(Schedulers.FLAT, rows(HandMachine.privateL1(2)));
    // as two heads on two cores
    assertEquals(128, timeline.makespanCycles());
    assertEquals(2 * 2 * 32, Work.of(timeline.program()).refetchBytes());
  }
}
