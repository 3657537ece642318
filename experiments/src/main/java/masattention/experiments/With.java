package masattention.experiments;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;

/** Records with some components changed. */
public final class With {
  private With() {}

  /**
   * The record with another value of one component.
   *
   * @throws IllegalArgumentException when it has no such component, or refuses the value
   */
  public static <T extends Record> T component(T base, String name, Object value) {
    return components(base, Map.of(name, value));
  }

  /**
   * The record with other values of some components, by their names.
   *
   * @throws IllegalArgumentException when it has no such component, or refuses a value
   */
  public static <T extends Record> T components(T base, Map<String, ?> changed) {
    List<RecordComponent> components = List.of(base.getClass().getRecordComponents());
    List<String> names = components.stream().map(RecordComponent::getName).toList();
    if (!names.containsAll(changed.keySet())) {
      throw new IllegalArgumentException(
          "%s must have the components %s.".formatted(base, changed.keySet()));
    }
    try {
      Object[] values = new Object[components.size()];
      for (int i = 0; i < values.length; i++) {
        Object value = changed.get(names.get(i));
        values[i] = value != null ? value : components.get(i).getAccessor().invoke(base);
      }
      Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
      @SuppressWarnings("unchecked")
      Class<T> type = (Class<T>) base.getClass();
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause().getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("%s cannot have %s.".formatted(base, changed), e);
    }
  }
}
