package masattention.explore;

import java.io.Serializable;

/**
 * A run of points.
 *
 * @param to the place after the last
 */
public record PointRange(int from, int to) implements Serializable {}
