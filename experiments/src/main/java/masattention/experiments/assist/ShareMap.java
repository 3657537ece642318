package masattention.experiments.assist;

import static masattention.report.Column.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import masattention.experiments.Case;
import masattention.experiments.CoreSet;
import masattention.experiments.OverlapGain;
import masattention.experiments.Points;
import masattention.npu.NpuConfig;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Values;
import masattention.tiling.Spans;
import masattention.workload.Network;

/**
 * Which shares win where: over r, the time of the vector unit by that of the matrix unit, which
 * follows the lanes, and over the length.
 */
record ShareMap(Points points) {
  /** The sweep of its cases. */
  static final String SWEEP = "map";

  /** Lanes, in quarters of the machine's own. */
  private static final List<Integer> QUARTERS = List.of(16, 8, 6, 4, 3, 2, 1);

  private static final List<Integer> TOKENS = List.of(128, 512, 2_048, 8_192);
  private static final double EVEN = 1.0005;

  /** The heads of bert-base on a machine with other numbers of lanes. */
  static List<Case> cases(NpuConfig machine) {
    List<Case> cases = new ArrayList<>();
    Network heads = CoreSet.network("bert-base");
    for (int quarters : QUARTERS) {
      int lanes = machine.vectorLanes() * quarters / 4;
      for (int tokens : TOKENS) {
        cases.add(
            new Case(
                SWEEP,
                "%d lanes, %d tokens".formatted(lanes, tokens),
                CoreSet.changed(heads, heads.shape().withSequence(tokens)),
                machine.withVectorLanes(lanes)));
      }
    }
    return cases;
  }

  /** A row per number of lanes, a column per length: gain, and the shares of sums, subtraction. */
  Dataset<Integer> table() {
    List<Integer> all = points.all().distinct(point -> point.machine().vectorLanes());
    return Dataset.of(all)
        .number("r", 2, lanes -> OverlapGain.ratio(at(lanes, TOKENS.get(0))))
        .number("lanes", lanes -> lanes)
        .showEach(TOKENS, n -> text("%d tokens".formatted(n), lanes -> cell(at(lanes, n))));
  }

  private Case at(int lanes, int tokens) {
    return points
        .cases()
        .where(on -> on.machine().vectorLanes() == lanes && on.shape().seqKv() == tokens)
        .only();
  }

  private String cell(Case on) {
    Spans spans = AssistPreset.spans(points, on);
    return "%s: %d/%d, %d/%d, %d"
        .formatted(
            Decimals.fixed(gain(on), 2),
            spans.sumTiles(),
            spans.tilesPerSpan(),
            spans.shiftTiles(),
            spans.tilesPerSpan(),
            spans.blocksPerPass());
  }

  private double gain(Case on) {
    return AssistPreset.gain(points, on, Assistance.AHEAD);
  }

  /** How often each share is worth it, and from which r on. */
  String finding() {
    return "Of %d points it gains at %d. The matrix unit does sums at %s, subtracts at %s; several row blocks share a pass at %s."
        .formatted(
            points.cases().size(),
            points.cases().where(on -> gain(on) > EVEN).size(),
            where(spans -> spans.sumTiles() > 0),
            where(spans -> spans.shiftTiles() > 0),
            where(spans -> spans.blocksPerPass() > 1));
  }

  private String where(Predicate<Spans> holds) {
    Values<Case> there =
        points
            .cases()
            .where(on -> gain(on) > EVEN && holds.test(AssistPreset.spans(points, on)))
            .values(OverlapGain::ratio);
    return there.isEmpty()
        ? "none"
        : "%d, from r = %s on".formatted(there.rows().size(), Decimals.fixed(there.smallest(), 2));
  }
}
