/**
 * The built-in schedulers, one class each, and {@link masattention.schedulers.Schedulers}, which
 * lists them in the order of the tables and finds others. They are built of {@link
 * masattention.schedule} and {@link masattention.cost} alone, as one in another jar would be.
 */
package masattention.schedulers;
