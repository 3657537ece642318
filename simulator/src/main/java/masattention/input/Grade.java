package masattention.input;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How well a number is founded, best first. */
public enum Grade {
  /** Read in the named public file. */
  PUBLISHED("P", "read in the named public file"),
  /** Taken from a transcription or from notes. */
  SECOND_HAND("S", "second-hand: a transcription or notes"),
  /** Derived in this suite from graded values. */
  DERIVED("D", "derived here from graded values"),
  /** Assumed: nobody has published it. */
  ASSUMED("A", "assumed");

  private final String letter;
  private final String meaning;

  Grade(String letter, String meaning) {
    this.letter = letter;
    this.meaning = meaning;
  }

  /** The letter that stands for this grade in files and reports. */
  public String letter() {
    return letter;
  }

  /** What the grade says, in a few words. */
  public String meaning() {
    return meaning;
  }

  /** Every grade by its letter, best first. */
  public static Map<String, Grade> byLetter() {
    Map<String, Grade> grades = new LinkedHashMap<>();
    Arrays.stream(values()).forEach(grade -> grades.put(grade.letter, grade));
    return grades;
  }
}
