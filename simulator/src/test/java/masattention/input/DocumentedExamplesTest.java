package masattention.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masattention.npu.EnergyCosts;
import masattention.npu.Machine;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.npu.VectorCosts;
import masattention.workload.AttentionShape;
import masattention.workload.Network;
import masattention.workload.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/input-files.md, taken out of the page and read. */
class DocumentedExamplesTest {

  @TempDir private Path folder;

  static String example(String name) throws IOException {
    String page = Files.readString(Path.of("..", "docs", "input-files.md"));
    Matcher block =
        Pattern.compile("<!-- example: " + name + " -->\\R```json\\R(.*?)```", Pattern.DOTALL)
            .matcher(page);
    if (!block.find()) {
      throw new IllegalStateException("The page must hold the example %s.".formatted(name));
    }
    return block.group(1);
  }

  private String file(String name) throws IOException {
    return Files.writeString(folder.resolve(name + ".json"), example(name)).toString();
  }

  @Test
  void networkTakesItsDefaults() throws IOException {
    assertEquals(
        new Network(
            "tiny-bert",
            AttentionShape.selfAttention(2, 128, 64),
            "stated in network.json without a source",
            Grade.ASSUMED,
            1),
        Networks.resolve(file("network")));
  }

  @Test
  void networkIsChosenByItsName() throws IOException {
    String path = file("networks");
    assertEquals(
        new Network(
            "cross-attention",
            new AttentionShape(2, 32, 8, 64, 1024, 128, 96, true, 1),
            "my-model/config.json",
            Grade.PUBLISHED,
            4),
        Networks.resolve(path + "#cross-attention"));
    assertEquals(
        AttentionShape.selfAttention(12, 512, 64),
        Networks.resolve(path + "#self-attention").shape());
  }

  @Test
  void presetCopiedToAFileIsTheSameMachine() throws IOException {
    for (Machine preset : Machines.builtIn()) {
      Path copy = folder.resolve(preset.name() + ".json");
      try (InputStream resource = Machines.class.getResourceAsStream(preset.name() + ".json")) {
        Files.copy(resource, copy);
      }
      assertEquals(preset, Machines.resolve(copy.toString()));
    }
  }

  @Test
  void machineIsWhatThePageSays() throws IOException {
    Machine machine = Machines.resolve(file("machine"));
    assertEquals(
        new NpuConfig(
            "my-npu",
            800,
            1,
            32,
            8,
            2,
            32 + 8 - 2,
            64,
            new VectorCosts(1000, 1000, 4125, 1000, 1000, 4000, 0, 10),
            1 << 20,
            false,
            NpuConfig.UNLIMITED,
            21_250,
            80,
            new EnergyCosts(0.5, 0.11, 0.11, 0.31, 0.02, 2.4, 2.2, 0.45, 0.5, 1.3, 1.5, 64, 0)),
        machine.config());
    assertEquals("One core after a data sheet, the rest guessed.", machine.description());
    assertEquals(
        new GradedValue("800", Grade.PUBLISHED, "my-npu data sheet, page 3"),
        machine.values().get("clockMegahertz"));
    assertEquals(
        new GradedValue("1", Grade.ASSUMED, "stated in machine.json without a source"),
        machine.values().get("cores"));
    assertEquals(
        new GradedValue("38", Grade.DERIVED, "mac.rows + mac.cols - 2 = 32 + 8 - 2"),
        machine.values().get("mac.fillCycles"));
    assertEquals("21.25", machine.values().get("dram.bytesPerCycle").value());
  }
}
