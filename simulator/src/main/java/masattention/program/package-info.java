/**
 * A schedule as data: tasks on engines, the L1 slots that each task touches, and the dependencies
 * that follow from them.
 *
 * <p>A scheduler writes tasks into a {@link masattention.program.ProgramBuilder}, which finds every
 * dependency by itself: read after write, write after read, write after write, and a load after the
 * store of its bytes. Everything else, the interpreters, reads the {@link
 * masattention.program.Program}.
 */
package masattention.program;
