package masattention.cli;

import masattention.search.Objective;
import masattention.search.Within;

/**
 * What a search looks for.
 *
 * @param within what balanced may take beyond the fewest cycles
 * @param besides whether the balanced tiling is wanted beside the fastest
 */
record Goal(Objective objective, Within within, boolean besides) {}
