package masattention.npu;

import java.util.List;
import masattention.input.JsonFile;
import masattention.input.Names;

/** The machines that come with the suite, and those in files of the user's. */
public final class Machines {

  /** The names of the presets, the default one first. */
  static final List<String> PRESETS =
      List.of("edge", "davinci", "flat-edge", "tileflow-edge", "tileflow-rtl", "hopper-sm");

  private static final List<Machine> BUILT_IN =
      PRESETS.stream()
          .map(name -> MachineReader.read(JsonFile.readResource(Machines.class, name + ".json")))
          .toList();

  private Machines() {}

  /** The presets, the default one first. */
  public static List<Machine> builtIn() {
    return BUILT_IN;
  }

  /**
   * The preset of that name, or else the machine in the file at that path.
   *
   * @throws masattention.input.InvalidInputException if there is neither, or the file is wrong
   */
  public static Machine resolve(String nameOrPath) {
    for (Machine machine : BUILT_IN) {
      if (machine.name().equals(nameOrPath)) {
        return machine;
      }
    }
    if (JsonFile.isMeant(nameOrPath)) {
      return MachineReader.read(JsonFile.read(nameOrPath));
    }
    throw Names.unknown("machine", nameOrPath, BUILT_IN.stream().map(Machine::name).toList());
  }
}
