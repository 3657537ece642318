package masattention.models;

/** The part of a model by what it reads. */
public enum Tower {
  TEXT,
  VISION,
  AUDIO
}
