package masattention.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import masattention.npu.Machine;
import masattention.npu.Machines;
import masattention.npu.NpuConfig;
import masattention.schedulers.Schedulers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A counterexample can be asked again from the command line. */
class LawCaseTest {
  private static final int CASES = 50;

  @TempDir private Path folder;

  @Test
  void theMachineFileHoldsTheMachine() throws IOException {
    for (long seed = 1; seed <= CASES; seed++) {
      NpuConfig machine = RandomCases.of(Schedulers.MAS, seed).machine();
      Path file = MachineText.write(machine, folder.resolve("machine.json"));
      assertEquals(machine, Machines.resolve(file.toString()).config());
    }
    for (Machine preset : Machines.builtIn()) {
      Path file = MachineText.write(preset.config(), folder.resolve("machine.json"));
      assertEquals(preset.config(), Machines.resolve(file.toString()).config());
    }
  }

  /** The test of {@code --check} runs this very line. */
  @Test
  void theLineSaysEverySize() {
    LawCase question = RandomCases.of(Schedulers.MAS_SPILL, 18);
    assertEquals(
        "./mas simulate --network bert-small --batch 2 --heads 10 --kv-heads 2 --seq-q 6 --seq-kv 6"
            + " --head-dim 6 --value-dim 6 --element-bytes 2 --causal --scheduler mas-spill"
            + " --machine m.json --tiling rows=3,cols=2,kv-buffers=2,resident-keys=3,"
            + "resident-values=3,partition=rows,depth=3 --check=18",
        question.commandLine(Path.of("m.json")));
  }
}
