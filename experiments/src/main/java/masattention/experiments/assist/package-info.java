/** What assist gains over the published schedules, where, and what it rests on. */
package masattention.experiments.assist;
