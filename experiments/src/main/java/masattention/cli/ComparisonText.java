package masattention.cli;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;
import masattention.search.Objective;

/** A comparison as text, as tables and as JSON. */
record ComparisonText(Comparison comparison, Optional<Sensitivity> sensitivity) {
  private static final double ALWAYS_PERCENT = 80;

  /** The answer in sentences, the table, tilings, and what a reader should know. */
  String aligned() {
    StringBuilder text = new StringBuilder();
    text.append(comparison.subject()).append("\n\n").append(answer()).append('\n');
    text.append(readable().aligned());
    comparison.unfit().forEach(cost -> text.append(cost.id()).append(": nothing fits\n"));
    if (comparison.hasGroups()) {
      text.append('\n').append(groups().aligned());
    }
    if (isBalanced()) {
      text.append("balanced: the least energy within --within (1 %) of the fewest cycles.\n");
    }
    if (!comparison.isProven()) {
      text.append(Proof.note(comparison.goal().objective()));
    }
    sensitivity.ifPresent(
        moved -> {
          text.append('\n').append(moved.answer()).append('\n');
          text.append(moved.table().aligned()).append(moved.kept());
        });
    text.append("\nTilings:\n");
    comparison.ranked().forEach(cost -> text.append(tilings(cost)));
    return text.append('\n')
        .append(WholeText.notes(comparison.workloads()))
        .append(MeasurementText.foundation(comparison.workloads().machine()))
        .append('\n')
        .toString();
  }

  /** Who wins, by how much, and what limits the winner. */
  private String answer() {
    if (comparison.winner().isEmpty()) {
      return "No scheduler fits every group.\n";
    }
    WholeCost winner = comparison.winner().get();
    Total total = winner.total();
    String answer =
        "%s: %s%s.\n%s: MAC is busy %s %%, VEC %s %%, DRAM %s %%.\n%s"
            .formatted(
                fastest(),
                total.latency(),
                margin(),
                limit(total),
                Decimals.fixed(total.macPercent(), 0),
                Decimals.fixed(total.vecPercent(), 0),
                Decimals.fixed(total.dramPercent(), 0),
                untold());
    if (isOwn(winner.scheduler())) {
      answer +=
          "%1$s is this suite's own schedule; results/%1$s.md says what its gain rests on.\n"
              .formatted(winner.id());
    }
    if (!comparison.hasGroups()) {
      return answer;
    }
    Total best = comparison.bestPerGroup();
    return best.cycles() == total.cycles()
        ? answer + "No scheduler was found faster for any one group.\n"
        : "%sWith the best scheduler for each group: %s, %s faster than %s for all.\n"
            .formatted(
                answer,
                best.latency(),
                faster((double) total.cycles() / best.cycles()),
                winner.id());
  }

  private static boolean isOwn(Scheduler scheduler) {
    return Schedulers.builtIn().contains(scheduler) && !Schedulers.published().contains(scheduler);
  }

  /** The fastest, all of them where several take as many cycles. */
  private String fastest() {
    List<String> names =
        comparison.ranked().stream()
            .filter(cost -> comparison.times(cost) == 1)
            .map(WholeCost::id)
            .toList();
    return "%s %s the fastest%s"
        .formatted(
            String.join(", ", names),
            names.size() == 1 ? "is" : "are",
            isSettled() ? "" : " found");
  }

  /** Whether it is proven that nothing is faster than what is the fastest. */
  private boolean isSettled() {
    return comparison.contenders().size() == 1
        && (comparison.goal().objective() == Objective.CYCLES || comparison.isProven());
  }

  /** Which of them may be the fastest all the same, in a line; empty where that is settled. */
  private String untold() {
    List<String> names = comparison.contenders().stream().map(WholeCost::id).toList();
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
        .map(next -> ", %s faster than %s".formatted(faster(comparison.times(next)), next.id()))
        .orElse("");
  }

  /** How much faster, of a ratio of cycles. */
  private static String faster(double times) {
    if (times >= 2) {
      return Human.ratio(times) + " times";
    }
    return times < 1.0005 ? "less than 0.1 %" : Decimals.fixed(100 * (times - 1), 1) + " %";
  }

  private static String limit(Total total) {
    String unit = total.limit();
    if (unit.equals("L1")) {
      return "L1 limits it, which is too small for what is fetched again";
    }
    double share = Math.max(total.dramPercent(), Math.max(total.macPercent(), total.vecPercent()));
    return share < ALWAYS_PERCENT
        ? "No unit limits it alone, %s is the busiest".formatted(unit)
        : unit + " limits it";
  }

  private static String tilings(WholeCost cost) {
    return cost.groups().size() == 1
        ? "  %s %s\n".formatted(cost.id(), cost.all().get(0).tiling())
        : cost.all().stream()
            .map(group -> "    %s %s\n".formatted(group.name(), group.tiling()))
            .collect(Collectors.joining("", "  " + cost.id() + "\n", ""));
  }

  /** Every group with its fastest scheduler, and the winner's share in it. */
  private Dataset<GroupCost> groups() {
    List<GroupCost> groups = comparison.perGroup();
    return Dataset.of(groups)
        .show(
            text("group", GroupCost::name),
            number("layers", GroupCost::layers),
            number("steps", GroupCost::steps),
            text("fastest", group -> group.measurement().scheduler().id()),
            number("latency", group -> group.total().latency()),
            text("limit", group -> group.total().limit()))
        .showEach(
            comparison.winner().stream().toList(),
            winner ->
                number(
                    "with " + winner.id(),
                    group -> winner.all().get(groups.indexOf(group)).total().latency()));
  }

  /** The table with units for people. */
  Dataset<WholeCost> readable() {
    return Dataset.of(comparison.ranked())
        .show(
            text("scheduler", WholeCost::id),
            number("cycles", cost -> cost.total().cycles()),
            number("latency", cost -> cost.total().latency()),
            number("times", cost -> Human.ratio(comparison.times(cost))),
            number("energy", cost -> Human.energy(cost.total().energyPicojoules())))
        .show(
            isBalanced()
                ? List.of(number("balanced", cost -> cost.balancedPicojoules().map(Human::energy)))
                : List.of())
        .show(
            number("DRAM", cost -> Human.bytes(cost.total().dramBytes())),
            number("MAC, %", 0, cost -> cost.total().macPercent()),
            number("VEC, %", 0, cost -> cost.total().vecPercent()),
            number("DRAM, %", 0, cost -> cost.total().dramPercent()),
            text("limit", cost -> cost.total().limit()))
        .show(
            comparison.goal().exact()
                ? List.of()
                : List.of(text("proof", cost -> Proof.words(comparison.gap(cost)))));
  }

  /** Whether a balanced tiling was looked for too. */
  private boolean isBalanced() {
    return comparison.ranked().stream().anyMatch(cost -> cost.balancedPicojoules().isPresent());
  }

  /** The tables with units for people, in Markdown. */
  String markdown() {
    String text = readable().markdown();
    if (sensitivity.isEmpty()) {
      return text;
    }
    String kept = sensitivity.get().kept();
    return text + "\n" + sensitivity.get().table().markdown() + (kept.isEmpty() ? "" : "\n" + kept);
  }

  /** The table in exact numbers. */
  Dataset<WholeCost> table() {
    return Dataset.of(comparison.ranked())
        .show(
            text("scheduler", WholeCost::id),
            number("cycles", cost -> cost.total().cycles()),
            number("latency_us", cost -> cost.total().microseconds()),
            number("times_fastest", 6, comparison::times),
            number("energy_pj", 3, cost -> cost.total().energyPicojoules()),
            number("balanced_energy_pj", WholeCost::balancedEnergy),
            number("dram_bytes", cost -> cost.total().dramBytes()),
            number("mac_percent", 3, cost -> cost.total().macPercent()),
            number("vec_percent", 3, cost -> cost.total().vecPercent()),
            number("dram_percent", 3, cost -> cost.total().dramPercent()),
            text("limited_by", cost -> cost.total().limit()))
        .show(
            comparison.goal().exact()
                ? List.of()
                : List.of(number("gap_percent", cost -> Proof.percent(comparison.gap(cost), 3))))
        .showEach(
            sensitivity.map(Sensitivity::changes).orElse(List.of()),
            change -> number(change.id() + ": cycles", cost -> change.cycles().get(cost.id())));
  }

  /** The winner, then every scheduler that fits, the fastest first. */
  ObjectNode json() {
    ObjectNode root = JsonText.object();
    comparison.winner().ifPresent(winner -> put(root, winner));
    ArrayNode array = root.putArray("schedulers");
    comparison.ranked().forEach(cost -> array.add(json(cost)));
    if (comparison.hasGroups()) {
      Total total = comparison.bestPerGroup();
      ObjectNode best = root.putObject("best_per_group");
      best.put("cycles", total.cycles()).put("latency_us", total.microseconds());
      ArrayNode groups = best.putArray("groups");
      for (GroupCost group : comparison.perGroup()) {
        String scheduler = group.measurement().scheduler().id();
        groups.addObject().put("group", group.name()).put("scheduler", scheduler);
      }
    }
    sensitivity.ifPresent(moved -> root.set("sensitivity", moved.json()));
    comparison.workloads().notes().forEach(root.putArray("notes")::add);
    return root;
  }

  private void put(ObjectNode root, WholeCost winner) {
    root.put("winner", winner.id());
    if (comparison.ranked().size() > 1) {
      WholeCost second = comparison.ranked().get(1);
      root.put("second", second.id());
      root.put("times_second", Decimals.rounded(comparison.times(second), 6));
    }
    root.put("limited_by", winner.total().limit());
    if (!comparison.goal().exact()) {
      root.put("settled", isSettled());
      ArrayNode contenders = root.putArray("contenders");
      comparison.contenders().forEach(cost -> contenders.add(cost.id()));
    }
  }

  private ObjectNode json(WholeCost cost) {
    if (comparison.workloads().isOneLayer()) {
      GroupCost only = cost.all().get(0);
      ObjectNode row = json(only, only.best());
      only.balanced().ifPresent(layer -> row.set("balanced", json(only, layer)));
      return row;
    }
    ObjectNode row = new WholeText(cost, comparison.workloads(), comparison.goal()).json();
    cost.balancedEnergy().ifPresent(energy -> row.put("balanced_energy_pj", energy));
    return row;
  }

  private ObjectNode json(GroupCost group, GroupCost.Layer layer) {
    ObjectNode row = new MeasurementText(layer.measurement(), group.workload()).json();
    comparison.goal().put(row, layer.gap());
    return row;
  }
}
