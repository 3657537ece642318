package masattention.search.algorithms;

import java.util.List;
import masattention.search.space.TilingSpace;
import masattention.tiling.Tiling;

/** Some pairs of rows and columns. */
interface Extents {
  /** All of them. */
  Extents ALL = (space, rows, columns) -> columns;

  /** Coarse ones, which are few. */
  Extents COARSE =
      (space, rows, columns) ->
          columns.stream().filter(cols -> space.areCoarse(rows, cols)).toList();

  /** Round ones, which are fewer still. */
  Extents ROUND =
      (space, rows, columns) ->
          columns.stream().filter(cols -> space.areRound(rows, cols)).toList();

  /** Those about as large as a tiling's. */
  static Extents near(Tiling tiling) {
    return (space, rows, columns) ->
        columns.stream().filter(cols -> space.areNear(tiling, rows, cols)).toList();
  }

  /** Those of some columns, ascending, that a search of these rows looks at. */
  List<Integer> of(TilingSpace space, int rows, List<Integer> columns);
}
