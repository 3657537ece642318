/**
 * What is computed: the sizes of attention layers, O = softmax(Q Kᵀ / √E) V, and the networks that
 * they come from.
 *
 * <p>{@link masattention.workload.AttentionShape} states the shapes of Q, K, V and O; {@link
 * masattention.workload.Networks} names the built-in layers, each with its source, and reads those
 * in JSON files.
 */
package masattention.workload;
