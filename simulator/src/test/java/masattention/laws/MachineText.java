package masattention.laws;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import masattention.npu.EnergyCosts;
import masattention.npu.NpuConfig;
import masattention.npu.VectorCosts;

/** A machine as the file that describes it (docs/input-files.md). */
final class MachineText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private MachineText() {}

  static Path write(NpuConfig machine, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return Files.writeString(file, of(machine).toPrettyString());
  }

  private static ObjectNode of(NpuConfig m) {
    ObjectNode file = JSON.createObjectNode();
    file.put("name", m.name());
    file.put("clockMegahertz", m.clockMegahertz());
    file.put("cores", m.cores());
    ObjectNode mac = file.putObject("mac");
    mac.put("rows", m.macRows());
    mac.put("cols", m.macCols());
    mac.put("depth", m.macDepth());
    mac.put("fillCycles", m.macFillCycles());
    mac.put("outputsInSeries", m.outputsInSeries());
    ObjectNode vector = file.putObject("vector");
    VectorCosts costs = m.vectorCosts();
    vector.put("lanes", m.vectorLanes());
    vector.put("startupCycles", costs.startupCycles());
    vector.put("maxLaneCycles", thousandths(costs.maxMilli()));
    vector.put("subLaneCycles", thousandths(costs.subMilli()));
    vector.put("expLaneCycles", thousandths(costs.expMilli()));
    vector.put("addLaneCycles", thousandths(costs.addMilli()));
    vector.put("mulLaneCycles", thousandths(costs.mulMilli()));
    vector.put("divLaneCycles", thousandths(costs.divMilli()));
    vector.put("reductionLaneCycles", thousandths(costs.reductionMilli()));
    vector.put("expBeside", costs.expBeside());
    ObjectNode l1 = file.putObject("l1");
    l1.put("bytes", m.l1Bytes());
    l1.put("shared", m.l1Shared());
    if (m.l1BytesPerCyclePerCore() == NpuConfig.UNLIMITED) {
      l1.put("bytesPerCyclePerCore", "unlimited");
    } else {
      l1.put("bytesPerCyclePerCore", m.l1BytesPerCyclePerCore());
    }
    ObjectNode dram = file.putObject("dram");
    dram.put("bytesPerCycle", thousandths(m.dramMillibytesPerCycle()));
    dram.put("latencyCycles", m.dramLatencyCycles());
    dram.put("postedWrites", m.postedWrites());
    ObjectNode interference = file.putObject("interference");
    interference.put("macPercent", BigDecimal.valueOf(m.interference().macTenths(), 1));
    interference.put("vecPercent", BigDecimal.valueOf(m.interference().vecTenths(), 1));
    file.set("energy", energy(m.energyCosts()));
    return file;
  }

  private static ObjectNode energy(EnergyCosts costs) {
    return JSON.valueToTree(costs);
  }

  private static BigDecimal thousandths(long milli) {
    return BigDecimal.valueOf(milli, 3);
  }
}
