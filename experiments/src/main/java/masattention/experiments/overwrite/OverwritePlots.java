package masattention.experiments.overwrite;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import masattention.experiments.sweep.SweepChart;
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
  private static final List<Variant> DRAWN =
      List.of(
          Variant.FLAT,
          Variant.FLAT_PARTIAL,
          Variant.FUSEMAX,
          Variant.MAS_SPILL,
          Variant.MAS_WITHOUT,
          Variant.MAS);

  private OverwritePlots() {}

  static String stem(String machine, int tokens) {
    return "overwrite-%s-%d".formatted(machine, tokens);
  }

  static LineChart of(OverwriteCase one) {
    List<Long> capacities = one.capacities();
    List<Double> kibibytes = capacities.stream().map(bytes -> (double) bytes / KIBI).toList();
    List<SweepChart.Line> lines = new ArrayList<>();
    for (Variant variant : DRAWN) {
      lines.add(
          new SweepChart.Line(
              variant.label(),
              color(variant),
              kibibytes,
              capacities.stream().map(bytes -> one.best(bytes, variant)).toList()));
    }
    Axis x =
        Axis.powersOfTwo(
            "L1 of all cores, KiB",
            capacities.get(0) / KIBI,
            capacities.get(capacities.size() - 1) / KIBI);
    return SweepChart.of(
        "The proactive overwrite: bert-base, %d tokens, %s with other L1"
            .formatted(one.tokens(), one.machine()),
        x,
        lines,
        notes(one));
  }

  private static Color color(Variant variant) {
    return switch (variant) {
      case MAS -> Palette.color("mas");
      case MAS_OVERWRITING, MAS_WITHOUT, MAS_SMALLER_BLOCKS, MAS_STREAMING -> Palette.other(WINE);
      case MAS_SPILL -> Palette.color("mas-spill");
      case FLAT -> Palette.other(TEAL);
      case FLAT_PARTIAL -> Palette.color("flat");
      case FUSEMAX -> Palette.color("fusemax");
    };
  }

  private static List<Note> notes(OverwriteCase one) {
    List<Long> overwriting = one.capacities().stream().filter(one::overwrites).toList();
    if (overwriting.isEmpty()) {
      return List.of();
    }
    long first = overwriting.get(0) / KIBI;
    long last = overwriting.get(overwriting.size() - 1) / KIBI;
    return first == last
        ? List.of(new Note(first, "mas overwrites at %d KiB".formatted(first)))
        : List.of(
            new Note(first, "mas overwrites from %d KiB".formatted(first)),
            new Note(last, "mas overwrites up to %d KiB".formatted(last)));
  }
}
