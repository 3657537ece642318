package masattention.experiments.energy;

import masattention.search.Objective;

/** At which tiling an energy is taken. */
enum Tilings {
  /** The fewest cycles. */
  FASTEST("fastest", Objective.CYCLES),
  /** The least energy. */
  THRIFTIEST("thriftiest", Objective.ENERGY);

  private final String id;
  private final Objective objective;

  Tilings(String id, Objective objective) {
    this.id = id;
    this.objective = objective;
  }

  /** Name in tables. */
  String id() {
    return id;
  }

  Objective objective() {
    return objective;
  }
}
