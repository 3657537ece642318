package masattention.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import masattention.input.InvalidInputException;
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
  @Option(names = "--tokens", converter = Numbers.Tokens.class, paramLabel = "N")
  private Integer tokens;

  @Option(names = "--source-tokens", converter = Numbers.Tokens.class, paramLabel = "N")
  private Integer sourceTokens;

  @Option(names = "--image-tokens", converter = Numbers.Tokens.class, paramLabel = "N")
  private Integer imageTokens;

  @Option(names = "--phase", paramLabel = "PHASE")
  private Phase phase;

  @Option(names = "--part", paramLabel = "PART")
  private Part part;

  @Option(names = "--mla", paramLabel = "FORM")
  private Latent latent;

  @Option(names = "--steps", paramLabel = "N")
  private Integer steps;

  /**
   * A pass over the model.
   *
   * @param lengths in its first step
   * @param steps of a decode, each of one token more
   */
  record Run(Question question, Lengths lengths, int steps) {

    /** The lengths in a step, of which every one has a token more. */
    Lengths lengths(int step) {
      return step == 0
          ? lengths
          : lengths.withTokens(Math.addExact(lengths.tokens().orElseThrow(), step));
    }
  }

  /** What runs: the one pass that was asked for, or a prefill and the decode after it. */
  List<Run> runs() {
    Lengths lengths = lengths();
    if (steps == null) {
      return List.of(new Run(question(phase()), lengths, 1));
    }
    if (tokens == null) {
      throw new InvalidInputException("--steps needs --tokens N, the tokens before them.");
    }
    if ((long) tokens + steps > Integer.MAX_VALUE) {
      throw new InvalidInputException(
          "--tokens (%s) and --steps (%s) must not exceed %s together."
              .formatted(tokens, steps, Integer.MAX_VALUE));
    }
    Lengths decode = lengths.in(Phase.DECODE);
    Question question = question(Phase.DECODE);
    return phase() == Phase.DECODE
        ? List.of(new Run(question, decode, steps))
        : List.of(
            new Run(question(Phase.PREFILL), lengths, 1),
            new Run(question, decode.withTokens(tokens + 1), steps));
  }

  /** The same with other tokens. */
  ModelOptions at(int length) {
    if (tokens != null) {
      throw new InvalidInputException("--tokens and --lengths: leave one of them out.");
    }
    ModelOptions same = new ModelOptions();
    same.tokens = length;
    same.sourceTokens = sourceTokens;
    same.imageTokens = imageTokens;
    same.phase = phase;
    same.part = part;
    same.latent = latent;
    same.steps = steps;
    return same;
  }

  boolean hasSteps() {
    return steps != null;
  }

  /** What a model's file says. */
  Model read(JsonFields file) {
    return ModelFile.read(file, question(phase()));
  }

  private Question question(Phase running) {
    Latent byDefault = running == Phase.DECODE ? Latent.ABSORBED : Latent.NAIVE;
    return new Question(part == null ? Part.ALL : part, latent == null ? byDefault : latent);
  }

  private Phase phase() {
    return phase == null ? Phase.PREFILL : phase;
  }

  /** Refuses several steps, with advice. */
  void refuseSteps(String advice) {
    if (hasSteps()) {
      throw new InvalidInputException(
          "--steps belongs to mas simulate and mas compare%s.".formatted(advice));
    }
  }

  /** Refuses what only a model's file has. */
  void refuseForNetworks() {
    refuse("--source-tokens", sourceTokens);
    refuse("--image-tokens", imageTokens);
    refuse("--part", part);
    refuse("--mla", latent);
  }

  /** The same, and lengths too, where networks are listed as they are. */
  void refuseForLists() {
    refuseForNetworks();
    refuse("--tokens", tokens);
    refuse("--phase", phase);
  }

  private static void refuse(String option, Object given) {
    if (given != null) {
      throw new InvalidInputException(
          "%s belongs to a model's config.json; leave it out for a network.".formatted(option));
    }
  }

  /** The options that name the last step of a pass. */
  List<String> words(Run run) {
    List<String> words = new ArrayList<>();
    Lengths lengths = run.lengths(run.steps() - 1);
    lengths.tokens().ifPresent(count -> add(words, "--tokens", count));
    add(words, "--source-tokens", sourceTokens);
    add(words, "--image-tokens", imageTokens);
    add(words, "--phase", lengths.phase() == Phase.PREFILL ? null : lengths.phase());
    add(words, "--part", part);
    add(words, "--mla", latent);
    return words;
  }

  private static void add(List<String> words, String option, Object given) {
    if (given != null) {
      words.add(option);
      words.add(given.toString().toLowerCase(Locale.ROOT));
    }
  }

  Lengths lengths() {
    return new Lengths(optional(tokens), optional(sourceTokens), optional(imageTokens), phase());
  }

  private static OptionalInt optional(Integer size) {
    return size == null ? OptionalInt.empty() : OptionalInt.of(size);
  }
}
