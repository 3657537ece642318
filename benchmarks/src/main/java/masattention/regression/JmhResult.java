package masattention.regression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import masattention.benchmarks.TurnTakingProfiler;

/**
 * What JMH wrote about one process.
 *
 * @param text an array in JSON, with one object
 */
record JmhResult(String text, JsonNode array) {

  /** Processor time per operation of every iteration that counts. */
  List<Double> cpuNanos() {
    List<Double> values = new ArrayList<>();
    JsonNode metrics = array.path(0).path("secondaryMetrics");
    JsonNode iterations = metrics.path(TurnTakingProfiler.LABEL).path("rawData").path(0);
    iterations.forEach(value -> values.add(value.asDouble()));
    return values;
  }

  /** One array of all, byte for byte as JMH wrote the objects. */
  static String joined(List<JmhResult> results) {
    List<String> objects =
        results.stream()
            .map(result -> result.text.strip())
            .map(text -> text.substring(1, text.length() - 1).replaceAll("^\\n|\\s+$", ""))
            .toList();
    return "[\n" + String.join(",\n", objects) + "\n]\n";
  }
}
