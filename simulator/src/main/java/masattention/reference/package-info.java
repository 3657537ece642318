/**
 * Attention computed plainly, in FP32 and in double precision: what the numbers of every schedule
 * are held against.
 */
package masattention.reference;
