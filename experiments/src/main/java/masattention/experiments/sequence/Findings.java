package masattention.experiments.sequence;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.util.List;
import java.util.stream.Stream;
import masattention.experiments.KvKept;
import masattention.experiments.Point;
import masattention.experiments.sequence.Lengths.Against;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Values;
import masattention.schedulers.Schedulers;

/** What the page says about all kinds of heads and machines. */
record Findings(List<Lengths> all) {

  private static Values<Point> speedups(Against one) {
    return one.of().grid().speedups(Schedulers.MAS, one.rival());
  }

  /** A machine, network and rival per row. */
  Dataset<Against> overtaking() {
    return Dataset.ofPairs(all, List.of(Schedulers.FUSEMAX, Schedulers.FLAT), Against::new)
        .show(
            text("machine", one -> one.of().machine().name()),
            text("heads of", one -> one.of().network().name()),
            text("mas against", one -> one.rival().id()),
            text("faster at 128 tokens", Against::atFirst),
            text("faster later", Against::changes),
            number(
                "lowest speedup of mas",
                one -> at(speedups(one).smallest(), speedups(one).smallestAt())),
            number("highest", one -> at(speedups(one).largest(), speedups(one).largestAt())));
  }

  private static String at(double speedup, Point at) {
    return "%s at %s".formatted(Decimals.fixed(speedup, 3), at.setting());
  }

  /** A machine and network per row: how mas keeps K and V. */
  Dataset<Lengths> keeping() {
    return Dataset.of(all)
        .show(
            text("machine", one -> one.machine().name()),
            text("heads of", one -> one.network().name()),
            number("heads", one -> one.network().shape().queryHeads()),
            number("head dim", one -> one.network().shape().headDim()),
            number("K and V can stay whole up to", one -> one.wholeTokens().orElse(0)),
            number("and do at the best tiling up to", Findings::lastWhole),
            number("overwrites first at", one -> tokens(one.firstOverwrite().stream().boxed())),
            number("and last at", one -> tokens(one.lastOverwrite().stream().boxed())),
            number("in so many ranges", Lengths::overwriteRanges));
  }

  private static String tokens(Stream<Integer> first) {
    return first.map(tokens -> Integer.toString(tokens)).findFirst().orElse("nowhere");
  }

  /** The last length of the grid at which the best tiling of mas keeps K and V whole. */
  private static String lastWhole(Lengths one) {
    Dataset<Point> whole =
        one.grid().of(Schedulers.MAS).where(point -> point.kept() == KvKept.WHOLE);
    return whole.isEmpty()
        ? "none"
        : whole.values(point -> point.shape().seqKv()).largestAt().setting();
  }
}
