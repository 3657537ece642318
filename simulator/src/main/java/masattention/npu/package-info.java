/**
 * What it is computed on: models of edge NPUs, made of identical cores with a matrix unit, a vector
 * unit and two transfer queues each, over an on-chip L1 memory and one DRAM channel.
 *
 * <p>{@link masattention.npu.NpuConfig} is the machine in cycles, bytes and picojoules; {@link
 * masattention.npu.Machines} names the presets and reads those in JSON files. Every value of a
 * machine file carries a grade and a source, which a {@link masattention.npu.Machine} keeps.
 */
package masattention.npu;
