package masattention.interpret.energy;

import masattention.npu.EnergyCosts;
import masattention.npu.NpuConfig;

/** Energy of a program in picojoules, split by component. */
public record Energy(
    double macPicojoules,
    double vecPicojoules,
    double l0Picojoules,
    double l1Picojoules,
    double dramPicojoules,
    double staticPicojoules) {

  /** The energy of {@code work} done in {@code cycles} on {@code machine}. */
  public static Energy of(WorkCounts work, long cycles, NpuConfig machine) {
    EnergyCosts costs = machine.energyCosts();
    double vec =
        work.adds() * costs.addPicojoules()
            + work.subs() * costs.subPicojoules()
            + work.muls() * costs.mulPicojoules()
            + work.maxes() * costs.maxPicojoules()
            + work.exps() * costs.expPicojoules()
            + work.divs() * costs.divPicojoules();
    double nanoseconds = cycles * 1000.0 / machine.clockMegahertz();
    return new Energy(
        work.macs() * costs.macPicojoules(),
        vec,
        work.l0ReadBytes() * costs.l0ReadPicojoulesPerByte()
            + work.l0WriteBytes() * costs.l0WritePicojoulesPerByte(),
        work.l1ReadBytes() * costs.l1ReadPicojoulesPerByte()
            + work.l1WriteBytes() * costs.l1WritePicojoulesPerByte(),
        (work.dramReadBytes() + work.dramWriteBytes()) * costs.dramPicojoulesPerByte(),
        nanoseconds * costs.staticMilliwatts());
  }

  /** The sum of the components. */
  public double totalPicojoules() {
    return macPicojoules
        + vecPicojoules
        + l0Picojoules
        + l1Picojoules
        + dramPicojoules
        + staticPicojoules;
  }
}
