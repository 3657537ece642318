package masattention.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private record Row(String name, String kind, double size) {}

  private static final Dataset<Row> ROWS =
      Dataset.of(List.of(new Row("a", "x", 2), new Row("b", "y", 4), new Row("c|d, e", "x", 1)))
          .show(Column.text("name", Row::name), Column.number("size", 1, Row::size));

  @Test
  void asFilePageAndTerminal() {
    assertEquals("name,size\na,2.0\nb,4.0\n\"c|d, e\",1.0\n", ROWS.csv());
    assertEquals(
        "| name | size |\n| --- | ---: |\n| a | 2.0 |\n| b | 4.0 |\n| c\\|d, e | 1.0 |\n",
        ROWS.markdown());
    assertEquals("name    size\na        2.0\nb        4.0\nc|d, e   1.0\n", ROWS.aligned());
  }

  @Test
  void filtersAndGroups() {
    assertEquals(List.of("a", "c|d, e"), ROWS.where(Row::kind, "x").distinct(Row::name));
    assertEquals(List.of("x", "y"), List.copyOf(ROWS.by(Row::kind).keySet()));
    assertEquals("b", ROWS.by(Row::kind).get("y").only().name());
    assertThrows(IllegalStateException.class, ROWS::only);
  }

  /** The geometric mean of 2, 4 and 1 is 2, their mean 7/3. */
  @Test
  void meansAndExtremes() {
    Values<Row> sizes = ROWS.values(Row::size);
    assertEquals(2, sizes.geometricMean(), 1e-12);
    assertEquals(7 / 3.0, sizes.mean(), 1e-12);
    assertEquals("b", sizes.largestAt().name());
    assertEquals("c|d, e", sizes.smallestAt().name());
    assertEquals(2, sizes.count(size -> size >= 2));
    assertEquals("1.0 to 4.0", sizes.range(1));
    assertEquals("2.0", ROWS.where(Row::name, "a").values(Row::size).range(1));
  }

  @Test
  void ratiosPairRowsByTheirKey() {
    Dataset<Row> others = Dataset.of(List.of(new Row("z", "x", 4), new Row("q", "w", 1)));
    Dataset<Row> one = Dataset.of(List.of(new Row("a", "x", 2), new Row("b", "y", 4)));
    Values<Row> ratios = one.over(others, Row::kind, Row::size);
    assertEquals(List.of(0.5), ratios.values());
    assertEquals("a", ratios.rows().get(0).name());
  }

  @Test
  void whatNobodyKnowsIsEmptyAndBareDoublesAreRefused() {
    Column<Row> unknown = Column.number("n", row -> OptionalLong.empty());
    assertEquals("", unknown.textOf(ROWS.rows().get(0)));
    assertEquals("", Column.text("n", row -> Optional.empty()).textOf("row"));
    assertEquals("3", Column.number("n", row -> OptionalLong.of(3)).textOf("row"));
    Column<Row> bare = Column.number("size", Row::size);
    assertThrows(IllegalArgumentException.class, () -> bare.textOf(ROWS.rows().get(0)));
  }

  @Test
  void aTableCanBeReadBackByHeader() {
    Line line = ROWS.lines("rows").rows().get(2);
    assertEquals("c|d, e", line.text("name"));
    assertEquals(1, line.number("size"));
  }
}
