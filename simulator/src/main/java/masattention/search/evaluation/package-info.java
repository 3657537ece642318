/**
 * What a scheduler's program costs at one tiling.
 *
 * <p>An {@link masattention.search.evaluation.Evaluator} answers with an {@link
 * masattention.search.evaluation.Evaluation}, plainly from the whole program, or fast: tasks are
 * timed while they are emitted, and what repeats is skipped.
 */
package masattention.search.evaluation;
