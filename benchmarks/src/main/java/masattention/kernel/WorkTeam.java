package masattention.kernel;

import java.util.concurrent.atomic.AtomicInteger;

/** The caller and a fixed number of helper threads, sharing numbered items without allocating. */
final class WorkTeam implements AutoCloseable {

  /** What is done with an item. */
  interface Work {
    void item(int worker, int item);
  }

  private final Thread[] helpers;
  private final AtomicInteger next = new AtomicInteger();
  private Work work;
  private int items;
  private int round;
  private int busy;
  private boolean closed;
  private Throwable failure;

  WorkTeam(int threads) {
    helpers = new Thread[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      int worker = i + 1;
      helpers[i] = new Thread(() -> help(worker), "attention-" + worker);
      helpers[i].setDaemon(true);
      helpers[i].start();
    }
  }

  /** Does items 0 to {@code count} (exclusive), each once, and returns when all are done. */
  void run(Work task, int count) {
    if (helpers.length == 0) {
      for (int item = 0; item < count; item++) {
        task.item(0, item);
      }
      return;
    }
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("The kernel is closed.");
      }
      work = task;
      items = count;
      failure = null;
      next.set(0);
      busy = helpers.length;
      round++;
      notifyAll();
    }
    drain(task, count, 0);
    rethrow(awaitHelpers());
  }

  private synchronized Throwable awaitHelpers() {
    boolean interrupted = false;
    while (busy > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return failure;
  }

  private static void rethrow(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private void drain(Work task, int count, int worker) {
    try {
      for (int item = next.getAndIncrement(); item < count; item = next.getAndIncrement()) {
        task.item(worker, item);
      }
    } catch (RuntimeException | Error e) {
      next.set(count);
      synchronized (this) {
        failure = e;
      }
    }
  }

  private void help(int worker) {
    int seen = 0;
    while (true) {
      Work task;
      int count;
      synchronized (this) {
        while (round == seen && !closed) {
          try {
            wait();
          } catch (InterruptedException e) {
            return;
          }
        }
        if (closed) {
          return;
        }
        seen = round;
        task = work;
        count = items;
      }
      drain(task, count, worker);
      synchronized (this) {
        busy--;
        notifyAll();
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
