package masattention.search.fast;

/** The load queue of a core: resident and staged sub-tiles of K and V, Q, scores. */
abstract class LoadQueue {
  final Core core;
  final Pass pass;

  /** Steps written. */
  int emitted;

  /**
   * What is asked for, of which group or row block, from which sub-tile to which, after how many
   * steps.
   */
  int[] kind = {};

  int[] about = {};
  int[] from = {};
  int[] to = {};
  int[] after = {};
  int mask;
  int head;
  private int tail;

  LoadQueue(Core core) {
    this.core = core;
    pass = core.pass;
  }

  void start(int teamSize) {
    emitted = 0;
    head = 0;
    tail = 0;
    makeRoom(Integer.highestOneBit(4 * teamSize + 16) * 2);
  }

  private void makeRoom(int entries) {
    if (kind.length < entries) {
      kind = new int[entries];
      about = new int[entries];
      from = new int[entries];
      to = new int[entries];
      after = new int[entries];
    }
    mask = kind.length - 1;
  }

  final boolean isEmpty() {
    return head == tail;
  }

  /** Whether it is at the resident sub-tiles of a product. */
  final boolean loads(int product) {
    return head != tail && kind[head & mask] == product;
  }

  /** Staged sub-tiles that it is at. */
  final int stagedAtHead() {
    return to[head & mask] - from[head & mask];
  }

  final int length() {
    return tail - head;
  }

  final void enqueue(int newKind, int newAbout, int newFrom, int newTo) {
    if (tail - head > mask) {
      growQueue();
    }
    int at = tail++ & mask;
    kind[at] = newKind;
    about[at] = newAbout;
    from[at] = newFrom;
    to[at] = newTo;
    after[at] = emitted;
  }

  private void growQueue() {
    kind = doubled(kind);
    about = doubled(about);
    from = doubled(from);
    to = doubled(to);
    after = doubled(after);
    mask = kind.length - 1;
  }

  /** Twice the room for the full queue. */
  private int[] doubled(int[] ring) {
    int[] wider = new int[2 * ring.length];
    for (int i = head; i < tail; i++) {
      wider[i & (wider.length - 1)] = ring[i & mask];
    }
    return wider;
  }

  /** Asks for {@code count} staged sub-tiles more. */
  final void enqueueStaged(int count) {
    int last = (tail - 1) & mask;
    if (tail > head && kind[last] == Grant.STAGED && after[last] == emitted) {
      to[last] += count;
    } else {
      enqueue(Grant.STAGED, 0, 0, count);
    }
  }

  /** Writes the queue, seen from group {@code ordinal}. */
  final void describeQueue(History.Moment now, int ordinal, boolean groups) {
    for (int i = head; i < tail; i++) {
      int at = i & mask;
      int its = kind[at];
      now.add(its);
      now.add(to[at] - from[at]);
      if (its <= Grant.VALUES) {
        now.add(about[at] - ordinal);
        now.add(from[at] - (groups ? 0 : filled(its)));
      } else if (its != Grant.STAGED) {
        now.add(about[at] - emitted);
      }
      if (pass.alone) {
        now.add(after[at] - emitted);
      }
    }
  }

  /** Sub-tiles of the next group asked for by the row blocks of this one before the next step. */
  abstract int filled(int product);

  /** Leaves out resident sub-tiles that {@code teamBlocks} row blocks of a team ask for. */
  final void skipResidents(int teamBlocks) {
    for (int i = head; i < tail; i++) {
      int at = i & mask;
      if (kind[at] <= Grant.VALUES) {
        int tiles = teamBlocks * share(kind[at]);
        from[at] += tiles;
        to[at] += tiles;
      }
    }
  }

  /** Sub-tiles of the next group that a row block asks for. */
  abstract int share(int product);
}
