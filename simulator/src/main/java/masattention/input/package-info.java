/**
 * The border to what users state: JSON files whose every field is checked and named when it is
 * wrong, names with suggestions, and the {@linkplain masattention.input.Grade grade} of each value.
 *
 * <p>A refusal is an {@link masattention.input.InvalidInputException}: one line that says what is
 * wrong, where it stands, and what would be right.
 */
package masattention.input;
