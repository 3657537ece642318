package masattention.experiments.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A page in a headless Chromium, spoken to by the <a
 * href="https://chromedevtools.github.io/devtools-protocol/">DevTools protocol</a>.
 */
final class Chromium implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SECONDS = 120;

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

  /**
   * Starts a browser with an empty page.
   *
   * @param profile an empty folder, which it fills
   */
  Chromium(String executable, Path profile) throws IOException, InterruptedException {
    process =
        new ProcessBuilder(
                executable,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile.toAbsolutePath(),
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("log.txt").toFile())
            .start();
    Path port = profile.resolve("DevToolsActivePort");
    for (int i = 0; i < 10 * SECONDS && Files.notExists(port); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    HttpClient client = HttpClient.newHttpClient();
    URI list =
        URI.create("http://127.0.0.1:%s/json/list".formatted(Files.readAllLines(port).get(0)));
    String pages =
        client.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString()).body();
    String address = JSON.readTree(pages).get(0).get("webSocketDebuggerUrl").textValue();
    socket = client.newWebSocketBuilder().buildAsync(URI.create(address), new Answers()).join();
    for (String domain : List.of("Page", "Runtime", "Log")) {
      send(domain + ".enable", Map.of());
    }
  }

  /** What comes from the browser: answers by their number, and what it says on its console. */
  private final class Answers implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        take(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private void take(String message) {
    try {
      JsonNode node = JSON.readTree(message);
      String method = node.path("method").asText();
      if (node.has("id")) {
        waiting.remove(node.get("id").intValue()).complete(node);
      } else if (List.of("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")
          .contains(method)) {
        complaints.add(node.get("params").toString());
      }
    } catch (IOException e) {
      complaints.add(e.toString());
    }
  }

  /** The result of a command. */
  JsonNode send(String method, Map<String, ?> parameters) throws IOException {
    int number = numbers.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(number, answer);
    String text =
        JSON.writeValueAsString(Map.of("id", number, "method", method, "params", parameters));
    socket.sendText(text, true).join();
    JsonNode node = answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    if (node.has("error")) {
      throw new IOException("%s: %s".formatted(method, node.get("error")));
    }
    return node.get("result");
  }

  /** Opens a file and waits until it is there. */
  void open(Path file) throws IOException, InterruptedException {
    send("Page.navigate", Map.of("url", file.toAbsolutePath().normalize().toUri().toString()));
    for (int i = 0; i < 10 * SECONDS; i++) {
      String ready = "document.readyState === 'complete' && location.protocol === 'file:'";
      if (evaluate(ready).booleanValue()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** The value of an expression of JavaScript, waited for where it is a promise. */
  JsonNode evaluate(String expression) throws IOException {
    JsonNode result =
        send(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (result.has("exceptionDetails")) {
      throw new IOException(result.get("exceptionDetails").toString());
    }
    return result.path("result").path("value");
  }

  /** What the page said on the console, and its errors. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    socket.abort();
    process.destroy();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
