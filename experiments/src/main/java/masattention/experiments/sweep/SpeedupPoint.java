package masattention.experiments.sweep;

import java.util.ArrayList;
import java.util.List;
import masattention.schedule.Schedulers;

/** mas and the three readings of FLAT at one point of a sweep. */
public record SpeedupPoint(SweepRow mas, List<SweepRow> flats) {

  /** The readings of FLAT, in the order of the tables. */
  public static final List<Schedulers> FLATS =
      List.of(Schedulers.FLAT, Schedulers.FLAT_NO_PREFETCH, Schedulers.FLAT_STREAM);

  /** The points of these rows, each of which has mas and then the readings of FLAT. */
  public static List<SpeedupPoint> of(List<SweepRow> rows) {
    List<SpeedupPoint> points = new ArrayList<>();
    int each = 1 + FLATS.size();
    for (int i = 0; i < rows.size(); i += each) {
      points.add(new SpeedupPoint(rows.get(i), List.copyOf(rows.subList(i + 1, i + each))));
    }
    return points;
  }

  /** The searches of a point, in the order in which {@link #of} wants their rows. */
  public static List<SweepPoint> searches(SweepPoint mas) {
    List<SweepPoint> searches = new ArrayList<>(List.of(mas));
    FLATS.forEach(flat -> searches.add(mas.by(flat)));
    return searches;
  }

  /** Cycles of a reading of FLAT over those of mas. */
  public double speedupOver(Schedulers flat) {
    return flats.get(FLATS.indexOf(flat)).cycles() / (double) mas.cycles();
  }

  /** r: vector time over matrix time per score element. */
  public double ratio() {
    return OverlapCeiling.ratio(mas.point().machine(), mas.point().shape().headDim());
  }

  /** 1 + min(r, 1/r). */
  public double ceiling() {
    return OverlapCeiling.of(ratio());
  }

  public String sweep() {
    return mas.point().sweep();
  }

  public String setting() {
    return mas.point().setting();
  }
}
