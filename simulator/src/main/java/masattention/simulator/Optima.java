package masattention.simulator;

/**
 * One scheduler at the two tilings that stand for it.
 *
 * @param fastest that with the fewest cycles
 * @param fastestGap by what share its cycles may be above the fewest, 0 where they are proven
 * @param balanced that with the least energy among those that take hardly more cycles
 * @param balancedGap by what share its energy may be above the least
 */
public record Optima(
    Measurement fastest, double fastestGap, Measurement balanced, double balancedGap) {}
