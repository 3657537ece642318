package masattention.program;

import masattention.npu.NpuConfig;
import masattention.tiling.BlockGrid;

/**
 * A schedule as data: tasks on engines, the L1 slots and tiles they touch, and the dependencies
 * that follow from these.
 *
 * <p>Tasks are numbered in emission order, which is the order of every engine; every dependency
 * points to a smaller number. A dependency on a store's <em>release</em> waits for the end of its
 * transfer only; every other dependency waits for the end of the task.
 */
public final class Program {
  /** The most tasks of a program. */
  public static final int MOST_TASKS = 40_000_000;

  private final BlockGrid grid;
  private final NpuConfig machine;
  private final L1Plan plan;
  private final Op[] ops;
  private final int[] engines;
  private final int[] dependencyStart;
  private final int[] dependencies;
  private final int[] accessStart;
  private final int[] accessSlot;
  private final long[] accessRead;
  private final long[] accessWrite;

  Program(BlockGrid grid, NpuConfig machine, L1Plan plan, ProgramColumns columns) {
    this.grid = grid;
    this.machine = machine;
    this.plan = plan;
    ops = columns.ops();
    engines = columns.engines();
    dependencyStart = columns.dependencyStart();
    dependencies = columns.dependencies();
    accessStart = columns.accessStart();
    accessSlot = columns.accessSlot();
    accessRead = columns.accessRead();
    accessWrite = columns.accessWrite();
  }

  /** The layer as the tiling cuts it. */
  public BlockGrid grid() {
    return grid;
  }

  /** The machine that it is for. */
  public NpuConfig machine() {
    return machine;
  }

  /** The buffers whose slots its tasks touch. */
  public L1Plan plan() {
    return plan;
  }

  /** Number of tasks. */
  public int size() {
    return ops.length;
  }

  /** What a task does. */
  public Op op(int task) {
    return ops[task];
  }

  /** The engine of a task, as numbered by {@link EngineKind#of}. */
  public int engine(int task) {
    return engines[task];
  }

  /** Index of the first dependency of a task; they end where those of the next task begin. */
  public int firstDependency(int task) {
    return dependencyStart[task];
  }

  /** The task that dependency {@code index} waits for. */
  public int dependsOn(int index) {
    return dependencies[index] >>> 1;
  }

  /** Whether dependency {@code index} waits only for the release of a store's slot. */
  public boolean onRelease(int index) {
    return (dependencies[index] & 1) != 0;
  }

  /** Index of the first L1 access of a task; they end where those of the next task begin. */
  public int firstAccess(int task) {
    return accessStart[task];
  }

  /** The slot of an access. */
  public int slot(int access) {
    return accessSlot[access];
  }

  /** The tile read by an access, {@link Tile#NONE} when it only writes. */
  public long tileRead(int access) {
    return accessRead[access];
  }

  /** The tile that the slot holds after an access that writes, else {@link Tile#NONE}. */
  public long tileWritten(int access) {
    return accessWrite[access];
  }
}
