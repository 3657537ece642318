/**
 * Timelines as files: the trace event format that Perfetto and {@code chrome://tracing} read, and
 * readable names and sizes of tasks.
 */
package masattention.interpret.trace;
