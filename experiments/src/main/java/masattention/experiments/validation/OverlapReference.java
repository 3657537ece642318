package masattention.experiments.validation;

import static masattention.report.Column.text;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import masattention.input.InvalidInputException;
import masattention.report.Column;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.report.Line;

/** Our predictions against a file of loops measured in turn and with both units side by side. */
public final class OverlapReference implements Reference {
  static final String LOOPS = "overlap-loops.csv";
  private static final long MOST_CYCLES = 1_000_000_000_000L;
  private static final String FLAT = OverlapPrediction.FLAT_TIMES.scheduler().id();
  private static final String MAS = OverlapPrediction.MAS_TIMES.scheduler().id();

  private final String file;
  private final List<Compared> compared = new ArrayList<>();

  /** What is recorded of a loop, and the measured cycles of both schedules. */
  record Compared(OverlapRecord loop, long flat, long mas) {}

  /**
   * Predicts every loop of a file of the form of the reference.
   *
   * @throws InvalidInputException when the file is wrong, naming line and column
   */
  public OverlapReference(String file) {
    this.file = file;
    List<String> columns =
        Stream.of(
                OverlapLoop.COLUMNS.stream().map(Column::header),
                Stream.of("schedule", "cycles"),
                OverlapTimes.COLUMNS.stream())
            .flatMap(s -> s)
            .toList();
    Map<OverlapLoop, Map<String, Line>> loops = new LinkedHashMap<>();
    for (Line row : Csv.read(file, columns)) {
      OverlapLoop loop = OverlapLoop.of(row);
      String schedule = row.text("schedule");
      if (loops.computeIfAbsent(loop, l -> new LinkedHashMap<>()).put(schedule, row) != null) {
        throw row.refused("schedule", "(%s) must stand there once for a loop".formatted(schedule));
      }
    }
    loops.forEach((loop, rows) -> compared.add(compared(loop, rows)));
    if (compared.isEmpty()) {
      throw new InvalidInputException("%s: must have a loop.".formatted(file));
    }
  }

  private Compared compared(OverlapLoop loop, Map<String, Line> rows) {
    Line flat = row(loop, rows, FLAT);
    Line mas = row(loop, rows, MAS);
    OverlapTimes times = OverlapTimes.of(flat);
    if (!times.equals(OverlapTimes.of(mas))) {
      throw mas.refused("t_s_in_flat", "and the times beside it must be those of " + FLAT);
    }
    Map<OverlapPrediction, Long> tenths = new EnumMap<>(OverlapPrediction.class);
    for (OverlapPrediction prediction : OverlapPrediction.values()) {
      try {
        tenths.put(prediction, prediction.tenths(loop, times));
      } catch (IllegalArgumentException e) {
        throw flat.refused("rows_per_block", "and the sizes beside it: " + e.getMessage());
      }
    }
    long turn = flat.whole("cycles", 1, MOST_CYCLES);
    long beside = mas.whole("cycles", 1, MOST_CYCLES);
    return new Compared(
        OverlapRecord.compared(loop, times.balance(), turn, beside, tenths), turn, beside);
  }

  private Line row(OverlapLoop loop, Map<String, Line> rows, String schedule) {
    if (!rows.containsKey(schedule)) {
      throw new InvalidInputException(
          "%s: the loop %s must have a line with the schedule %s."
              .formatted(file, loop.name(), schedule));
    }
    return rows.get(schedule);
  }

  private Dataset<OverlapRecord> loops() {
    return Dataset.of(compared).map(Compared::loop);
  }

  /** Every loop, what was measured, and the errors. */
  @Override
  public Dataset<?> table() {
    Dataset<Compared> table =
        Dataset.of(compared)
            .text("loop", one -> one.loop().loop().name())
            .number("vec/mac", one -> one.loop().balance())
            .number("flat", Compared::flat)
            .number("mas", Compared::mas);
    for (OverlapPrediction p : OverlapPrediction.values()) {
      table = table.number(p.column() + " %", one -> one.loop().error(p));
    }
    return table;
  }

  /** Mean and largest absolute error of every prediction, by the handover. */
  @Override
  public String summary() {
    StringBuilder text = new StringBuilder("%d loops\n".formatted(compared.size()));
    for (String handover : new TreeSet<>(loops().distinct(one -> one.loop().handover()))) {
      for (OverlapPrediction p : OverlapPrediction.values()) {
        Errors errors =
            Errors.of(
                    loops().where(one -> one.loop().handover(), handover),
                    one -> one.loop().name(),
                    one -> one.error(p))
                .orElseThrow();
        text.append("%s, %s: %s\n".formatted(handover, p.words(), errors.text()));
      }
    }
    return text.toString();
  }

  /** The loops, our cycles and errors. */
  @Override
  public Map<String, Dataset<?>> files() {
    return Map.of(LOOPS, OverlapRecord.table(loops(), true));
  }
}
