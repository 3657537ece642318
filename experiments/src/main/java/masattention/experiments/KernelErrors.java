package masattention.experiments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import masattention.kernel.KernelExactness;

/**
 * The errors of the attention kernels against the double-precision oracle: the same bytes with and
 * without the Vector API.
 */
final class KernelErrors implements Experiment {

  @Override
  public String question() {
    return "Do the attention kernels compute exact attention on real numbers?";
  }

  @Override
  public List<Figure> figures() {
    return List.of();
  }

  @Override
  public List<Path> run(ExperimentContext context) throws IOException {
    Path file = context.results().resolve("kernel-exactness.csv");
    KernelExactness.writeCsv(KernelExactness.rows(), file);
    return List.of(file);
  }
}
