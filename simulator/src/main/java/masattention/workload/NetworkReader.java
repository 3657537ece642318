package masattention.workload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import masattention.input.Grade;
import masattention.input.JsonFields;

/** Reads networks out of a network file; docs/input-files.md describes the format. */
final class NetworkReader {

  private static final int MOST = Integer.MAX_VALUE;

  private NetworkReader() {}

  /** The networks of the array {@code networks}, no two of one name. */
  static List<Network> readAll(JsonFields file) {
    List<Network> networks = new ArrayList<>();
    Map<String, String> placeOfName = new HashMap<>();
    for (JsonFields fields : file.objects("networks")) {
      Network network = read(fields);
      String place = fields.pathOf("name");
      String first = placeOfName.putIfAbsent(network.name(), place);
      if (first != null) {
        throw file.refused(
            "%s (\"%s\") must differ from %s.".formatted(place, network.name(), first));
      }
      networks.add(network);
    }
    return List.copyOf(networks);
  }

  static Network read(JsonFields fields) {
    fields.allowOnly(
        "name",
        "batch",
        "queryHeads",
        "kvHeads",
        "seqQ",
        "seqKv",
        "headDim",
        "valueDim",
        "causal",
        "window",
        "elementBytes",
        "kElementBytes",
        "vElementBytes",
        "layers",
        "grade",
        "source");
    String name = fields.name("name");
    int batch = sizeOr(fields, "batch", 1);
    int queryHeads = size(fields, "queryHeads");
    int kvHeads = sizeOr(fields, "kvHeads", queryHeads);
    int seqQ = size(fields, "seqQ");
    int seqKv = sizeOr(fields, "seqKv", seqQ);
    int headDim = size(fields, "headDim");
    int valueDim = sizeOr(fields, "valueDim", headDim);
    boolean causal = fields.has("causal") && fields.flag("causal");
    int window = sizeOr(fields, "window", AttentionShape.NO_WINDOW);
    int elementBytes = sizeOr(fields, "elementBytes", 2);
    int kElementBytes = sizeOr(fields, "kElementBytes", elementBytes);
    int vElementBytes = sizeOr(fields, "vElementBytes", elementBytes);
    int layers = sizeOr(fields, "layers", 1);
    boolean founded = fields.has("grade") || fields.has("source");
    Grade grade = founded ? fields.choice("grade", Grade.byLetter()) : Grade.ASSUMED;
    String source =
        founded
            ? fields.text("source")
            : "stated in %s without a source".formatted(fields.fileName());
    return fields.build(
        () ->
            new Network(
                name,
                new AttentionShape(
                    batch,
                    queryHeads,
                    kvHeads,
                    seqQ,
                    seqKv,
                    headDim,
                    valueDim,
                    causal,
                    window,
                    elementBytes,
                    kElementBytes,
                    vElementBytes),
                source,
                grade,
                layers));
  }

  private static int size(JsonFields fields, String name) {
    return fields.intNumber(name, 1, MOST);
  }

  private static int sizeOr(JsonFields fields, String name, int otherwise) {
    return fields.has(name) ? size(fields, name) : otherwise;
  }
}
