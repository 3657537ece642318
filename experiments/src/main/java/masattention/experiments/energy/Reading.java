package masattention.experiments.energy;

import java.util.List;
import masattention.experiments.Tilings;

/** Which tilings of a rival and of mas a saving compares. */
enum Reading {
  /** Both at their balanced ones. */
  BALANCED("balanced", Tilings.BALANCED, Tilings.BALANCED),

  /** Both at their thriftiest. */
  THRIFTIEST("thriftiest", Tilings.THRIFTIEST, Tilings.THRIFTIEST),

  /** The rival tiled for time, mas tiled for energy: not a fair comparison, but a possible one. */
  MIXED("mixed", Tilings.BALANCED, Tilings.THRIFTIEST);

  /** Those that are fair. */
  static final List<Reading> FAIR = List.of(BALANCED, THRIFTIEST);

  private final String id;
  private final Tilings ofRival;
  private final Tilings ofMas;

  Reading(String id, Tilings ofRival, Tilings ofMas) {
    this.id = id;
    this.ofRival = ofRival;
    this.ofMas = ofMas;
  }

  /** Name in tables. */
  String id() {
    return id;
  }

  Tilings ofRival() {
    return ofRival;
  }

  Tilings ofMas() {
    return ofMas;
  }
}
