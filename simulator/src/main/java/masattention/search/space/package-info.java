/**
 * The {@linkplain masattention.search.space.TilingSpace space} of tilings among which a search
 * chooses.
 */
package masattention.search.space;
