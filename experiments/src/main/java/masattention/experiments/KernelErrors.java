package masattention.experiments;

import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import masattention.kernel.KernelExactness;
import masattention.kernel.KernelExactness.Row;
import masattention.report.Dataset;

/**
 * The errors of the attention kernels against the double-precision oracle: the same bytes with and
 * without the Vector API.
 */
public final class KernelErrors extends Experiment {
  private static final Logger KERNELS = Logger.getLogger("masattention.kernel");

  KernelErrors() {
    super("kernel-exactness", "Do the attention kernels compute exact attention?");
  }

  @Override
  public void run(ExperimentContext context) throws IOException {
    KERNELS.setLevel(Level.SEVERE); // that the module is absent changes no bit
    context.table(id(), table(KernelExactness.rows()));
  }

  /** A row per kernel and case, errors in units of 2^−24·max|V|. */
  public static Dataset<Row> table(List<Row> rows) {
    return Dataset.of(rows)
        .text("kernel", Row::kernel)
        .text("inputs", Row::inputs)
        .number("batch", r -> r.shape().batch())
        .number("query_heads", r -> r.shape().queryHeads())
        .number("kv_heads", r -> r.shape().kvHeads())
        .number("queries", r -> r.shape().seqQ())
        .number("keys", r -> r.shape().seqKv())
        .number("head_dim", r -> r.shape().headDim())
        .number("value_dim", r -> r.shape().valueDim())
        .text("causal", r -> r.shape().causal())
        .number("window", r -> r.shape().window() == 0 ? null : r.shape().window())
        .text("storage", r -> r.storage().label())
        .number("error_units", 4, Row::error)
        .number("naive_error_units", 4, Row::naiveError)
        .number("largest_logit", 4, Row::largestLogit)
        .number("bound_units", 4, Row::bound)
        .number("wrong_nonfinite", Row::strangers)
        .text("passes", Row::passes);
  }
}
