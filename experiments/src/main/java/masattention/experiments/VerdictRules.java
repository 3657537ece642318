package masattention.experiments;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a claim gets its verdict, in the same words wherever it is said.
 *
 * @param text in Markdown
 */
public record VerdictRules(String text) {
  private static final Pattern ASKED = Pattern.compile("(?ms)^- \\*([^*]+):\\* (.*?)\n(?=- |\n)");

  /** The rules, where the curves of search convergence go as far as so many evaluations. */
  public static VerdictRules of(long evaluations) {
    return new VerdictRules(
        Template.fill(VerdictRules.class, "verdicts.md", Map.of("evaluations", evaluations))
            .stripTrailing());
  }

  /** What is asked of the claims without a number, as Markdown, by their texts. */
  public Map<String, String> asked() {
    return ASKED
        .matcher(text)
        .results()
        .collect(Collectors.toMap(asked -> asked.group(1), asked -> asked.group(2)));
  }
}
