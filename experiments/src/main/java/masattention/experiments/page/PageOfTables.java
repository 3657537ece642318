package masattention.experiments.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * A page of tables in Markdown as a part of the one page.
 *
 * @param html the page without its title: headings two levels deeper, identifiers and links within
 *     the page that begin with its name, links to figures in place of images, tables that scroll
 * @param tables every table of it
 */
record PageOfTables(String html, List<Table> tables) {
  private static final int LEVELS_DEEPER = 2;
  private static final int DEEPEST = 6;
  private static final List<Extension> TABLES = List.of(TablesExtension.create());

  /**
   * A table.
   *
   * @param id its identifier on the one page
   * @param title the heading that it stands under; of a second table, with its number
   */
  record Table(String id, String title) {}

  /** The page called {@code id}. */
  static PageOfTables of(String id, String markdown) {
    Node document = Parser.builder().extensions(TABLES).build().parse(markdown);
    Placement placement = new Placement(id);
    document.accept(placement);
    HtmlRenderer renderer =
        HtmlRenderer.builder()
            .extensions(TABLES)
            .extensions(List.of(HeadingAnchorExtension.builder().idPrefix(id + "-").build()))
            .attributeProviderFactory(context -> ATTRIBUTES)
            .build();
    return new PageOfTables(renderer.render(document), List.copyOf(placement.tables));
  }

  /** Markdown as HTML, without a page around it. */
  static String html(String markdown) {
    return HtmlRenderer.builder().build().render(Parser.builder().build().parse(markdown));
  }

  /** Alignment by class, since the attribute is obsolete; every table can be sorted. */
  private static final AttributeProvider ATTRIBUTES =
      (Node node, String tag, Map<String, String> attributes) -> {
        if (node instanceof TableCell && "right".equals(attributes.remove("align"))) {
          attributes.put("class", "number");
        } else if (node instanceof TableBlock) {
          attributes.put("class", "sortable");
        } else if (tag.equals("pre")) {
          attributes.put("tabindex", "0");
        }
      };

  /** Fits the nodes of a page into the one page. */
  private static final class Placement extends AbstractVisitor {
    private final String id;
    private final List<Table> tables = new ArrayList<>();
    private String heading = "";
    private int tablesOfHeading;

    Placement(String id) {
      this.id = id;
    }

    @Override
    public void visit(Heading heading) {
      this.heading = text(heading);
      tablesOfHeading = 0;
      if (heading.getLevel() == 1) {
        heading.unlink();
      } else {
        heading.setLevel(Math.min(heading.getLevel() + LEVELS_DEEPER, DEEPEST));
        visitChildren(heading);
      }
    }

    private static String text(Node node) {
      StringBuilder text = new StringBuilder();
      node.accept(
          new AbstractVisitor() {
            @Override
            public void visit(Text part) {
              text.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
              text.append(part.getLiteral());
            }
          });
      return text.toString();
    }

    @Override
    public void visit(CustomBlock block) {
      if (block instanceof TableBlock) {
        String number = ++tablesOfHeading > 1 ? " (%d)".formatted(tablesOfHeading) : "";
        Table table = new Table("table-%s-%d".formatted(id, tables.size() + 1), heading + number);
        tables.add(table);
        block.insertBefore(
            html(
                "<div class=\"scroll\" tabindex=\"0\" role=\"region\" id=\"%s\" aria-label=\"table %d of %s\">"
                    .formatted(table.id(), tables.size(), id)));
        block.insertAfter(html("</div>"));
      }
      visitChildren(block);
    }

    private static HtmlBlock html(String literal) {
      HtmlBlock html = new HtmlBlock();
      html.setLiteral(literal);
      return html;
    }

    @Override
    public void visit(Link link) {
      if (link.getDestination().startsWith("#")) {
        link.setDestination("#" + id + "-" + link.getDestination().substring(1));
      }
      visitChildren(link);
    }

    @Override
    public void visit(Image image) {
      String file = image.getDestination();
      String stem = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.[a-z]+$", "");
      Link link = new Link("#figure-" + stem, null);
      for (Node child = image.getFirstChild(); child != null; child = image.getFirstChild()) {
        link.appendChild(child);
      }
      image.insertAfter(link);
      image.unlink();
    }
  }
}
