package masattention.npu;

import java.util.Map;
import masattention.input.Grade;
import masattention.input.GradedValue;
import masattention.input.JsonFields;

/**
 * The fields of one part of a machine file, each a plain value or an object of value, grade and
 * source; what every value rests on is noted under its field path.
 */
final class GradedFields {

  private static final String UNLIMITED = "unlimited";

  private final JsonFields fields;
  private final Map<String, GradedValue> values;

  GradedFields(JsonFields fields, Map<String, GradedValue> values) {
    this.fields = fields;
    this.values = values;
  }

  /** Where the value itself stands. */
  private record Place(JsonFields fields, String name) {}

  boolean has(String name) {
    return fields.has(name);
  }

  int intNumber(String name, int least, int most) {
    Place place = place(name);
    int number = place.fields().intNumber(place.name(), least, most);
    note(name, place);
    return number;
  }

  long longNumber(String name, long least, long most) {
    Place place = place(name);
    long number = place.fields().longNumber(place.name(), least, most);
    note(name, place);
    return number;
  }

  /** As {@link #longNumber}, or the word "unlimited", which stands for {@code unlimited}. */
  long longNumberOrUnlimited(String name, long least, long most, long unlimited) {
    Place place = place(name);
    long number =
        place.fields().longNumberOrWord(place.name(), least, most, UNLIMITED).orElse(unlimited);
    note(name, place);
    return number;
  }

  long thousandths(String name, long least, long most) {
    Place place = place(name);
    long number = place.fields().thousandths(place.name(), least, most);
    note(name, place);
    return number;
  }

  long tenths(String name, long least, long most) {
    Place place = place(name);
    long number = place.fields().tenths(place.name(), least, most);
    note(name, place);
    return number;
  }

  double decimal(String name, long least, long most) {
    Place place = place(name);
    double number = place.fields().decimal(place.name(), least, most);
    note(name, place);
    return number;
  }

  boolean flag(String name) {
    Place place = place(name);
    boolean flag = place.fields().flag(place.name());
    note(name, place);
    return flag;
  }

  /** Notes a value that the file leaves to be derived. */
  long derived(String name, long value, String arithmetic) {
    derived(name, Long.toString(value), arithmetic);
    return value;
  }

  /** Notes a value that follows from others. */
  void derived(String name, String value, String arithmetic) {
    values.put(fields.pathOf(name), new GradedValue(value, Grade.DERIVED, arithmetic));
  }

  private Place place(String name) {
    return fields.hasObject(name)
        ? new Place(fields.object(name).allowOnly("value", "grade", "source"), "value")
        : new Place(fields, name);
  }

  private void note(String name, Place place) {
    JsonFields at = place.fields();
    String text = at.textOf(place.name());
    GradedValue value =
        at == fields
            ? new GradedValue(
                text, Grade.ASSUMED, "stated in %s without a source".formatted(fields.fileName()))
            : new GradedValue(text, at.choice("grade", Grade.byLetter()), at.text("source"));
    values.put(fields.pathOf(name), value);
  }
}
