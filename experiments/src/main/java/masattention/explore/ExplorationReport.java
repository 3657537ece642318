package masattention.explore;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import masattention.explore.Exploration.Explored;
import masattention.plot.LineChart;
import masattention.plot.LineChart.Marks;
import masattention.plot.LineChart.Plot;
import masattention.plot.PlotFolder;
import masattention.report.Csv;
import masattention.report.Dataset;
import masattention.schedule.Scheduler;
import masattention.search.SearchTask;

/**
 * The tables, the figure and the summary of an exploration, from a journal that has all rows, which
 * are read several times and never kept.
 */
final class ExplorationReport {
  private static final int MOST_ROWS = 20;
  private static final int MOST_LAYERS = 24;
  private static final int MOST_PLOTS = 12;
  private static final int SMALL_PLOT = 260;

  private final ExplorationSpace space;
  private final Journal journal;
  private final AreaProxy area;
  private final List<FrontView> layers;

  /** Fronts of the sums over the networks, by length. */
  private final Map<Integer, FrontView> sums = new LinkedHashMap<>();

  /** The first rows of the fronts of sums, for the terminal. */
  private final Map<FrontView, Map<Integer, ExploredPoint>> rows = new HashMap<>();

  ExplorationReport(ExplorationSpace space, Journal journal, AreaProxy area) {
    this.space = space;
    this.journal = journal;
    this.area = area;
    layers = space.layers().stream().map(layer -> new FrontView(layer.label())).toList();
    for (ExplorationLayer layer : space.layers()) {
      String length = layer.tokens() == 0 ? "" : ", %d tokens".formatted(layer.tokens());
      sums.putIfAbsent(layer.tokens(), new FrontView("sum over the networks" + length));
    }
  }

  /** Writes the tables and the figure. */
  Explored write(Path folder) throws IOException {
    Stream.concat(points(), sums())
        .filter(point -> point.row().fits())
        .forEach(point -> point.view().offer(point.criteria()));
    Stream.concat(layers.stream(), sums.values().stream()).forEach(FrontView::close);
    List<Path> written = new ArrayList<>();
    var columns = ExploredPoint.columns(space.machines());
    written.add(Csv.write(folder.resolve("explore.csv"), columns, points().peek(this::show)));
    written.add(
        Csv.write(
            folder.resolve("explore-front.csv"),
            columns,
            points().filter(ExploredPoint::isOnFront)));
    Stream<ExploredPoint> onFront =
        sums().peek(this::show).filter(ExploredPoint::isOnFront).peek(this::keep);
    Path sumFront = folder.resolve("explore-front-sum.csv");
    if (isSummed()) {
      written.add(Csv.write(sumFront, ExploredPoint.sumColumns(space.machines()), onFront));
    } else {
      onFront.forEach(sum -> {});
      Files.deleteIfExists(sumFront);
    }
    if (layers.stream().anyMatch(view -> !view.isEmpty())) {
      written.add(new PlotFolder(folder).write("explore-front", chart()));
    }
    return new Explored(List.copyOf(written), summary());
  }

  /** Whether a sum is more than a layer of it. */
  private boolean isSummed() {
    return sums.size() < layers.size()
        || space.layers().stream().anyMatch(layer -> layer.layers() > 1);
  }

  private void show(ExploredPoint point) {
    if (point.row().fits()) {
      point.view().show(point.criteria(), point.task().scheduler().id());
    }
  }

  private Stream<ExploredPoint> points() {
    ExplorationSpace.Cursor cursor = space.cursor();
    Iterator<ExplorationRow> rows = journal.rows();
    return IntStream.range(0, space.points())
        .mapToObj(
            point -> {
              SearchTask task = cursor.task(point);
              FrontView view = layers.get(point % layers.size());
              return new ExploredPoint(
                  space.layer(point), task, rows.next(), area.of(task.machine()), view);
            });
  }

  /** The sums of every design, length by length. */
  private Stream<ExploredPoint> sums() {
    Iterator<ExploredPoint> points = points().iterator();
    return IntStream.range(0, space.points() / layers.size())
        .boxed()
        .flatMap(
            design -> {
              Map<Integer, List<ExploredPoint>> lengths = new LinkedHashMap<>();
              for (int i = 0; i < layers.size(); i++) {
                ExploredPoint point = points.next();
                lengths.computeIfAbsent(point.layer().tokens(), t -> new ArrayList<>()).add(point);
              }
              return lengths.entrySet().stream()
                  .map(e -> ExploredPoint.sum(e.getValue(), sums.get(e.getKey())));
            });
  }

  /** Keeps a sum that is on its front, of equal ones the first. */
  private void keep(ExploredPoint sum) {
    if (sum.frontPoint() <= MOST_ROWS) {
      rows.computeIfAbsent(sum.view(), any -> new TreeMap<>()).putIfAbsent(sum.frontPoint(), sum);
    }
  }

  /** The fronts as a terminal shows them: of the sums, then a line per layer. */
  private String summary() {
    StringBuilder said = new StringBuilder();
    boolean summed = sums.size() < layers.size();
    for (FrontView view : sums.values()) {
      String of =
          summed ? view.title() : layers.get(List.copyOf(sums.values()).indexOf(view)).title();
      int size = view.size();
      if (size == 0) {
        said.append("%s: nothing fits on any machine\n".formatted(of));
        continue;
      }
      said.append("Pareto front of time, energy and area, %s: %d\n".formatted(of, size));
      said.append(table(view).aligned());
      if (size > MOST_ROWS) {
        said.append("and %d more, in the files\n".formatted(size - MOST_ROWS));
      }
    }
    for (FrontView view :
        summed ? layers.subList(0, Math.min(layers.size(), MOST_LAYERS)) : List.<FrontView>of()) {
      said.append("%s: %d on the front of its own\n".formatted(view.title(), view.size()));
    }
    return said.toString();
  }

  /** What the points differ in, and what they are judged by. */
  private Dataset<ExploredPoint> table(FrontView view) {
    boolean several = space.objectives().size() > 1;
    return Dataset.of(rows.get(view).values())
        .show(number("#", ExploredPoint::frontPoint))
        .showEach(space.machines().varied(), ExploredPoint::column)
        .show(text("scheduler", sum -> sum.task().scheduler().id()))
        .show(several ? List.of(text("objective", s -> s.task().objective().id())) : List.of())
        .show(
            number("cycles", sum -> sum.row().cycles()),
            number("us", 3, sum -> sum.criteria().time()),
            number("uJ", 3, sum -> sum.row().energyPicojoules() / 1e6),
            number("area", ExploredPoint::area));
  }

  /** The fronts of the sums first, then of every layer, as many as can be looked at. */
  private LineChart chart() {
    List<FrontView> views = new ArrayList<>(isSummed() ? List.copyOf(sums.values()) : List.of());
    views.addAll(layers);
    views.removeIf(FrontView::isEmpty);
    int all = views.size();
    List<FrontView> shown = views.subList(0, Math.min(all, MOST_PLOTS));
    List<String> schedulers = space.schedulers().stream().map(Scheduler::id).toList();
    List<Plot> plots = shown.stream().map(view -> view.plot(shown.size() > 1, schedulers)).toList();
    DoubleSummaryStatistics areas = new DoubleSummaryStatistics();
    shown.forEach(view -> areas.combine(view.areas()));
    String title = title(shown.size(), all);
    var x = FrontView.axis("area proxy", areas);
    return shown.size() == 1
        ? new LineChart(title, x, Marks.POINTS, plots.get(0))
        : LineChart.grid(title, x, Marks.POINTS, plots, 2, SMALL_PLOT);
  }

  private String title(int shown, int all) {
    List<String> axes = space.machines().varied().stream().map(Parameter::field).toList();
    return "%s on %s%s%s"
        .formatted(
            layers.size() == 1 ? layers.get(0).title() : "Networks",
            space.machines().base().name(),
            axes.isEmpty() ? "" : ", varied: " + String.join(", ", axes),
            shown < all ? " (%d of %d fronts)".formatted(shown, all) : "");
  }
}
