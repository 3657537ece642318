/**
 * The search for the best tiling of a scheduler: the space of tilings, lower bounds over parts of
 * it, evaluators, and the algorithms that use them, branch and bound with a proof among them.
 *
 * <p>{@link masattention.search.SearchTask} states the question, {@link
 * masattention.search.SearchAlgorithms} answers it with a {@link masattention.search.SearchResult}.
 * A result depends on the task, the budget and the seed, never on the threads.
 */
package masattention.search;
