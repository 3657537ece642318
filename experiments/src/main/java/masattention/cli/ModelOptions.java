package masattention.cli;

import java.util.OptionalInt;
import masattention.input.JsonFields;
import masattention.models.Latent;
import masattention.models.Lengths;
import masattention.models.Model;
import masattention.models.ModelFile;
import masattention.models.Part;
import masattention.models.Phase;
import masattention.models.Question;
import picocli.CommandLine.Option;

/** The options that say what of a model's file is meant, and how long its inputs are. */
final class ModelOptions {
  @Option(
      names = "--tokens",
      converter = Numbers.Tokens.class,
      paramLabel = "N",
      description =
          "tokens of the text or the decoder, as in 512 or 32K; in decode the keys that the new"
              + " token sees, its own included")
  private Integer tokens;

  @Option(
      names = "--source-tokens",
      converter = Numbers.Tokens.class,
      paramLabel = "N",
      description = "tokens of a model's encoder")
  private Integer sourceTokens;

  @Option(
      names = "--image-tokens",
      converter = Numbers.Tokens.class,
      paramLabel = "N",
      description = "patches of an image, where the model does not fix them")
  private Integer imageTokens;

  @Option(
      names = "--phase",
      paramLabel = "PHASE",
      description = "prefill (default; all tokens at once) or decode (one token against N keys)")
  private Phase phase;

  @Option(
      names = "--part",
      paramLabel = "PART",
      description = "all (default), text, vision, encoder or decoder of a model's file")
  private Part part;

  @Option(
      names = "--mla",
      paramLabel = "FORM",
      description =
          "latent attention naive (keys and values of every head; default in prefill) or absorbed"
              + " (one head of latent keys and values; default in decode)")
  private Latent latent;

  /** What a model's file says. */
  Model read(JsonFields file) {
    return ModelFile.read(file, question());
  }

  Question question() {
    Latent byDefault = phase() == Phase.DECODE ? Latent.ABSORBED : Latent.NAIVE;
    return new Question(part == null ? Part.ALL : part, latent == null ? byDefault : latent);
  }

  Phase phase() {
    return phase == null ? Phase.PREFILL : phase;
  }

  Lengths lengths() {
    return new Lengths(optional(tokens), optional(sourceTokens), optional(imageTokens), phase());
  }

  private static OptionalInt optional(Integer size) {
    return size == null ? OptionalInt.empty() : OptionalInt.of(size);
  }
}
