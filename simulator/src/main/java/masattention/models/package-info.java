/**
 * What the {@code config.json} of a published model says about attention: groups of equal layers,
 * each number with where it comes from.
 *
 * <p>{@link masattention.models.ModelFile} reads a file by the rules of its {@code model_type}; one
 * class holds the rules of a family of models. What a file does not say and its class does not set
 * is refused, never guessed. The lengths come from the user: {@link masattention.models.Lengths}
 * turn a group into shapes that can be simulated.
 */
package masattention.models;
