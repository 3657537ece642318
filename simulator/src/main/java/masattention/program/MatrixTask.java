package masattention.program;

/**
 * A matrix task: reads {@code left} and {@code right}, and writes {@code out}, which it also reads
 * when it accumulates.
 *
 * @param unit the matrix unit of {@code core}, or a half of it
 * @param left Q, consecutive tiles of P, or the maxima of rows
 * @param right a sub-tile of K, or of V; none where it is ones
 * @param out a tile of S, or of O
 */
public record MatrixTask(
    EngineKind unit, int core, Op.Matmul op, Operand left, Operand right, Operand out) {}
