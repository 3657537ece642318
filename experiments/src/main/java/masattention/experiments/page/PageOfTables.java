package masattention.experiments.page;

import java.util.List;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;

/** A page of tables in Markdown as a part of the one page. */
final class PageOfTables {
  private static final int LEVELS_DEEPER = 1;
  private static final int DEEPEST = 6;
  private static final List<Extension> TABLES = List.of(TablesExtension.create());

  private PageOfTables() {}

  /**
   * The Markdown as HTML: headings a level deeper, identifiers and links within the page that begin
   * with {@code id}, links to figures in place of images, tables that scroll.
   */
  static String html(String id, String markdown) {
    Node document = Parser.builder().extensions(TABLES).build().parse(markdown);
    document.accept(new Placement(id));
    HtmlRenderer renderer =
        HtmlRenderer.builder()
            .extensions(TABLES)
            .extensions(List.of(HeadingAnchorExtension.builder().idPrefix(id + "-").build()))
            .attributeProviderFactory(context -> ATTRIBUTES)
            .build();
    return renderer.render(document);
  }

  /** Alignment by class, since the attribute is obsolete; every table can be sorted. */
  private static final AttributeProvider ATTRIBUTES =
      (Node node, String tag, Map<String, String> attributes) -> {
        if (node instanceof TableCell && "right".equals(attributes.remove("align"))) {
          attributes.put("class", "number");
        } else if (node instanceof TableBlock) {
          attributes.put("class", "sortable");
        }
      };

  /** Fits the nodes of a page into the one page. */
  private static final class Placement extends AbstractVisitor {
    private final String id;

    Placement(String id) {
      this.id = id;
    }

    @Override
    public void visit(Heading heading) {
      if (heading.getLevel() == 1) {
        heading.unlink();
      } else {
        heading.setLevel(Math.min(heading.getLevel() + LEVELS_DEEPER, DEEPEST));
        visitChildren(heading);
      }
    }

    @Override
    public void visit(CustomBlock block) {
      if (block instanceof TableBlock) {
        block.insertBefore(html("<div class=\"scroll\" tabindex=\"0\">"));
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
