package masattention.cli;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import masattention.cli.WorkloadOptions.Workloads;
import masattention.report.Dataset;
import masattention.report.Decimals;

/** What one scheduler costs for several groups of layers, as text and as JSON. */
record WholeText(WholeCost cost, Workloads workloads, Goal goal) {

  /** A line of the table: a group, or all of them. */
  private record Line(String name, Integer layers, Integer steps, Total total, double gap) {}

  /** The table of the groups, their tilings, and what a reader should know. */
  String aligned() {
    List<Line> lines = new ArrayList<>();
    for (GroupCost one : cost.all()) {
      lines.add(new Line(one.name(), one.layers(), one.steps(), one.total(), one.gap()));
    }
    double gap = cost.gap(goal.objective());
    lines.add(new Line("all", null, null, cost.total(), gap));
    StringBuilder text =
        new StringBuilder(
            Dataset.of(lines)
                .show(
                    text("group", Line::name),
                    number("layers", Line::layers),
                    number("steps", Line::steps),
                    number("cycles", line -> line.total().cycles()),
                    number("latency", line -> line.total().latency()),
                    number("energy", line -> Human.energy(line.total().energyPicojoules())),
                    number("DRAM", line -> Human.bytes(line.total().dramBytes())),
                    text("limit", line -> line.total().limit()))
                .show(goal.exact() ? List.of() : List.of(text("proof", l -> Proof.words(l.gap()))))
                .aligned());
    if (!goal.exact() && gap > 0) {
      text.append(Proof.note(goal.objective()));
    }
    text.append("\nTilings:\n");
    cost.all().forEach(group -> text.append("  %s: %s\n".formatted(group.name(), group.tiling())));
    return text + notes(workloads) + MeasurementText.foundation(workloads.machine()) + "\n";
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

  ObjectNode json() {
    ObjectNode object = JsonText.object().put("scheduler", cost.id());
    put(object, cost.total());
    goal.put(object, cost.gap(goal.objective()));
    ArrayNode groups = object.putArray("groups");
    for (GroupCost group : cost.all()) {
      ObjectNode one = new MeasurementText(group.measurement(), group.workload()).json();
      one.put("layers", group.layers()).put("steps", group.steps());
      put(one.putObject("total"), group.total());
      goal.put(one, group.gap());
      groups.add(one);
    }
    workloads.notes().forEach(object.putArray("notes")::add);
    return object;
  }

  /** The numbers of a total. */
  private static void put(ObjectNode object, Total total) {
    object.put("cycles", total.cycles());
    object.put("latency_us", total.microseconds());
    object.put("energy_pj", Decimals.rounded(total.energyPicojoules(), 3));
    object.put("dram_bytes", total.dramBytes());
    object.put("limited_by", total.limit());
  }
}
