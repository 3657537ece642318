package masattention.experiments.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import masattention.experiments.CoreSet;
import masattention.experiments.Published;
import masattention.experiments.SimulateLine;
import masattention.npu.Machine;
import masattention.report.Decimals;
import masattention.report.Table;
import masattention.schedule.Schedulers;
import masattention.simulator.Measurement;
import masattention.workload.Network;
import masattention.workload.Networks;

/** The experiment as a page that a person reads. */
final class EnergyPage {
  private final EnergyRows rows;
  private final EnergySweep sweep;
  private final Machine edge = CoreSet.presets().get(0);
  private final StringBuilder text = new StringBuilder();

  EnergyPage(EnergyRows rows, EnergySweep sweep) {
    this.rows = rows;
    this.sweep = sweep;
  }

  String text() {
    text.append(
        """
        # Where the energy goes, and what a schedule can save

        The paper's abstract states energy savings of up to %s %% over FLAT on a simulated edge device.
        Here every scheduler is costed twice: at its *fastest* tiling, and at its *thriftiest*, the
        one of least energy. `mvn verify` or `./mas reproduce energy` writes this page and
        [energy.csv](energy.csv) (split of every row), [energy-ceilings.csv](energy-ceilings.csv) (what
        is possible at all), [energy-sweep.csv](energy-sweep.csv) (other costs). All costs of energy are
        derived or assumed (`./mas machines edge`), none is the paper's.

        ## Findings

        """
            .formatted(Published.EDGE_LARGEST_SAVING.text()));
    findings();
    savings();
    ceilings();
    split();
    costs();
    text.append(
        "\n## Command lines\n\nThe two tilings of mas and flat on bert-base, `edge`:\n\n```text\n");
    for (Schedulers scheduler : List.of(Schedulers.FLAT, Schedulers.MAS)) {
      for (Tilings tilings : Tilings.values()) {
        text.append(SimulateLine.of(rows.row(tilings, edge, "bert-base", scheduler))).append('\n');
      }
    }
    text.append("./mas search --network bert-base --scheduler mas --objective energy\n```\n");
    return text.toString();
  }

  private void findings() {
    EnergyCeiling fast = rows.largest(Tilings.FASTEST, edge, Schedulers.FLAT);
    EnergyCeiling thrifty = rows.largest(Tilings.THRIFTIEST, edge, Schedulers.FLAT);
    text.append(
        "- Against `flat` on `edge`, mas saves at most %s %% at the fastest tilings (%s) and %s %% at the thriftiest (%s).\n"
            .formatted(
                one(fast.savedPercent()),
                fast.mas().network(),
                one(thrifty.savedPercent()),
                thrifty.mas().network()));
    text.append(
        "- On %d of %d networks `flat` does exactly the operations of mas, so only traffic and waiting are left to save. "
                .formatted(
                    rows.sameOperations(Tilings.FASTEST, edge, Schedulers.FLAT),
                    Networks.coreSet().size())
            + "Without its DRAM traffic beyond the compulsory bytes `flat` would save at most %s %%; were L0 and L1 free as well, %s %%: more than that no schedule of these operations saves without static power.\n"
                .formatted(
                    one(largest(EnergyCeiling::compulsoryDramPercent)),
                    one(largest(EnergyCeiling::operationsPercent))));
    text.append(
        "- At the thriftiest tilings on `edge`, `flat`, `flat-stream` and mas spend the same energy to within %s %%: with all rows in one block nothing is fetched twice, and overlap saves no energy.\n"
            .formatted(Decimals.fixed(spread(), 3)));
    text.append(
        "- Static power rewards speed, but no more than the speedup allows: were all energy static, mas would save at most %s %% against `flat`, %s %% against `flat-no-prefetch` (fastest tilings). %s %% needs a speedup of %s.\n"
            .formatted(
                one(largestStatic(Schedulers.FLAT)),
                one(largestStatic(Schedulers.FLAT_NO_PREFETCH)),
                Published.EDGE_LARGEST_SAVING.text(),
                Decimals.fixed(1 / (1 - Published.EDGE_LARGEST_SAVING.value() / 100), 3)));
    text.append("- %s.\n".formatted(new ReachTable(sweep).sentence()));
  }

  private void savings() {
    Table table =
        new Table(3, List.of("preset", "tilings", "against", "geo. mean, %", "largest, %", "on"));
    for (Machine machine : CoreSet.presets()) {
      for (Tilings tilings : Tilings.values()) {
        for (Schedulers rival : Schedulers.values()) {
          if (rival != Schedulers.MAS) {
            EnergyCeiling most = rows.largest(tilings, machine, rival);
            table.add(
                List.of(
                    machine.name(),
                    tilings.id(),
                    rival.id(),
                    one(rows.meanPercent(tilings, machine, rival)),
                    one(most.savedPercent()),
                    most.mas().network()));
          }
        }
      }
    }
    text.append("\n## What mas saves\n\n1 − energy of mas / energy of the other.\n\n");
    text.append(table.markdown());
  }

  private void ceilings() {
    Table table =
        new Table(
            1,
            List.of(
                "network",
                "mas saves",
                "DRAM compulsory",
                "and L0, L1 free",
                "all static",
                "all static, at the bound",
                "mW for %s %%".formatted(Published.EDGE_LARGEST_SAVING.text()),
                "mW of mas itself"));
    for (EnergyCeiling c : rows.ceilings(Tilings.FASTEST, edge, Schedulers.FLAT)) {
      OptionalDouble watts = c.staticMilliwattsForPublished();
      double own = c.mas().energy().totalPicojoules() * c.mas().machine().clockMegahertz();
      table.add(
          List.of(
              c.mas().network(),
              one(c.savedPercent()),
              one(c.compulsoryDramPercent()),
              one(c.operationsPercent()),
              one(c.allStaticPercent()),
              one(c.allStaticAtBoundPercent()),
              watts.isPresent() ? Decimals.fixed(watts.getAsDouble(), 0) : "never",
              Decimals.fixed(own / c.mas().cycles() / 1000, 0)));
    }
    text.append(
        """

        ## What can be saved at all

        Percent of the energy of `flat` at its fastest tiling on `edge`: what mas saves; what a schedule
        would save that moved only the compulsory bytes (Q, K, V, O once); what it would save were L0 and
        L1 free besides (the operations alone remain); the share of time saved, which is the saving where
        all energy is static power; the same for a schedule at the floor of cycles. Then the static power
        at which mas would save %s %%, beside the power that mas itself draws without any.

        """
            .formatted(Published.EDGE_LARGEST_SAVING.text()));
    text.append(table.markdown());
    text.append("\n![Saving over static power](../plots/%s.svg)\n".formatted(EnergyPlots.STATIC));
  }

  private void split() {
    text.append("\n## The split\n\nMean shares over the core networks, %.\n");
    for (Machine machine : CoreSet.presets()) {
      Table table =
          new Table(2, List.of("scheduler", "tilings", "MAC", "VEC", "L0", "L1", "DRAM", "static"));
      for (Schedulers scheduler : Schedulers.values()) {
        for (Tilings tilings : Tilings.values()) {
          double[] sums = new double[6];
          for (Network network : Networks.coreSet()) {
            Measurement row = rows.row(tilings, machine, network.name(), scheduler);
            List<Double> shares = EnergyCsv.shares(row.energy());
            for (int i = 0; i < sums.length; i++) {
              sums[i] += shares.get(i) / Networks.coreSet().size();
            }
          }
          table.add(
              List.of(
                  scheduler.id(),
                  tilings.id(),
                  one(sums[0]),
                  one(sums[1]),
                  one(sums[2]),
                  one(sums[3]),
                  one(sums[4]),
                  one(sums[5])));
        }
      }
      text.append("\n### %s\n\n%s".formatted(machine.name(), table.markdown()));
      text.append(
          "\n![Energy by component](../plots/%s.svg)\n"
              .formatted(EnergyPlots.thriftiest(machine.name())));
    }
  }

  private void costs() {
    text.append("\n## Other costs, on `edge`\n\nDRAM, pJ per byte: ");
    text.append(
        String.join(
            "; ",
            SweptCosts.DRAM.stream()
                .map(
                    c ->
                        "%d (%s: %s)"
                            .formatted(c.picojoulesPerByte(), c.grade().letter(), c.source()))
                .toList()));
    text.append(
        ". L1 from half to twice its derived cost. Static power has no usable public number: it is"
            + " swept, not referred to. Largest saving of mas, %, without static power:\n\n");
    Table table =
        new Table(3, List.of("against", "tilings", "L1", "DRAM 32", "56", "64", "90", "250"));
    for (Schedulers rival : EnergySweep.RIVALS) {
      for (Reading reading : Reading.values()) {
        for (double factor : SweptCosts.L1_FACTORS) {
          List<String> cells =
              new ArrayList<>(List.of(rival.id(), reading.id(), "× " + Decimals.fixed(factor, 1)));
          sweep.grid().stream()
              .filter(p -> p.staticMilliwatts() == 0 && p.l1Factor() == factor)
              .forEach(p -> cells.add(one(sweep.saving(rival, reading, p).largestPercent())));
          table.add(cells);
        }
      }
    }
    text.append(table.markdown());
    text.append("\n![Against flat-stream](../plots/%s.svg)\n".formatted(EnergyPlots.COSTS));
    text.append(
        """

        Where mas saves %s %%: on the grid of 8 static powers, 3 costs of L1 and 5 of DRAM; and, without
        static power, the most over all corners of the costs' ranges (MAC 0.42 to 1.5 pJ, exp 0.5 to 3,
        div 1 to 3, L0 0.3 to 1.6 per byte, L1 half to twice, DRAM 32 to 250). *Mixed* is the rival at its
        fastest and mas at its thriftiest tiling: not fair, but a comparison that could have been made.

        """
            .formatted(Published.EDGE_LARGEST_SAVING.text()));
    text.append(new ReachTable(sweep).table().markdown());
  }

  /** The largest saving or loss against flat and flat-stream at the thriftiest tilings. */
  private double spread() {
    return List.of(Schedulers.FLAT, Schedulers.FLAT_STREAM).stream()
        .flatMap(rival -> rows.ceilings(Tilings.THRIFTIEST, edge, rival).stream())
        .mapToDouble(c -> Math.abs(c.savedPercent()))
        .max()
        .orElseThrow();
  }

  private double largest(ToDoubleFunction<EnergyCeiling> percent) {
    return rows.ceilings(Tilings.FASTEST, edge, Schedulers.FLAT).stream()
        .mapToDouble(percent)
        .max()
        .orElseThrow();
  }

  private double largestStatic(Schedulers rival) {
    return rows.ceilings(Tilings.FASTEST, edge, rival).stream()
        .mapToDouble(EnergyCeiling::allStaticPercent)
        .max()
        .orElseThrow();
  }

  private static String one(double value) {
    return Decimals.fixed(value, 1);
  }
}
