/** The headline speedups where the units of a core slow each other. */
package masattention.experiments.interference;
