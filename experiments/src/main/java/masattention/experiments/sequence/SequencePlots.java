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
import masattention.schedule.Schedulers;

/** The figure of one kind of heads on one machine: latency, energy and traffic over the length. */
final class SequencePlots {
  private SequencePlots() {}

  static String stem(String network, String machine) {
    return "sequence-length-%s-%s".formatted(network, machine);
  }

  static LineChart of(Lengths one) {
    List<Integer> lengths = one.grid().cases().stream().map(on -> on.shape().seqKv()).toList();
    List<Double> xs = lengths.stream().map(Integer::doubleValue).toList();
    List<SweepChart.Line> lines = new ArrayList<>();
    for (Schedulers scheduler : CoreSet.masOnTop()) {
      lines.add(
          new SweepChart.Line(
              scheduler.id(), Palette.color(scheduler.id()), xs, one.grid().of(scheduler).rows()));
    }
    return SweepChart.of(
        "%s on %s: heads of %d, every scheduler at its fastest tiling"
            .formatted(one.network().name(), one.machine().name(), one.network().shape().headDim()),
        Axis.powersOfTwo(
            "sequence length, tokens", lengths.get(0), lengths.get(lengths.size() - 1)),
        lines,
        notes(one, lengths.get(lengths.size() - 1)));
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
        .ifPresent(
            whole ->
                notes.add(new Note(whole, "mas can keep K and V whole up to %d".formatted(whole))));
    one.firstOverwrite()
        .ifPresent(first -> notes.add(new Note(first, "mas overwrites from %d".formatted(first))));
    one.lastOverwrite()
        .ifPresent(last -> notes.add(new Note(last, "mas overwrites up to %d".formatted(last))));
    return notes.stream()
        .filter(note -> note.x() <= longest)
        .sorted(Comparator.comparingDouble(Note::x))
        .toList();
  }
}
