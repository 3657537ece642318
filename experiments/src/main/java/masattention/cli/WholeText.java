package masattention.cli;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import masattention.cli.WorkloadOptions.Workloads;
import masattention.npu.Machine;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.simulator.TilingText;

/** What one scheduler costs for several groups of layers, as text and as JSON. */
record WholeText(WholeCost cost, Workloads workloads, String machineName, Goal goal) {

  /** A line of the table: a group, or all of them. */
  private record Line(String name, int layers, int steps, Total total, double gap) {}

  /** The table of the groups, their tilings, and what a reader should know. */
  String aligned() {
    Machine machine = machine();
    List<Line> lines = new ArrayList<>();
    cost.all().forEach(group -> lines.add(line(group)));
    double gap = cost.gap(goal.objective());
    lines.add(new Line("all", 0, 0, cost.total(), gap));
    StringBuilder text =
        new StringBuilder(
            Dataset.of(lines)
                .show(
                    text("group", Line::name),
                    number("layers", line -> line.layers() == 0 ? "" : line.layers()),
                    number("steps", line -> line.steps() == 0 ? "" : line.steps()),
                    number("cycles", line -> line.total().cycles()),
                    number(
                        "latency", line -> Human.time(line.total().microseconds(machine.config()))),
                    number("energy", line -> Human.energy(line.total().energyPicojoules())),
                    number("DRAM", line -> Human.bytes(line.total().dramBytes())),
                    text("limit", line -> line.total().limit(machine.config())))
                .show(goal.exact() ? List.of() : List.of(text("proof", l -> Proof.words(l.gap()))))
                .aligned());
    if (!goal.exact() && gap > 0) {
      text.append(Proof.note(goal.objective()));
    }
    text.append("\nTilings:\n");
    for (GroupCost group : cost.all()) {
      text.append(
          "  %s: %s\n"
              .formatted(
                  group.workload().network().name(),
                  TilingText.of(group.measurement().tiling(), group.measurement().shape())));
    }
    return text + notes(workloads) + MeasurementText.foundation(machine) + "\n";
  }

  /** What a reader of results should know, a line each. */
  static String notes(Workloads workloads) {
    StringBuilder text = new StringBuilder();
    if (workloads.groups().stream().anyMatch(group -> group.steps().size() > 1)) {
      text.append(
          "Decode: every step is simulated at its own length, with the tiling that is best for the"
              + " longest, and proofs are of that step.\n");
    }
    workloads.notes().forEach(note -> text.append("Note: ").append(note).append('\n'));
    return text.toString();
  }

  private static Line line(GroupCost group) {
    return new Line(
        group.workload().network().name(),
        group.workload().network().layers(),
        group.workload().steps().size(),
        group.total(),
        group.best().gap());
  }

  private Machine machine() {
    return workloads.groups().get(0).machine();
  }

  ObjectNode json() {
    ObjectNode object = JsonText.object();
    object.put("scheduler", cost.scheduler().id());
    put(object, cost.total());
    goal.put(object, cost.gap(goal.objective()));
    ArrayNode groups = object.putArray("groups");
    for (GroupCost group : cost.all()) {
      ObjectNode one =
          new MeasurementText(group.measurement(), group.workload(), machineName).json();
      one.put("layers", group.workload().network().layers());
      one.put("steps", group.workload().steps().size());
      put(one.putObject("total"), group.total());
      goal.put(one, group.best().gap());
      groups.add(one);
    }
    workloads.notes().forEach(object.putArray("notes")::add);
    return object;
  }

  /** The numbers of a total. */
  private void put(ObjectNode object, Total total) {
    object.put("cycles", total.cycles());
    object.put("latency_us", total.microseconds(machine().config()));
    object.put("energy_pj", Decimals.rounded(total.energyPicojoules(), 3));
    object.put("dram_bytes", total.dramBytes());
    object.put("limited_by", total.limit(machine().config()));
  }
}
