/**
 * The searches for the best tiling: branch and bound with a proof, and its rivals.
 *
 * <p>{@link masattention.search.algorithms.SearchAlgorithms} lists those for one objective, {@link
 * masattention.search.algorithms.ParetoSearch} finds a whole front. A result depends on the task,
 * the budget and the seed, never on the threads.
 */
package masattention.search.algorithms;
