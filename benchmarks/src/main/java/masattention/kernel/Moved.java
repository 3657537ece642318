package masattention.kernel;

/** A part of the softmax that a product does, as in the scheduler {@code assist}. */
enum Moved {
  /** None. */
  NOTHING,
  /** The sums of the rows, by a column of ones beside V. */
  SUMS,
  /** The subtraction of the maxima, by a product of rank one that is added to the scores. */
  SUBTRACTION
}
