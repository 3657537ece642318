package masattention.simulator;

/**
 * One scheduler at the two tilings that stand for it.
 *
 * @param fastest that with the fewest cycles
 * @param balanced that with the least energy among those that take hardly more cycles
 */
public record Optima(Measurement fastest, Measurement balanced) {}
