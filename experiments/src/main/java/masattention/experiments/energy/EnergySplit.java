package masattention.experiments.energy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Figure;
import masattention.npu.Machine;
import masattention.report.TextFile;

/** Where the energy goes, and what of it a schedule can save at all. */
public final class EnergySplit implements Experiment {

  @Override
  public String question() {
    return "Where does the energy go, what can mas save against FLAT at all with the same"
        + " operations, and at what costs would it be 54 %?";
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (Machine machine : CoreSet.presets()) {
      figures.add(
          new Figure(
              EnergyPlots.thriftiest(machine.name()),
              "Energy by component on %s, every scheduler at its thriftiest tiling."
                  .formatted(machine.name())));
    }
    figures.add(
        new Figure(
            EnergyPlots.STATIC,
            "Largest energy saving of mas against three readings of FLAT over the static power of"
                + " the chip, on edge."));
    figures.add(
        new Figure(
            EnergyPlots.COSTS,
            "Largest energy saving of mas against flat-stream over the costs of DRAM and L1, on"
                + " edge, fastest tilings."));
    return figures;
  }

  @Override
  public List<Path> run(ExperimentContext context) throws IOException {
    Machine edge = CoreSet.presets().get(0);
    EnergyRows rows = EnergyRows.measured(context);
    EnergySweep sweep = EnergySweep.of(edge.config(), context);
    Path results = context.results();
    List<Path> written = new ArrayList<>();
    written.add(TextFile.write(results.resolve("energy.csv"), EnergyCsv.split(rows)));
    written.add(TextFile.write(results.resolve("energy-ceilings.csv"), EnergyCsv.ceilings(rows)));
    written.add(
        TextFile.write(results.resolve("energy-sweep.csv"), EnergyCsv.sweep(edge.name(), sweep)));
    written.add(TextFile.write(results.resolve("energy.md"), new EnergyPage(rows, sweep).text()));
    written.addAll(EnergyPlots.write(rows, sweep, context.plots()));
    return written;
  }
}
