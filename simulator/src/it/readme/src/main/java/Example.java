import masattention.schedule.Schedulers;
import masattention.search.Objective;
import masattention.simulator.Simulator;

class Example {
  public static void main(String[] arguments) {
    Simulator bert = Simulator.of("bert-base", "edge");
    var given = bert.replay(Schedulers.FLAT, "rows=64,cols=512").orElseThrow();
    var best = bert.search(Schedulers.FLAT, Objective.CYCLES).orElseThrow();
    System.out.printf("flat: %d cycles as given, %d at best%n", given.cycles(), best.cycles());
    bert.compare(Objective.CYCLES).forEach((scheduler, outcome) ->
        System.out.println(scheduler.id() + " " + outcome.fold(row -> row.cycles(), why -> why)));
  }
}
