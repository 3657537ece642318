package masattention.experiments.claims;

import masattention.schedule.Scheduler;

/**
 * What a published number may stand for, and its value here.
 *
 * @param counts whether it decides the verdict, or is only shown
 */
record Reading(String preset, Scheduler rival, Statistic statistic, double value, boolean counts) {

  /** The value, rounded as files print it. */
  String printed() {
    return statistic.print(value);
  }

  /** How far the value is from a published one, in percent of that. */
  double deviationPercent(double published) {
    return 100 * (value - published) / published;
  }
}
