package masattention.regression;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import masattention.benchmarks.TurnTakingProfiler;

/**
 * Lets one process at a time run one iteration: all in order, then all in the opposite order, and
 * so on, so that what a slow minute of the machine does to one it does to all.
 */
final class Turns implements AutoCloseable {
  private static final int POLL_MILLIS = 200;

  private final ServerSocket server;

  Turns() throws IOException {
    server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    server.setSoTimeout(POLL_MILLIS);
  }

  /** What the process with this number must be started with. */
  List<String> options(int player) {
    return List.of(
        "-D%s=%d".formatted(TurnTakingProfiler.PORT, server.getLocalPort()),
        "-D%s=%d".formatted(TurnTakingProfiler.PLAYER, player));
  }

  /** Gives turns until every process has ended, or one of them has failed. */
  void give(List<JmhProcess> processes) throws IOException {
    Map<Integer, Socket> players = new TreeMap<>();
    try {
      while (players.size() < processes.size()) {
        try {
          Socket player = server.accept();
          player.setTcpNoDelay(true);
          players.put(player.getInputStream().read(), player);
        } catch (SocketTimeoutException nobodyYet) {
          if (processes.stream().anyMatch(process -> !process.isAlive())) {
            return;
          }
        }
      }
      List<Socket> order = new ArrayList<>(players.values());
      while (order.stream().allMatch(Turns::oneIteration)) {
        Collections.reverse(order);
      }
    } finally {
      for (Socket player : players.values()) {
        player.close();
      }
    }
  }

  /** Whether there was one. */
  private static boolean oneIteration(Socket player) {
    try {
      if (player.getInputStream().read() != TurnTakingProfiler.READY) {
        return false;
      }
      player.getOutputStream().write(1);
      return player.getInputStream().read() == TurnTakingProfiler.DONE;
    } catch (IOException ended) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
