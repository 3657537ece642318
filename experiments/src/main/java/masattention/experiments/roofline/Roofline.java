package masattention.experiments.roofline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import masattention.experiments.CoreSet;
import masattention.experiments.Experiment;
import masattention.experiments.ExperimentContext;
import masattention.experiments.Tilings;
import masattention.experiments.roofline.RooflinePreset.RooflinePoint;
import masattention.experiments.roofline.RooflinePreset.Roofs;
import masattention.plot.Axis;
import masattention.plot.LineChart;
import masattention.plot.LineChart.Marks;
import masattention.plot.LineChart.Plot;
import masattention.plot.Palette;
import masattention.plot.PointSeries;
import masattention.report.Dataset;
import masattention.report.Values;

/** Every scheduler and core network as a point under the roofs of both main presets. */
public final class Roofline extends Experiment {
  private static final double MARGIN = 1.3;
  private static final int COLUMNS = 4;
  private static final int HEIGHT = 180;

  public Roofline() {
    super("roofline", "What limits each scheduler, and how near does it come?");
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    Dataset<RooflinePoint> points =
        RooflinePoint.table(
            CoreSet.measured(context, id(), Tilings.FASTEST).map(RooflinePoint::new));
    List<RooflinePreset> presets =
        CoreSet.presets().stream().map(m -> RooflinePreset.of(m, points)).toList();
    context.table(id(), points);
    context.page(
        this,
        Map.of("presets", presets, "lines", points.where(p -> p.network().equals("bert-base"))));
    for (RooflinePreset preset : presets) {
      context.figure("roofline-" + preset.name(), chart(preset));
    }
  }

  /** The points of one machine under its roofs, a plot for every network. */
  private static LineChart chart(RooflinePreset preset) {
    Roofs roofs = preset.roofs();
    Values<RooflinePoint> intensities = preset.points().values(RooflinePoint::intensity);
    double left = intensities.smallest() / MARGIN;
    double right = intensities.largest() * MARGIN;
    double low = preset.points().values(RooflinePoint::reached).smallest() / MARGIN;
    Axis x =
        Axis.logarithmic(
            "operations of the products per DRAM byte (a multiply-accumulate is 2)", left, right);
    Axis y = Axis.logarithmic("operations per nanosecond, GOP/s", low, roofs.mac() * MARGIN);
    List<Plot> plots = new ArrayList<>();
    preset
        .points()
        .by(RooflinePoint::network)
        .forEach(
            (network, own) ->
                plots.add(
                    new Plot(network, y, series(own), curves(roofs, own.rows().get(0), x, y))));
    return LineChart.grid(
        "Roofline of %s, every scheduler at its fastest tiling, core networks"
            .formatted(preset.name()),
        x,
        Marks.RINGS,
        plots,
        COLUMNS,
        HEIGHT);
  }

  private static List<PointSeries> series(Dataset<RooflinePoint> own) {
    return CoreSet.masOnTop().stream()
        .map(s -> own.where(p -> p.row().scheduler() == s).only())
        .map(
            p ->
                PointSeries.of(
                    p.row().scheduler().id(), List.of(p.intensity()), List.of(p.reached())))
        .toList();
  }

  /** Where the softmax limits, if it can, and the roofs of the machine. */
  private static List<PointSeries> curves(Roofs roofs, RooflinePoint any, Axis x, Axis y) {
    List<PointSeries> curves = new ArrayList<>();
    double vec = roofs.vec(any.row().shape());
    if (vec < roofs.mac()) {
      double from = vec / roofs.dramBytesPerNanosecond();
      curves.add(
          new PointSeries("VEC roof", Palette.GUIDE, List.of(from, x.max()), List.of(vec, vec)));
    }
    double start = Math.max(x.min(), y.min() / roofs.dramBytesPerNanosecond());
    curves.add(
        new PointSeries(
            "MAC and DRAM roofs",
            Palette.color("bound"),
            List.of(start, roofs.ridge(), x.max()),
            List.of(roofs.dram(start), roofs.mac(), roofs.mac())));
    return curves;
  }
}
