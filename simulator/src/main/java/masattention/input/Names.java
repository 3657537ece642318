package masattention.input;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Names that the user may choose from, and what to say when the chosen one is not among them. */
public final class Names {

  private static final int MOST_LISTED = 40;
  private static final int FEW = 5;
  private static final int LONGEST = 256;

  private Names() {}

  /** The known name that is the fewest edits away, if it is near enough to have been meant. */
  public static Optional<String> nearest(String given, Collection<String> known) {
    return near(given, known).stream().findFirst();
  }

  /** The names that may have been meant, the one that is the fewest edits away first. */
  private static List<String> near(String given, Collection<String> known) {
    if (given.length() > LONGEST) {
      return List.of();
    }
    int farthest = Math.max(2, given.length() / 3);
    LevenshteinDistance edits = new LevenshteinDistance(farthest);
    String wanted = given.toLowerCase(Locale.ROOT);
    record Candidate(String name, int distance) {}
    return known.stream()
        .map(name -> new Candidate(name, edits.apply(wanted, name.toLowerCase(Locale.ROOT))))
        .filter(candidate -> candidate.distance() >= 0)
        .sorted(Comparator.comparingInt(Candidate::distance))
        .map(Candidate::name)
        .toList();
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

  /**
   * The name in quotes, the name that may have been meant, and the names that there are: of very
   * many the nearest few.
   */
  public static String withKnown(String given, Collection<String> known) {
    List<String> near = near(given, known);
    String suggestion =
        near.isEmpty() ? "; known: " : "; did you mean %s? Known: ".formatted(near.get(0));
    Collection<String> nearFirst =
        known.size() <= MOST_LISTED
            ? known
            : Stream.concat(near.stream(), known.stream()).distinct().toList();
    return "\"%s\"%s%s".formatted(Quote.shortened(given), suggestion, list(nearFirst));
  }

  /** The names one after the other; of very many the first few and how many there are. */
  public static String list(Collection<String> names) {
    boolean many = names.size() > MOST_LISTED;
    List<String> listed =
        names.stream().limit(many ? FEW : MOST_LISTED).map(Quote::shortened).toList();
    return String.join(", ", listed) + (many ? ", … (%d in all)".formatted(names.size()) : "");
  }
}
