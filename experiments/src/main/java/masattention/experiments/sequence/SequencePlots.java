package masattention.experiments.sequence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import masattention.experiments.CoreSet;
import masattention.experiments.SweepChart;
import masattention.plot.Axis;
import masattention.plot.LineChart;
import masattention.plot.Note;
import masattention.plot.Palette;

/** The figure of one kind of heads on one machine: latency, energy and traffic over the length. */
final class SequencePlots {
  private SequencePlots() {}

  static LineChart of(Lengths one) {
    List<Integer> lengths = one.grid().all().distinct(point -> point.shape().seqKv());
    int longest = lengths.get(lengths.size() - 1);
    return SweepChart.of(
        "%s on %s: heads of %d, every scheduler at its fastest tiling"
            .formatted(one.network().name(), one.machine().name(), one.network().shape().headDim()),
        Axis.powersOfTwo("sequence length, tokens", lengths.get(0), longest),
        point -> point.shape().seqKv(),
        CoreSet.masOnTop().stream()
            .map(s -> new SweepChart.Line(s.id(), Palette.color(s.id()), one.grid().of(s)))
            .toList(),
        notes(one, longest));
  }

  private static List<Note> notes(Lengths one, int longest) {
    List<Note> notes = new ArrayList<>();
    one.crossings()
        .forEach(
            (rival, crossings) -> {
              for (Crossing crossing : crossings) {
                String faster = crossing.begins() ? rival.id() : "mas";
                String slower = crossing.begins() ? "mas" : rival.id();
                notes.add(
                    new Note(
                        crossing.after(),
                        "%s faster than %s from %d".formatted(faster, slower, crossing.after())));
              }
            });
    one.wholeTokens()
        .ifPresent(n -> notes.add(new Note(n, "mas can keep K and V whole up to %d".formatted(n))));
    one.firstOverwrite()
        .ifPresent(n -> notes.add(new Note(n, "mas overwrites from %d".formatted(n))));
    one.lastOverwrite()
        .ifPresent(n -> notes.add(new Note(n, "mas overwrites up to %d".formatted(n))));
    return notes.stream()
        .filter(note -> note.x() <= longest)
        .sorted(Comparator.comparingDouble(Note::x))
        .toList();
  }
}
