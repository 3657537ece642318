package masattention.experiments;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import masattention.report.Dataset;

/** Pages of text with named values, in the language of Mustache. */
public final class Template {
  private Template() {}

  /**
   * A page of Markdown.
   *
   * @param name of the template, a resource beside the class
   * @param values what the template names: components and methods of a record, entries of a map, or
   *     what a {@link Mustache.CustomContext} has by name; a {@link Dataset} stands there as a
   *     table
   * @throws com.samskivert.mustache.MustacheException when the template names what is not there
   */
  public static String fill(Class<?> beside, String name, Object values) {
    return Mustache.compiler()
        .escapeHTML(false)
        .strictSections(true)
        .withFormatter(Template::text)
        .compile(resource(beside, name))
        .execute(values);
  }

  private static String text(Object value) {
    if (value instanceof Double || value instanceof Float) {
      throw new IllegalArgumentException(
          "The value (%s) must be rounded to a decimal first.".formatted(value));
    }
    return value instanceof Dataset<?> table ? table.markdown().stripTrailing() : value.toString();
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
