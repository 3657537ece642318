/** How many bytes of L1 a timeline has in use at every instant, and where they lie. */
package masattention.interpret.memory;
