package masattention.cli;

import static masattention.report.Column.number;
import static masattention.report.Column.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import masattention.models.Fact;
import masattention.models.LayerGroup;
import masattention.models.Length;
import masattention.models.Lengths;
import masattention.models.Model;
import masattention.report.Column;
import masattention.report.Dataset;

/** A model as {@code mas networks FILE} prints it: its groups, then where each number is from. */
record ModelText(Model model, Lengths lengths) {

  /** A number of a group. */
  private record Line(String group, String name, Fact fact) {}

  String aligned() {
    Dataset<LayerGroup> groups =
        Dataset.of(model.groups())
            .show(
                text("group", LayerGroup::name),
                number("layers", g -> g.layers().value()),
                number("heads", g -> g.queryHeads().value()),
                number("kv-heads", g -> g.kvHeads().value()),
                number("head-dim", g -> g.headDim().value()),
                number("value-dim", g -> g.valueDim().value()),
                text("causal", g -> g.causal() ? "yes" : "no"),
                number("window", g -> g.reach().map(Fact::value)),
                number("tokens", this::tokens),
                number("repeats", g -> g.repeats().value()));
    Dataset<Line> lines =
        Dataset.of(lines())
            .show(
                text("group", Line::group),
                text("number", Line::name),
                number("value", line -> line.fact().value()),
                text("origin", line -> line.fact().origin().words()),
                text("from", line -> line.fact().from()));
    StringBuilder all = new StringBuilder(groups.aligned() + "\n" + lines.aligned());
    model.skipped().forEach(what -> all.append("not simulated: ").append(what).append('\n'));
    model.warnings().forEach(what -> all.append("note: ").append(what).append('\n'));
    return all.toString();
  }

  String json() {
    List<Column<LayerGroup>> columns =
        Dataset.of(model.groups())
            .show(
                text("model_type", g -> model.modelType()),
                text("group", LayerGroup::name),
                number("layers", g -> g.layers().value()),
                number("query_heads", g -> g.queryHeads().value()),
                number("kv_heads", g -> g.kvHeads().value()),
                number("head_dim", g -> g.headDim().value()),
                number("value_dim", g -> g.valueDim().value()),
                text("causal", LayerGroup::causal),
                number("window", g -> g.reach().map(Fact::value)),
                number("tokens_fixed", ModelText::fixed),
                number("repeats", g -> g.repeats().value()))
            .columns();
    ArrayNode array = JsonText.object().putArray("groups");
    model.groups().forEach(group -> array.add(JsonText.of(columns, group)));
    return JsonText.of(array);
  }

  /** What the model fixes: queries and keys as a number, keys alone as {@code kv=N}. */
  private static Optional<Object> fixed(LayerGroup group) {
    if (group.queries() instanceof Length.Fixed queries) {
      return Optional.of(queries.fact().value());
    }
    if (group.keys() instanceof Length.Fixed keys) {
      return Optional.of("kv=" + keys.fact().value());
    }
    return group.chunk().filter(chunk -> !group.causal()).map(Fact::value);
  }

  private String tokens(LayerGroup group) {
    return fixed(group)
        .map(Object::toString)
        .orElseGet(
            () -> lengths.of(group.queries()).map(count -> Integer.toString(count)).orElse(""));
  }

  private List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (LayerGroup group : model.groups()) {
      lines.add(new Line(group.name(), "layers", group.layers()));
      lines.add(new Line(group.name(), "heads", group.queryHeads()));
      lines.add(new Line(group.name(), "kv-heads", group.kvHeads()));
      lines.add(new Line(group.name(), "head-dim", group.headDim()));
      lines.add(new Line(group.name(), "value-dim", group.valueDim()));
      group.window().ifPresent(fact -> lines.add(new Line(group.name(), "window", fact)));
      group.chunk().ifPresent(fact -> lines.add(new Line(group.name(), "chunk", fact)));
      if (group.keys() instanceof Length.Fixed keys) {
        lines.add(new Line(group.name(), group.isSelf() ? "tokens" : "keys", keys.fact()));
      }
      if (group.repeats().value() > 1) {
        lines.add(new Line(group.name(), "repeats", group.repeats()));
      }
    }
    return lines;
  }
}
