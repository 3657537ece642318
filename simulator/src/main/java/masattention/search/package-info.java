/**
 * The question that a search answers, and the answer: a {@link masattention.search.SearchTask} with
 * an {@link masattention.search.Objective}, {@link masattention.search.SearchSettings} and a {@link
 * masattention.search.SearchResult}.
 *
 * <p>{@link masattention.search.algorithms} find it in {@link masattention.search.space}, by {@link
 * masattention.search.evaluation} and {@link masattention.search.bounds}.
 */
package masattention.search;
