/** JMH benchmarks, what they measure, and the reports of their results. */
package masattention.benchmarks;
