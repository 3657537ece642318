package masattention.experiments;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Mustache.CustomContext;
import com.samskivert.mustache.Mustache.VariableFetcher;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import masattention.report.Dataset;
import masattention.report.Decimals;
import masattention.report.Values;

/** Pages of text with named values, in the language of Mustache. */
public final class Template {
  private Template() {}

  /**
   * A page of Markdown.
   *
   * @param name of the template, a resource beside the class
   * @param values what the template names: components and methods of a record, entries of a map, or
   *     what a {@link CustomContext} has by name; a {@link Dataset} stands there as a table, a
   *     {@code double} in one of its {@link Forms}
   * @throws com.samskivert.mustache.MustacheException when the template names what is not there
   */
  public static String fill(Class<?> beside, String name, Object values) {
    return fill(beside, name, values, Map.of());
  }

  /** The page of an experiment, which may also name what the experiment itself has. */
  static String page(Experiment of, Object values) {
    return fill(of.getClass(), of.id() + ".md", values, of);
  }

  private static String fill(Class<?> beside, String name, Object values, Object others) {
    StringWriter page = new StringWriter();
    Mustache.compiler()
        .escapeHTML(false)
        .strictSections(true)
        .withFormatter(Template::text)
        .withCollector(new Forms())
        .compile(resource(beside, name))
        .execute(values, others, page);
    return page.toString();
  }

  private static String text(Object value) {
    if (value instanceof Double || value instanceof Float) {
      throw new IllegalArgumentException(
          "The value (%s) must be rounded to a decimal first.".formatted(value));
    }
    return value instanceof Dataset<?> table ? table.markdown().stripTrailing() : value.toString();
  }

  /**
   * The forms of numbers that a template may ask for: {@code x.3} has 3 decimals, {@code x.faster},
   * {@code x.changed}, {@code x.lower} and {@code x.count} are those of {@link InWords}, and {@code
   * xs.range.3} goes from the smallest of some values to the largest.
   */
  private static final class Forms extends DefaultCollector {
    @Override
    public VariableFetcher createFetcher(Object context, String name) {
      if (context instanceof Number) {
        return (number, form) -> in(form, ((Number) number).doubleValue());
      }
      if (context instanceof Values<?> && name.equals("range")) {
        return (all, range) ->
            (CustomContext) digits -> ((Values<?>) all).range(Integer.parseInt(digits));
      }
      return super.createFetcher(context, name);
    }

    private static String in(String form, double number) {
      return switch (form) {
        case "faster" -> InWords.faster(number);
        case "changed" -> InWords.changed(number);
        case "lower" -> InWords.lower(number);
        case "count" -> InWords.count((long) number);
        default -> Decimals.fixed(number, Integer.parseInt(form));
      };
    }
  }

  /** A text that comes with the suite, beside a class, with one kind of line end. */
  public static String resource(Class<?> beside, String name) {
    try (InputStream stream = beside.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalArgumentException(
            "There must be a resource %s beside %s.".formatted(name, beside.getName()));
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("The resource %s must be readable.".formatted(name), e);
    }
  }
}
