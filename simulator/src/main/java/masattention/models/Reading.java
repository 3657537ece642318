package masattention.models;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What has been read of a model so far. */
final class Reading {
  private final Question question;
  private final List<LayerGroup> groups = new ArrayList<>();
  private final Set<String> skipped = new LinkedHashSet<>();
  private final Set<String> warnings = new LinkedHashSet<>();

  Reading(Question question) {
    this.question = question;
  }

  Question question() {
    return question;
  }

  void add(LayerGroup group) {
    if (question.part().includes(group)) {
      groups.add(group);
    }
  }

  void skip(String what) {
    skipped.add(what);
  }

  void warn(String what) {
    warnings.add(what);
  }

  boolean isEmpty() {
    return groups.isEmpty();
  }

  Model model(String modelType) {
    return new Model(modelType, groups, List.copyOf(skipped), List.copyOf(warnings));
  }
}
