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
    LawCase question = RandomCases.of(Schedulers.MAS_SPILL, 7);
    assertEquals(
        "./mas simulate --network bert-small --batch 2 --heads 1 --kv-heads 1 --seq-q 1 --seq-kv 1"
            + " --head-dim 4 --value-dim 4 --element-bytes 1 --causal --scheduler mas-spill"
            + " --machine m.json --tiling rows=1,cols=1,kv-buffers=2,resident-keys=1,"
            + "resident-values=1,partition=heads,depth=4,value-cols=1 --check=7",
        question.commandLine(Path.of("m.json")));
  }
}
