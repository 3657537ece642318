package masattention.tiling;

/** How the work of a layer is dealt to the cores. */
public enum Partition {
  /** Key/value heads, each with the rows of its whole group of query heads, dealt round robin. */
  HEADS,
  /** Row blocks of a key/value head dealt round robin; the cores work on the same head. */
  ROWS
}
