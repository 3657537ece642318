/**
 * Machines as other tools describe them: Timeloop and ZigZag architectures, ONNXim and SCALE-Sim
 * configurations, each value with the field that it comes from.
 */
package masattention.imports;
