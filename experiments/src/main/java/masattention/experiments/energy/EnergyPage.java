package masattention.experiments.energy;

import com.samskivert.mustache.Mustache.CustomContext;
import java.util.List;
import java.util.stream.Stream;
import masattention.experiments.CoreSet;
import masattention.experiments.InWords;
import masattention.experiments.Point;
import masattention.experiments.Published;
import masattention.experiments.energy.Tiled.EnergyCeiling;
import masattention.report.Dataset;
import masattention.report.Values;
import masattention.schedule.Scheduler;
import masattention.schedulers.Schedulers;

/** What the page of the experiment says, of edge where nothing else is said. */
record EnergyPage(List<Tiled> tiled, EnergySweep sweep) {
  private Tiled edge(Reading reading) {
    return Dataset.of(tiled)
        .where(of -> of.machine().name().equals("edge") && of.reading().equals(reading))
        .only();
  }

  Tiled balanced() {
    return edge(Reading.BALANCED);
  }

  Tiled thriftiest() {
    return edge(Reading.THRIFTIEST);
  }

  String published() {
    return Published.EDGE_LARGEST_SAVING.text();
  }

  Values<EnergyCeiling> compulsoryDram() {
    return balanced().ceilings(Schedulers.FLAT).values(EnergyCeiling::compulsoryDramPercent);
  }

  Values<EnergyCeiling> operations() {
    return balanced().ceilings(Schedulers.FLAT).values(EnergyCeiling::operationsPercent);
  }

  /** The share of the time that mas saves against a reading of FLAT, network by network. */
  CustomContext allStatic() {
    return flat ->
        balanced()
            .ceilings(Dataset.of(CoreSet.FLATS).where(Scheduler::id, flat).only())
            .values(EnergyCeiling::allStaticPercent);
  }

  double speedupNeeded() {
    return 1 / (1 - Published.EDGE_LARGEST_SAVING.value() / 100);
  }

  /** The largest saving or loss against flat and flat-stream at the thriftiest tilings. */
  double spread() {
    return Stream.of(Schedulers.FLAT, Schedulers.FLAT_STREAM)
        .flatMap(rival -> thriftiest().saved(rival).values().stream())
        .mapToDouble(Math::abs)
        .max()
        .orElseThrow();
  }

  /** A reading of FLAT per row: where the published saving is reached, and the most elsewhere. */
  Dataset<Scheduler> reached() {
    return Dataset.of(CoreSet.FLATS)
        .text("against", Scheduler::id)
        .text(published() + " % reached", this::leastStaticPower)
        .number(
            "most without static power, balanced tilings, %",
            f -> InWords.saved(most(f, Reading.BALANCED), 2))
        .number("mas alone tiled for energy, %", f -> InWords.saved(most(f, Reading.MIXED), 2));
  }

  private double most(Scheduler rival, Reading reading) {
    return sweep.bestCorner(rival, reading).largestPercent();
  }

  private String leastStaticPower(Scheduler rival) {
    return Reading.ALL.stream()
        .flatMap(reading -> sweep.reached(rival, reading).stream())
        .map(saving -> saving.costs().staticMilliwatts())
        .min(Integer::compare)
        .map("from %d mW of static power on"::formatted)
        .orElse("nowhere");
  }

  private record Against(Tiled of, Scheduler rival) {}

  /** A preset, tilings and rival per row. */
  Dataset<Against> savings() {
    return Dataset.of(CoreSet.presets())
        .flatMap(machine -> Dataset.of(tiled).where(Tiled::machine, machine))
        .flatMap(of -> Dataset.of(CoreSet.allBut(Schedulers.MAS)).map(r -> new Against(of, r)))
        .text("preset", a -> a.of().machine().name())
        .text("tilings", a -> a.of().reading().id())
        .text("against", a -> a.rival().id())
        .number("geo. mean, %", a -> InWords.saved(a.of().meanPercent(a.rival()), 1))
        .number("largest, %", a -> InWords.saved(a.of().saved(a.rival()).largest(), 1))
        .text("on", a -> a.of().saved(a.rival()).largestAt().mas().network())
        .number("smallest, %", a -> InWords.saved(a.of().saved(a.rival()).smallest(), 1))
        .text("its network", a -> a.of().saved(a.rival()).smallestAt().mas().network());
  }

  /** A network per row: what can be saved against flat at its fastest tiling. */
  Dataset<EnergyCeiling> ceilings() {
    return balanced()
        .ceilings(Schedulers.FLAT)
        .text("network", c -> c.mas().network())
        .number("mas saves", c -> InWords.saved(c.savedPercent(), 1))
        .number("DRAM compulsory", 1, EnergyCeiling::compulsoryDramPercent)
        .number("and L0, L1 free", 1, EnergyCeiling::operationsPercent)
        .number("all static", 1, EnergyCeiling::allStaticPercent)
        .number("all static, at the bound", 1, EnergyCeiling::allStaticAtBoundPercent)
        .number(
            "mW for %s %%".formatted(published()),
            c -> c.wholeMilliwattsForPublished().<Object>map(mW -> mW).orElse("never"))
        .number("mW of mas itself", 0, EnergyCeiling::milliwattsOfMas);
  }

  /** The split by components, preset by preset. */
  Dataset<Tiled.Split> splits() {
    return Dataset.of(CoreSet.presets())
        .map(m -> new Tiled.Split(m.name(), Dataset.of(tiled).where(Tiled::machine, m).rows()));
  }

  /** The costs of DRAM and what they rest on. */
  Dataset<Costs.Dram> dram() {
    return Dataset.of(Costs.Dram.ALL)
        .number("DRAM, pJ per byte", Costs.Dram::picojoulesPerByte)
        .text("grade", cost -> cost.grade().letter())
        .text("source", Costs.Dram::source);
  }

  /** Both tilings of flat and mas on bert-base. */
  Dataset<Point> commands() {
    return Dataset.of(List.of(Schedulers.FLAT, Schedulers.MAS))
        .flatMap(s -> Dataset.of(Reading.FAIR).flatMap(r -> edge(r).points().of(s)))
        .where(Point::network, "bert-base");
  }
}
