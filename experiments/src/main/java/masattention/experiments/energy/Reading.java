package masattention.experiments.energy;

import java.util.List;
import masattention.search.Objective;

/** Which tilings of a rival and of mas a saving compares. */
enum Reading {
  /** Both at their fastest. */
  FASTEST("fastest", Objective.CYCLES, Objective.CYCLES),
  /** Both at their thriftiest. */
  THRIFTIEST("thriftiest", Objective.ENERGY, Objective.ENERGY),
  /** The rival tiled for time, mas tiled for energy: not a fair comparison, but a possible one. */
  MIXED("mixed", Objective.CYCLES, Objective.ENERGY);

  /** Those that are fair. */
  static final List<Reading> FAIR = List.of(FASTEST, THRIFTIEST);

  private final String id;
  private final Objective ofRival;
  private final Objective ofMas;

  Reading(String id, Objective ofRival, Objective ofMas) {
    this.id = id;
    this.ofRival = ofRival;
    this.ofMas = ofMas;
  }

  /** Name in tables. */
  String id() {
    return id;
  }

  Objective ofRival() {
    return ofRival;
  }

  Objective ofMas() {
    return ofMas;
  }
}
