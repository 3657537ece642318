package masattention.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript file of one module whose forward is {@code scaled_dot_product_attention}: the
 * operator has no name in DJL, so the module is written out by hand.
 */
final class TorchScript {

  private static final String CODE =
      """
      class M(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def forward(self: __torch__.M,
          q: Tensor,
          k: Tensor,
          v: Tensor) -> Tensor:
          return torch.scaled_dot_product_attention(q, k, v, None, 0., %s%s)
      """;

  /** Pickle, protocol 2: an object of __torch__.M with the state {training: False}. */
  private static final String OBJECT =
      "\u0080\u0002c__torch__\nM\n)\u0081}X\u0008\0\0\0training\u0089sb.";

  /** Pickle, protocol 2: an empty tuple. */
  private static final String CONSTANTS = "\u0080\u0002).";

  private TorchScript() {}

  static byte[] attention(boolean causal, boolean grouped) {
    String code =
        CODE.formatted(causal ? "True" : "False", grouped ? ", scale=None, enable_gqa=True" : "");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      store(zip, "sdpa/data.pkl", OBJECT);
      store(zip, "sdpa/code/__torch__.py", code);
      store(zip, "sdpa/constants.pkl", CONSTANTS);
      store(zip, "sdpa/version", "3\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void store(ZipOutputStream zip, String name, String contents)
      throws IOException {
    byte[] bytes = contents.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setSize(bytes.length);
    entry.setCompressedSize(bytes.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
