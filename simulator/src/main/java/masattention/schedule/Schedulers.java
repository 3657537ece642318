package masattention.schedule;

import java.util.List;
import java.util.Optional;
import masattention.program.L1Plan;
import masattention.program.Program;
import masattention.program.ProgramBuilder;
import masattention.program.ProgramSink;
import masattention.schedule.Traits.Residency;

/** Every scheduler, in the order of the tables. */
public enum Schedulers {
  LAYER_WISE(
      "layer-wise",
      new LayerWise(),
      "three passes with barriers; S and P go to DRAM",
      "the three steps of attention one after the other, no publication needed"),
  SOFT_PIPE(
      "soft-pipe",
      new SoftPipe(),
      "S pipelined with softmax; P goes to DRAM",
      "the overlap of S and softmax alone, defined by this suite"),
  FLAT(
      "flat",
      new Flat(Residency.PARTIAL),
      "fused per row block, one after the other, with prefetch",
      "FLAT, arXiv 2107.06419"),
  FLAT_NO_PREFETCH(
      "flat-no-prefetch",
      new FlatNoPrefetch(),
      "FLAT, nothing fetched ahead",
      "FLAT, arXiv 2107.06419, read without prefetch"),
  FLAT_STREAM(
      "flat-stream",
      new Flat(Residency.NONE),
      "FLAT, K and V fetched again for every row block",
      "FLAT as TileFlow's framework (MICRO 2023) describes it"),
  TILEFLOW(
      "tileflow",
      new TileFlow(),
      "S, P and O of three row blocks in rounds on a split array",
      "TileFlow, MICRO 2023"),
  FUSEMAX(
      "fusemax",
      new FuseMax(),
      "one pass with running maximum and sum",
      "FuseMax, arXiv 2406.10491"),
  MAS(
      "mas",
      new Mas(),
      "two semi-synchronous streams, with the proactive overwrite",
      "MAS-Attention, arXiv 2411.17720"),
  MAS_SPILL(
      "mas-spill",
      new MasSpill(),
      "MAS where P goes to DRAM instead of the overwrite",
      "ablation of MAS-Attention, arXiv 2411.17720");

  private final String id;
  private final Scheduler scheduler;
  private final String summary;
  private final String source;

  Schedulers(String id, Scheduler scheduler, String summary, String source) {
    this.id = id;
    this.scheduler = scheduler;
    this.summary = summary;
    this.source = source;
  }

  /** Name in tables, plots and on the command line. */
  public String id() {
    return id;
  }

  /** What it does, in a few words. */
  public String summary() {
    return summary;
  }

  /** Where it comes from. */
  public String source() {
    return source;
  }

  /** The scheduler called {@code id}. */
  public static Optional<Schedulers> named(String id) {
    return List.of(values()).stream().filter(s -> s.id.equals(id)).findFirst();
  }

  /** What sets it apart. */
  public Traits traits() {
    return scheduler.traits();
  }

  /** Whether of the matrix and the vector unit of a core only one works at a time. */
  public boolean isSerial() {
    return this == FLAT || this == FLAT_STREAM || this == FLAT_NO_PREFETCH;
  }

  /** Why it cannot schedule {@code problem}; empty when it can. */
  public Optional<String> infeasibility(Problem problem) {
    Optional<String> objection = traits().objection(problem);
    return objection.isPresent() ? objection : plan(problem).misfit();
  }

  /** Whether it can schedule {@code problem}. */
  public boolean fits(Problem problem) {
    return traits().objection(problem).isEmpty() && plan(problem).fits();
  }

  /** Its schedule for a problem that it does not object to; the buffers may not fit. */
  public Schedule prepare(Problem problem) {
    return scheduler.schedule(problem);
  }

  /** The buffers it keeps in L1. */
  public L1Plan plan(Problem problem) {
    return scheduler.schedule(problem).plan();
  }

  /** Trailing score sub-tiles whose P goes to DRAM for want of room. */
  public int spilledTiles(Problem problem) {
    return scheduler.schedule(problem).spilledTiles();
  }

  /** Its program for {@code problem}, or why there is none. */
  public Scheduling schedule(Problem problem) {
    Optional<String> objection = traits().objection(problem);
    if (objection.isPresent()) {
      return new Scheduling.Infeasible(objection.get());
    }
    Schedule schedule = scheduler.schedule(problem);
    Optional<String> misfit = schedule.plan().misfit();
    if (misfit.isPresent()) {
      return new Scheduling.Infeasible(misfit.get());
    }
    ProgramBuilder builder = new ProgramBuilder(problem.grid(), problem.machine(), schedule.plan());
    emit(problem, schedule, builder);
    Program program = builder.build();
    return new Scheduling.Feasible(program);
  }

  private static void emit(Problem problem, Schedule schedule, ProgramSink sink) {
    List<Team> teams = Team.of(problem);
    for (int pass = 0; pass < schedule.passes(); pass++) {
      if (pass > 0) {
        sink.barrier();
      }
      for (Team team : teams) {
        Pipeline pipeline = schedule.pipeline(pass, team, sink);
        while (!pipeline.isDone()) {
          pipeline.emit();
        }
      }
    }
  }
}
