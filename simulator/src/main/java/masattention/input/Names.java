package masattention.input;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Names that the user may choose from, and what to say when the chosen one is not among them. */
public final class Names {

  private Names() {}

  /** The known name that is the fewest edits away, if it is near enough to have been meant. */
  public static Optional<String> nearest(String given, Collection<String> known) {
    int farthest = Math.max(2, given.length() / 3);
    LevenshteinDistance edits = new LevenshteinDistance(farthest);
    String wanted = given.toLowerCase(Locale.ROOT);
    record Candidate(String name, int distance) {}
    return known.stream()
        .map(name -> new Candidate(name, edits.apply(wanted, name.toLowerCase(Locale.ROOT))))
        .filter(candidate -> candidate.distance() >= 0)
        .min(Comparator.comparingInt(Candidate::distance))
        .map(Candidate::name);
  }

  /**
   * The refusal of a name that stands where the path of a file may stand too.
   *
   * @param kind what the name should have named, as in "network"
   */
  public static InvalidInputException unknown(String kind, String given, Collection<String> known) {
    return new InvalidInputException(
        "Unknown %s %s; or give the path of a JSON file.".formatted(kind, withKnown(given, known)));
  }

  /** The name in quotes, the name that may have been meant, and the names that there are. */
  public static String withKnown(String given, Collection<String> known) {
    String suggestion =
        nearest(given, known)
            .map(name -> "; did you mean %s? Known: ".formatted(name))
            .orElse("; known: ");
    return "\"%s\"%s%s".formatted(Quote.shortened(given), suggestion, String.join(", ", known));
  }
}
