/**
 * The execution of a program on FP32 numbers that live in its simulated L1 and DRAM alone, in any
 * order that its dependencies allow.
 */
package masattention.interpret.numeric;
