package masattention.laws;

import java.util.ArrayList;
import java.util.List;
import masattention.program.Program;
import masattention.schedule.Scheduler;
import masattention.schedule.Scheduling.Feasible;

/** The programs of random cases. */
public final class RandomPrograms {
  private RandomPrograms() {}

  /** Those of the feasible ones among the first {@code cases} cases of a scheduler. */
  public static List<Program> of(Scheduler scheduler, int cases) {
    List<Program> programs = new ArrayList<>();
    for (long seed = 1; seed <= cases; seed++) {
      if (RandomCases.of(scheduler, seed).schedule() instanceof Feasible feasible) {
        programs.add(feasible.program());
      }
    }
    return programs;
  }
}
