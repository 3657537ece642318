package masattention.experiments.overwrite;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import masattention.experiments.SweepChart;
import masattention.plot.Axis;
import masattention.plot.LineChart;
import masattention.plot.Note;
import masattention.plot.Palette;

/** The figure of one length on one machine, over the capacity of L1. */
final class OverwritePlots {
  private static final int WINE = 7;
  private static final int TEAL = 8;
  private static final int KIBI = 1024;

  /** From the back to the front. */
  private static final Map<Variant, Color> DRAWN = new LinkedHashMap<>();

  static {
    DRAWN.put(Variant.FLAT, Palette.other(TEAL));
    DRAWN.put(Variant.FLAT_PARTIAL, Palette.color("flat"));
    DRAWN.put(Variant.FUSEMAX, Palette.color("fusemax"));
    DRAWN.put(Variant.MAS_SPILL, Palette.color("mas-spill"));
    DRAWN.put(Variant.MAS_WITHOUT, Palette.other(WINE));
    DRAWN.put(Variant.MAS, Palette.color("mas"));
  }

  private OverwritePlots() {}

  static String stem(String machine, int tokens) {
    return "overwrite-%s-%d".formatted(machine, tokens);
  }

  static LineChart of(Capacities one) {
    List<Capacities.Place> places = one.places();
    List<Double> kibibytes = places.stream().map(p -> (double) p.l1Bytes() / KIBI).toList();
    List<SweepChart.Line> lines = new ArrayList<>();
    DRAWN.forEach(
        (variant, color) ->
            lines.add(
                new SweepChart.Line(
                    variant.label(),
                    color,
                    kibibytes,
                    places.stream().map(place -> place.best(variant)).toList())));
    Axis x =
        Axis.powersOfTwo(
            "L1 of all cores, KiB",
            places.get(0).kibibytes(),
            places.get(places.size() - 1).kibibytes());
    return SweepChart.of(
        "The proactive overwrite: bert-base, %d tokens, %s with other L1"
            .formatted(one.tokens(), one.machine()),
        x,
        lines,
        notes(one));
  }

  private static List<Note> notes(Capacities one) {
    List<Long> overwriting = one.overwriting();
    if (overwriting.isEmpty()) {
      return List.of();
    }
    long first = overwriting.get(0);
    long last = overwriting.get(overwriting.size() - 1);
    return first == last
        ? List.of(new Note(first, "mas overwrites at %d KiB".formatted(first)))
        : List.of(
            new Note(first, "mas overwrites from %d KiB".formatted(first)),
            new Note(last, "mas overwrites up to %d KiB".formatted(last)));
  }
}
