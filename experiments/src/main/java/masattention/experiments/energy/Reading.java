package masattention.experiments.energy;

import java.util.List;
import masattention.experiments.Tilings;

/**
 * Which tilings of a rival and of mas a saving compares.
 *
 * @param id name in tables
 */
record Reading(String id, Tilings ofRival, Tilings ofMas) {
  /** Both at their balanced ones. */
  static final Reading BALANCED = new Reading("balanced", Tilings.BALANCED, Tilings.BALANCED);

  /** Both at their thriftiest. */
  static final Reading THRIFTIEST =
      new Reading("thriftiest", Tilings.THRIFTIEST, Tilings.THRIFTIEST);

  /** The rival tiled for time, mas tiled for energy: not a fair comparison, but a possible one. */
  static final Reading MIXED = new Reading("mixed", Tilings.BALANCED, Tilings.THRIFTIEST);

  /** Those that are fair. */
  static final List<Reading> FAIR = List.of(BALANCED, THRIFTIEST);

  static final List<Reading> ALL = List.of(BALANCED, THRIFTIEST, MIXED);
}
