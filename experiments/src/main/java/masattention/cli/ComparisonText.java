package masattention.cli;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import masattention.npu.NpuConfig;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.search.Objective;
import masattention.simulator.TilingText;

/** A comparison as text, as tables and as JSON. */
record ComparisonText(Comparison comparison, Optional<Sensitivity> sensitivity) {
  private static final double ALWAYS_PERCENT = 80;

  /** The answer in sentences, the table, tilings, and what a reader should know. */
  String aligned() {
    StringBuilder text = new StringBuilder();
    text.append(comparison.subject()).append("\n\n").append(answer()).append('\n');
    text.append(readable().aligned());
    comparison
        .unfit()
        .forEach(cost -> text.append(cost.scheduler().id()).append(": nothing fits\n"));
    if (comparison.workloads().groups().size() > 1) {
      text.append('\n').append(groups().aligned());
    }
    if (comparison.ranked().stream().anyMatch(cost -> cost.balancedPicojoules().isPresent())) {
      text.append("balanced: the least energy within --within (1 %) of the fewest cycles.\n");
    }
    if (!comparison.isProven()) {
      text.append(Proof.note(comparison.goal().objective()));
    }
    sensitivity.ifPresent(
        moved ->
            text.append('\n')
                .append(moved.answer(comparison))
                .append('\n')
                .append(moved.table(comparison).aligned())
                .append(moved.kept()));
    text.append("\nTilings:\n");
    comparison.ranked().forEach(cost -> text.append(tilings(cost)));
    return text.append('\n')
        .append(WholeText.notes(comparison.workloads()))
        .append(MeasurementText.foundation(comparison.machine()))
        .append('\n')
        .toString();
  }

  /** Who wins, by how much, and what limits the winner. */
  private String answer() {
    if (comparison.winner().isEmpty()) {
      return "No scheduler fits every group.\n";
    }
    WholeCost winner = comparison.winner().get();
    NpuConfig machine = comparison.machine().config();
    Total total = winner.total();
    StringBuilder answer =
        new StringBuilder(
            "%s: %s%s.\n%s: MAC is busy %s %%, VEC %s %%, DRAM %s %%.\n"
                .formatted(
                    fastest(),
                    Human.time(total.microseconds(machine)),
                    margin(),
                    limit(total, machine),
                    Decimals.fixed(total.macPercent(machine), 0),
                    Decimals.fixed(total.vecPercent(machine), 0),
                    Decimals.fixed(total.dramPercent(), 0)));
    answer.append(untold());
    if (isOwn(winner.scheduler())) {
      answer.append(
          "%1$s is this suite's own schedule; results/%1$s.md says what its gain rests on.\n"
              .formatted(winner.scheduler().id()));
    }
    if (comparison.workloads().groups().size() > 1) {
      Total best = comparison.bestPerGroup();
      answer.append(
          best.cycles() == total.cycles()
              ? "No scheduler was found faster for any one group.\n"
              : "With the best scheduler for each group: %s, %s faster than %s for all.\n"
                  .formatted(
                      Human.time(best.microseconds(machine)),
                      faster((double) total.cycles() / best.cycles()),
                      winner.scheduler().id()));
    }
    return answer.toString();
  }

  private static boolean isOwn(Scheduler scheduler) {
    return Schedulers.builtIn().contains(scheduler) && !Schedulers.published().contains(scheduler);
  }

  /** The fastest, all of them where several take as many cycles. */
  private String fastest() {
    List<String> names =
        comparison.ranked().stream()
            .filter(cost -> comparison.times(cost) == 1)
            .map(cost -> cost.scheduler().id())
            .toList();
    String found = isSettled() ? "" : " found";
    return names.size() == 1
        ? names.get(0) + " is the fastest" + found
        : String.join(", ", names) + " are the fastest" + found;
  }

  /** Whether it is proven that nothing is faster than what is the fastest. */
  private boolean isSettled() {
    return comparison.contenders().size() == 1
        && (comparison.goal().objective() == Objective.CYCLES || comparison.isProven());
  }

  /** Which of them may be the fastest all the same, in a line; empty where that is settled. */
  private String untold() {
    List<String> names =
        comparison.contenders().stream().map(cost -> cost.scheduler().id()).toList();
    int last = names.size() - 1;
    return last == 0
        ? ""
        : "Which of %s and %s is the fastest cannot be told without --exact.\n"
            .formatted(String.join(", ", names.subList(0, last)), names.get(last));
  }

  private String margin() {
    return comparison.ranked().stream()
        .filter(cost -> comparison.times(cost) > 1)
        .findFirst()
        .map(
            next ->
                ", %s faster than %s"
                    .formatted(faster(comparison.times(next)), next.scheduler().id()))
        .orElse("");
  }

  /** How much faster, of a ratio of cycles. */
  private static String faster(double times) {
    if (times >= 2) {
      return Human.ratio(times) + " times";
    }
    return times < 1.0005 ? "less than 0.1 %" : Decimals.fixed(100 * (times - 1), 1) + " %";
  }

  private static String limit(Total total, NpuConfig machine) {
    String unit = total.limit(machine);
    if (unit.equals("L1")) {
      return "L1 limits it, which is too small for what is fetched again";
    }
    double share =
        switch (unit) {
          case "MAC" -> total.macPercent(machine);
          case "VEC" -> total.vecPercent(machine);
          default -> total.dramPercent();
        };
    return share < ALWAYS_PERCENT
        ? "No unit limits it alone, %s is the busiest".formatted(unit)
        : unit + " limits it";
  }

  private static String tilings(WholeCost cost) {
    String tilings =
        cost.all().stream()
            .map(
                group ->
                    "%s%s"
                        .formatted(
                            cost.groups().size() == 1
                                ? ""
                                : group.workload().network().name() + " ",
                            TilingText.of(
                                group.measurement().tiling(), group.measurement().shape())))
            .collect(Collectors.joining("\n    "));
    return "  %s%s%s\n"
        .formatted(cost.scheduler().id(), cost.groups().size() == 1 ? " " : "\n    ", tilings);
  }

  /** Every group with its fastest scheduler, and the winner's share in it. */
  private Dataset<GroupCost> groups() {
    NpuConfig machine = comparison.machine().config();
    List<GroupCost> groups = comparison.perGroup();
    Dataset<GroupCost> table =
        Dataset.of(groups)
            .show(
                text("group", group -> group.workload().network().name()),
                number("layers", group -> group.workload().network().layers()),
                number("steps", group -> group.workload().steps().size()),
                text("fastest", group -> group.measurement().scheduler().id()),
                number("latency", group -> Human.time(group.total().microseconds(machine))),
                text("limit", group -> group.total().limit(machine)));
    return comparison
        .winner()
        .map(
            winner ->
                table.show(
                    number(
                        "with " + winner.scheduler().id(),
                        group ->
                            Human.time(
                                winner
                                    .all()
                                    .get(groups.indexOf(group))
                                    .total()
                                    .microseconds(machine)))))
        .orElse(table);
  }

  /** The table with units for people. */
  Dataset<WholeCost> readable() {
    NpuConfig machine = comparison.machine().config();
    return Dataset.of(comparison.ranked())
        .show(
            text("scheduler", cost -> cost.scheduler().id()),
            number("cycles", cost -> cost.total().cycles()),
            number("latency", cost -> Human.time(cost.total().microseconds(machine))),
            number("times", cost -> Human.ratio(comparison.times(cost))),
            number("energy", cost -> Human.energy(cost.total().energyPicojoules())),
            number("balanced", cost -> cost.balancedPicojoules().map(Human::energy)),
            number("DRAM", cost -> Human.bytes(cost.total().dramBytes())),
            number("MAC, %", 0, cost -> cost.total().macPercent(machine)),
            number("VEC, %", 0, cost -> cost.total().vecPercent(machine)),
            number("DRAM, %", 0, cost -> cost.total().dramPercent()),
            text("limit", cost -> cost.total().limit(machine)))
        .showEach(found(), found -> text("proof", cost -> Proof.words(found.gap(cost))));
  }

  /** One where what was found is not asked to be the best; else none. */
  private List<Comparison> found() {
    return comparison.goal().exact() ? List.of() : List.of(comparison);
  }

  /** The tables with units for people, in Markdown. */
  String markdown() {
    return readable().markdown()
        + sensitivity
            .map(moved -> "\n" + moved.table(comparison).markdown() + spaced(moved.kept()))
            .orElse("");
  }

  private static String spaced(String line) {
    return line.isEmpty() ? "" : "\n" + line;
  }

  /** The table in exact numbers. */
  Dataset<WholeCost> table() {
    NpuConfig machine = comparison.machine().config();
    return Dataset.of(comparison.ranked())
        .show(
            text("scheduler", cost -> cost.scheduler().id()),
            number("cycles", cost -> cost.total().cycles()),
            number("latency_us", cost -> cost.total().microseconds(machine)),
            number("times_fastest", 6, comparison::times),
            number("energy_pj", 3, cost -> cost.total().energyPicojoules()),
            number(
                "balanced_energy_pj",
                cost -> cost.balancedPicojoules().map(energy -> Decimals.rounded(energy, 3))),
            number("dram_bytes", cost -> cost.total().dramBytes()),
            number("mac_percent", 3, cost -> cost.total().macPercent(machine)),
            number("vec_percent", 3, cost -> cost.total().vecPercent(machine)),
            number("dram_percent", 3, cost -> cost.total().dramPercent()),
            text("limited_by", cost -> cost.total().limit(machine)))
        .showEach(
            found(), found -> number("gap_percent", cost -> Proof.percent(found.gap(cost), 3)))
        .showEach(
            sensitivity.map(Sensitivity::changes).orElse(List.of()),
            change ->
                number(
                    change.id() + ": cycles", cost -> change.cycles().get(cost.scheduler().id())));
  }

  /** The winner, then every scheduler that fits, the fastest first. */
  ObjectNode json() {
    ObjectNode root = JsonText.object();
    NpuConfig machine = comparison.machine().config();
    comparison
        .winner()
        .ifPresent(
            winner -> {
              root.put("winner", winner.scheduler().id());
              if (comparison.ranked().size() > 1) {
                WholeCost second = comparison.ranked().get(1);
                root.put("second", second.scheduler().id());
                root.put("times_second", Decimals.rounded(comparison.times(second), 6));
              }
              root.put("limited_by", winner.total().limit(machine));
              if (!comparison.goal().exact()) {
                root.put("settled", isSettled());
                ArrayNode contenders = root.putArray("contenders");
                comparison.contenders().forEach(cost -> contenders.add(cost.scheduler().id()));
              }
            });
    ArrayNode array = root.putArray("schedulers");
    comparison.ranked().forEach(cost -> array.add(json(cost)));
    if (comparison.workloads().groups().size() > 1) {
      ObjectNode best = root.putObject("best_per_group");
      best.put("cycles", comparison.bestPerGroup().cycles());
      best.put("latency_us", comparison.bestPerGroup().microseconds(machine));
      ArrayNode groups = best.putArray("groups");
      comparison
          .perGroup()
          .forEach(
              group ->
                  groups
                      .addObject()
                      .put("group", group.workload().network().name())
                      .put("scheduler", group.measurement().scheduler().id()));
    }
    sensitivity.ifPresent(moved -> root.set("sensitivity", moved.json()));
    comparison.workloads().notes().forEach(root.putArray("notes")::add);
    return root;
  }

  private ObjectNode json(WholeCost cost) {
    if (comparison.workloads().isOneLayer()) {
      GroupCost only = cost.all().get(0);
      ObjectNode row = json(only, only.best());
      only.balanced().ifPresent(layer -> row.set("balanced", json(only, layer)));
      return row;
    }
    ObjectNode row =
        new WholeText(cost, comparison.workloads(), comparison.machineName(), comparison.goal())
            .json();
    cost.balancedPicojoules()
        .ifPresent(energy -> row.put("balanced_energy_pj", Decimals.rounded(energy, 3)));
    return row;
  }

  private ObjectNode json(GroupCost group, GroupCost.Layer layer) {
    ObjectNode row =
        new MeasurementText(layer.measurement(), group.workload(), comparison.machineName()).json();
    comparison.goal().put(row, layer.gap());
    return row;
  }
}
