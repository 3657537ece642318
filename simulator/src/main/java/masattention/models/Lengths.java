package masattention.models;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import masattention.input.InvalidInputException;

/**
 * The lengths that a user gives for a model, and the step that runs at them.
 *
 * @param tokens of the text or the decoder; in decode the keys that the new token sees, its own
 *     included
 * @param source tokens of the encoder
 * @param image patches of the image
 */
public record Lengths(OptionalInt tokens, OptionalInt source, OptionalInt image, Phase phase) {

  /** Whether layers of a group run in this phase. */
  public boolean reaches(LayerGroup group) {
    return phase == Phase.PREFILL || group.decodes();
  }

  /** This with other tokens. */
  public Lengths withTokens(int count) {
    return new Lengths(OptionalInt.of(count), source, image, phase);
  }

  /** This in another phase. */
  public Lengths in(Phase other) {
    return new Lengths(tokens, source, image, other);
  }

  /** Refuses a length that no group uses. */
  public void requireUsed(List<LayerGroup> groups) {
    refuseUnused(tokens, Length.Given.TOKENS, groups);
    refuseUnused(source, Length.Given.SOURCE, groups);
    refuseUnused(image, Length.Given.IMAGE, groups);
  }

  private static void refuseUnused(OptionalInt given, Length.Given which, List<LayerGroup> groups) {
    boolean used =
        groups.stream()
            .anyMatch(group -> group.queries().equals(which) || group.keys().equals(which));
    if (given.isPresent() && !used) {
      throw new InvalidInputException(
          "%s %s: no group of this model takes its length from it; leave it out."
              .formatted(which.option(), given.getAsInt()));
    }
  }

  /** The number that a length stands for; empty where the user has yet to give it. */
  public Optional<Integer> of(Length length) {
    if (length instanceof Length.Fixed fixed) {
      return Optional.of(fixed.fact().value());
    }
    OptionalInt given =
        switch ((Length.Given) length) {
          case TOKENS -> tokens;
          case SOURCE -> source;
          case IMAGE -> image;
        };
    return given.isPresent() ? Optional.of(given.getAsInt()) : Optional.empty();
  }

  int require(LayerGroup group, Length length) {
    return of(length)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "%s has no length of its own; give %s N."
                        .formatted(group.name(), ((Length.Given) length).option())));
  }
}
