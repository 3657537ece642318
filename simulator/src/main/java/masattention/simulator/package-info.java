/**
 * The simulator as a library: one attention layer on one machine, simulated at a tiling, searched
 * for its best tiling, compared over all schedulers, and replayed from the text of a tiling.
 *
 * <p>{@link masattention.simulator.Simulator} is where to start. What it answers is a {@link
 * masattention.simulator.Measurement}, or the reason why nothing fits, as an {@link
 * masattention.simulator.Outcome}. The command line and every experiment of the suite call the same
 * methods.
 */
package masattention.simulator;
