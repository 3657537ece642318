package masattention.experiments.validation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import masattention.interpret.timing.Durations;
import masattention.interpret.timing.Simulation;
import masattention.npu.Interference;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.program.Op;
import masattention.program.Program;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;

/** What is predicted of a loop: of which schedule, from which durations, by which rule. */
enum OverlapPrediction {
  FLAT_TIMES(Schedulers.FLAT, true, false, "in turn, from task times"),
  MAS_TIMES(Schedulers.MAS, true, false, "two streams, from task times, no interference"),
  MAS_TIMES_SLOWED(Schedulers.MAS, true, true, "two streams, from task times, interference"),
  FLAT_UNITS(Schedulers.FLAT, false, false, "in turn, from unit rates"),
  MAS_UNITS(Schedulers.MAS, false, false, "two streams, from unit rates, no interference"),
  MAS_UNITS_SLOWED(Schedulers.MAS, false, true, "two streams, from unit rates, interference");

  static final String PRESET = "hopper-sm";
  static final List<OverlapPrediction> FROM_UNITS =
      List.of(FLAT_UNITS, MAS_UNITS, MAS_UNITS_SLOWED);

  private final Scheduler scheduler;
  private final boolean fromTimes;
  private final boolean slowed;
  private final String words;

  OverlapPrediction(Scheduler scheduler, boolean fromTimes, boolean slowed, String words) {
    this.scheduler = scheduler;
    this.fromTimes = fromTimes;
    this.slowed = slowed;
    this.words = words;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  /** What tables call it. */
  String words() {
    return words;
  }

  /** The beginning of its columns, such as {@code mas_times_slowed}. */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The prediction of the same schedule in turn. */
  OverlapPrediction inTurn() {
    return fromTimes ? FLAT_TIMES : FLAT_UNITS;
  }

  /**
   * Tenths of a cycle.
   *
   * @throws IllegalArgumentException when the loop does not fit the machine
   */
  long tenths(OverlapLoop loop, OverlapTimes times) {
    return fromTimes
        ? run(loop, machine(times.interference()), times)
        : OverlapTimes.TENTHS * cycles(loop);
  }

  /** Cycles from the unit rates of the preset. */
  long cycles(OverlapLoop loop) {
    NpuConfig machine = machine(Machines.resolve(PRESET).config().interference());
    return run(loop, machine, new OverlapUnits(machine, loop));
  }

  /** The preset, whose units slow each other so if they are predicted to at all. */
  private NpuConfig machine(Interference interference) {
    NpuConfig preset = Machines.resolve(PRESET).config();
    return preset.withInterference(slowed ? interference : Interference.NONE);
  }

  private long run(OverlapLoop loop, NpuConfig machine, Op.Visitor<Long> durations) {
    Program program = loop.program(scheduler, machine);
    return Simulation.run(program, durations).makespanCycles();
  }

  /** Tenths as cycles, rounded half to even. */
  static long cycles(long tenths) {
    return BigDecimal.valueOf(tenths, 1).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }

  /**
   * Durations from the unit rates of a machine, with every product done several times in one task,
   * p passes and one fill, and every softmax several times with its start-up each.
   */
  static final class OverlapUnits extends Durations {
    private final long fill;
    private final OverlapLoop loop;

    OverlapUnits(NpuConfig machine, OverlapLoop loop) {
      super(machine);
      fill = machine.macFillCycles();
      this.loop = loop;
    }

    @Override
    public Long visit(Op.Matmul matmul) {
      return loop.products() * (super.visit(matmul) - fill) + fill;
    }

    @Override
    public Long visit(Op.Softmax softmax) {
      return loop.softmaxes() * super.visit(softmax);
    }
  }
}
