/** Explorations on Apache Spark. */
package masattention.cluster;
