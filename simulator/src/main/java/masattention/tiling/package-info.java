/**
 * How a layer is cut: {@link masattention.tiling.Tiling} holds the factors that a scheduler is
 * given and a search chooses, {@link masattention.tiling.BlockGrid} the row blocks, sub-tiles and
 * depth slices that they make of a shape.
 */
package masattention.tiling;
