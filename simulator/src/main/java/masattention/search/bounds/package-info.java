/**
 * Floors: the cycles and the energy below which no tiling of a part of the space comes. Internal to
 * the search: an {@link masattention.search.evaluation.Evaluator} shows a {@link
 * masattention.search.bounds.Floor}, everything else here is for branch and bound.
 */
package masattention.search.bounds;
