/**
 * Exact attention on real numbers: FP32 kernels from the definition to the Vector API, and their
 * judge in double precision.
 */
package masattention.kernel;
