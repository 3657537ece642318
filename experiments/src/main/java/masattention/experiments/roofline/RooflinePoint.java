package masattention.experiments.roofline;

import masattention.simulator.Measurement;

/** One scheduler on one network under the roofs of its machine. */
record RooflinePoint(Measurement row) {

  Roofs roofs() {
    return new Roofs(row.machine());
  }

  /** Operations of the products. */
  double operations() {
    return (double) Roofs.OPERATIONS_PER_MAC * row.work().macs();
  }

  long dramBytes() {
    return row.work().dramReadBytes() + row.work().dramWriteBytes();
  }

  /** Operations per DRAM byte. */
  double intensity() {
    return operations() / dramBytes();
  }

  /** Operations per nanosecond. */
  double reached() {
    return operations() / (row.cycles() / roofs().gigahertz());
  }

  /** Under the MAC and DRAM roofs at this intensity. */
  double attainable() {
    return roofs().attainable(intensity());
  }

  /** Under these and the VEC roof of the network. */
  double attainableWithSoftmax() {
    return Math.min(attainable(), roofs().vec(row.shape()));
  }

  /** The lowest of the three roofs. */
  String limit() {
    double vec = roofs().vec(row.shape());
    double dram = roofs().dram(intensity());
    if (dram <= Math.min(vec, roofs().mac())) {
      return "DRAM";
    }
    return vec < roofs().mac() ? "VEC" : "MAC";
  }
}
