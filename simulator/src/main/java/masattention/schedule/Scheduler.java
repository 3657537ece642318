package masattention.schedule;

/** An algorithm that turns a problem into a schedule. */
interface Scheduler {

  /** Lays the buffers out and gets ready to emit tasks; emits none yet. */
  Schedule schedule(Problem problem);

  /** What sets it apart. */
  Traits traits();
}
