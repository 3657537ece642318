package masattention.models;

import java.util.function.Predicate;

/** The part of a model that is asked for. */
public enum Part {
  ALL(group -> true),
  TEXT(group -> group.tower() == Tower.TEXT),
  VISION(group -> group.tower() == Tower.VISION),
  ENCODER(group -> !group.decodes()),
  DECODER(LayerGroup::decodes);

  private final Predicate<LayerGroup> holds;

  Part(Predicate<LayerGroup> holds) {
    this.holds = holds;
  }

  /** Whether a group of layers belongs to this part. */
  public boolean includes(LayerGroup group) {
    return holds.test(group);
  }

  /** Whether layers of a tower may belong to this part. */
  boolean mayInclude(Tower tower) {
    return switch (this) {
      case ALL, ENCODER -> true;
      case TEXT, DECODER -> tower == Tower.TEXT;
      case VISION -> tower == Tower.VISION;
    };
  }
}
