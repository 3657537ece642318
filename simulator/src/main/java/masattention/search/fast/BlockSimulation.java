package masattention.search.fast;

import java.util.List;
import masattention.npu.NpuConfig;
import masattention.schedule.Problem;
import masattention.schedule.Team;
import masattention.tiling.BlockGrid;

/**
 * Times one pass of a schedule whose row blocks are alike, without building its program.
 *
 * <p>The cores meet only at the DRAM channel, so the simulation goes from grant to grant: after
 * one, the matrix and vector units of the core that waited for it go on as far as they can, a
 * product with all resident sub-tiles in one step. A transfer whose ready time is not known yet
 * depends on one that was not granted yet and cannot win, so that this is exact.
 */
final class BlockSimulation {
  private static final int KEYS = Core.KEYS;
  private static final int VALUES = Core.VALUES;

  private final Lane[] noLanes = {};
  private Core[] cores = {};
  private Lane[] lanes = noLanes;
  private Lane[] pool = {};
  private StepOrder order;
  private TaskCycles cycles;
  private BlockGrid grid;
  private long latency;
  private long channelFree;
  private long latest;
  private boolean stagesKeys;
  private boolean stagesValues;
  private int tiles;
  private int fullRowBlocks;
  private long skippedCycles;
  private final History blockHistory = new History();
  private final History groupHistory = new History();
  private int seenHead;
  private final SubTileSkip subTiles = new SubTileSkip();
  private boolean skipsSubTiles;
  private int coreCount;

  /** A team on its way through its row blocks. */
  static final class Lane {
    Team team;
    int size;
    Core[] cores = {};
    final Residents[] residents = {new Residents(KEYS), new Residents(VALUES)};
    int step;
    int steps;
    int blocks;
    int skippedBlocks;
    int nextInput;

    // the row block looked at
    private int looked;
    int ordinal;
    int indexInGroup;
    int blocksInGroup;
    int rowBlock;
    private int rowBlocks;

    void start(Team newTeam, int newRowBlocks) {
      team = newTeam;
      size = newTeam.size();
      rowBlocks = newRowBlocks;
      looked = -2;
      step = 0;
      blocks = team.blocks();
      skippedBlocks = 0;
      nextInput = 0;
    }

    /** Looks at a row block of the team; the next one is found without a division. */
    void look(int n) {
      indexInGroup++;
      rowBlock += team.blockStride();
      if (n != looked + 1 || indexInGroup >= blocksInGroup || rowBlock >= rowBlocks) {
        ordinal = team.ordinal(n);
        indexInGroup = team.indexInGroup(n);
        blocksInGroup = team.blocksInGroup(ordinal);
        rowBlock = team.rowBlock(n);
      }
      looked = n;
    }

    boolean isBlocked() {
      for (Core core : cores) {
        if (!core.blocked()) {
          return false;
        }
      }
      return true;
    }
  }

  /** The makespan of a pass, in cycles. */
  long makespan(Problem problem, List<Team> teams, StepOrder newOrder, TaskCycles taskCycles) {
    start(problem, teams, newOrder, taskCycles);
    for (Lane lane : lanes) {
      prologue(lane);
      refresh(lane);
    }
    emit();
    while (grant()) {
      emit();
    }
    for (Lane lane : lanes) {
      for (Core core : lane.cores) {
        if (lane.step < lane.steps || core.head < core.tail || core.isBehind()) {
          throw new IllegalStateException("Every core waits and there is no transfer to grant.");
        }
      }
    }
    return latest + skippedCycles;
  }

  private void start(Problem problem, List<Team> teams, StepOrder newOrder, TaskCycles taskCycles) {
    NpuConfig machine = problem.machine();
    grid = problem.grid();
    order = newOrder;
    cycles = taskCycles;
    latency = machine.dramLatencyCycles();
    channelFree = 0;
    latest = 0;
    skippedCycles = 0;
    blockHistory.clear();
    groupHistory.clear();
    seenHead = -1;
    subTiles.start(taskCycles, newOrder == StepOrder.ONE_PASS);
    coreCount = machine.cores();
    tiles = cycles.tiles;
    int keys = order.usesKeys() ? cycles.resident[KEYS] : tiles;
    int values = order.usesValues() ? cycles.resident[VALUES] : tiles;
    stagesKeys = keys < tiles;
    stagesValues = values < tiles;
    boolean streams =
        switch (order) {
          case IN_TURN, ALONE, STREAMS, ONE_PASS, PROBABILITIES -> true;
          case ROUNDS, SCORES, SOFTMAX, OUTPUTS -> false;
        };
    skipsSubTiles = streams && tiles - Math.min(keys, values) >= SubTileSkip.WORTH;
    fullRowBlocks = problem.shape().seqQ() / problem.tiling().rowsPerBlock();
    if (cores.length < machine.cores()) {
      cores = new Core[machine.cores()];
      for (int i = 0; i < cores.length; i++) {
        cores[i] = new Core();
      }
      pool = new Lane[machine.cores()];
      for (int i = 0; i < pool.length; i++) {
        pool[i] = new Lane();
      }
    }
    if (lanes.length != teams.size()) {
      lanes = new Lane[teams.size()];
      System.arraycopy(pool, 0, lanes, 0, lanes.length);
    }
    for (int i = 0; i < coreCount; i++) {
      cores[i].start(i, 0, 0);
    }
    for (int i = 0; i < lanes.length; i++) {
      start(lanes[i], teams.get(i), problem, keys, values);
    }
  }

  private void start(Lane lane, Team team, Problem problem, int keys, int values) {
    lane.start(team, grid.rowBlocks());
    if (lane.cores.length != lane.size) {
      lane.cores = new Core[lane.size];
    }
    for (int c = 0; c < lane.size; c++) {
      Core core = cores[team.core(c)];
      core.start(team.core(c), c, order.usesKeys() && order.usesValues() ? 0 : tiles);
      lane.cores[c] = core;
    }
    lane.steps = lane.blocks + order.drain() * lane.size;
    boolean prefetches = order != StepOrder.ALONE;
    int copies = problem.tiling().kvBuffers();
    Residents[] residents = lane.residents;
    boolean byTile = order == StepOrder.ONE_PASS;
    int residentKeys = order.usesKeys() ? keys : 0;
    int residentValues = order.usesValues() ? values : 0;
    residents[KEYS].start(team, lane.cores, residentKeys, copies, prefetches, byTile);
    residents[VALUES].start(team, lane.cores, residentValues, copies, prefetches, byTile);
  }

  // ---- emission: what goes into the load queues, in which order

  private void prologue(Lane lane) {
    int size = lane.size;
    switch (order) {
      case ALONE -> {}
      case IN_TURN -> {
        inputs(lane, size - 1);
        lane.residents[KEYS].fetchFirstGroup();
        for (int n = 0; n < size; n++) {
          announceKeys(lane, n);
          announceValues(lane, n);
        }
        lane.residents[VALUES].fetchFirstGroup();
      }
      case STREAMS, ROUNDS -> {
        inputs(lane, size - 1);
        lane.residents[KEYS].fetchFirstGroup();
        for (int n = 0; n < size; n++) {
          announceKeys(lane, n);
        }
        inputs(lane, 2 * size - 1);
        lane.residents[VALUES].fetchFirstGroup();
      }
      case SCORES, PROBABILITIES -> {
        inputs(lane, size - 1);
        lane.residents[KEYS].fetchFirstGroup();
        for (int n = 0; n < size; n++) {
          announceKeys(lane, n);
        }
      }
      case ONE_PASS -> {
        inputs(lane, size - 1);
        lane.residents[KEYS].fetchFirstGroup();
        for (int n = 0; n < size; n++) {
          announceOnePass(lane, n);
        }
        inputs(lane, 2 * size - 1);
        lane.residents[VALUES].fetchFirstGroup();
      }
      case SOFTMAX -> inputs(lane, size - 1);
      case OUTPUTS -> {
        inputs(lane, size - 1);
        for (int n = 0; n < size; n++) {
          announceValues(lane, n);
        }
        lane.residents[VALUES].fetchFirstGroup();
      }
    }
  }

  private void emit() {
    for (Lane lane : lanes) {
      while (lane.step < lane.steps && !lane.isBlocked()) {
        if (lane == lanes[0]) {
          skip();
        }
        step(lane, lane.step++);
      }
    }
  }

  private void step(Lane lane, int n) {
    int size = lane.size;
    Core core = lane.cores[n % size];
    switch (order) {
      case IN_TURN -> {
        announceKeys(lane, n + size);
        announceValues(lane, n + size);
        inputs(lane, n + size);
        scores(lane, n);
        outputs(lane, n);
      }
      case ALONE -> {
        inputs(lane, n);
        announceKeys(lane, n);
        announceValues(lane, n);
        scores(lane, n);
        outputs(lane, n);
      }
      case STREAMS -> {
        announceValues(lane, n - size);
        announceKeys(lane, n + size);
        inputs(lane, n + size);
        outputs(lane, n - 2 * size);
        scores(lane, n);
      }
      case ROUNDS -> {
        announceRound(lane, n + size);
        inputs(lane, n + size);
        round(lane, n);
      }
      case SCORES, PROBABILITIES -> {
        announceKeys(lane, n + size);
        inputs(lane, n + size);
        scores(lane, n);
      }
      case ONE_PASS -> {
        announceOnePass(lane, n + size);
        inputs(lane, n + size);
        onePass(lane, n);
      }
      case SOFTMAX -> inputs(lane, n + size);
      case OUTPUTS -> {
        announceValues(lane, n + size);
        inputs(lane, n + size);
        outputs(lane, n);
      }
    }
    core.emitted++;
    run(core, lane);
    if (size == 1) {
      refresh(core, lane);
    } else {
      refresh(lane);
    }
  }

  private static boolean has(Lane lane, int n) {
    return 0 <= n && n < lane.blocks;
  }

  /** Loads Q, or the scores, of the row blocks up to {@code n}. */
  private void inputs(Lane lane, int n) {
    while (lane.nextInput <= n && lane.nextInput < lane.blocks) {
      int next = lane.nextInput++;
      Core core = lane.cores[lane.size == 1 ? 0 : next % lane.size];
      lane.look(next + lane.skippedBlocks);
      boolean last = lane.indexInGroup + lane.size >= lane.blocksInGroup;
      int size = lane.rowBlock < fullRowBlocks ? TaskCycles.FULL : TaskCycles.LAST;
      int turn = core.introduced;
      core.introduce(size, lane.ordinal - lane.residents[KEYS].skippedGroups, last);
      switch (order) {
        case SOFTMAX -> core.enqueue(Core.SCORE_ROW, turn, 0, 1);
        case OUTPUTS -> core.enqueue(Core.SCORE_TILES, turn, 0, tiles);
        case IN_TURN, ALONE, STREAMS, ROUNDS, ONE_PASS, SCORES, PROBABILITIES ->
            core.enqueue(Core.QUERY, turn, 0, 1);
      }
    }
  }

  private void announceKeys(Lane lane, int n) {
    if (stagesKeys && has(lane, n)) {
      int first = cycles.resident[KEYS];
      lane.cores[n % lane.size].announce(KEYS, first, tiles, tiles - first);
    }
  }

  private void announceValues(Lane lane, int n) {
    if (stagesValues && has(lane, n)) {
      int first = cycles.resident[VALUES];
      lane.cores[n % lane.size].announce(VALUES, first, tiles, tiles - first);
    }
  }

  /** Announces the sub-tiles of a round of split arrays, V and K in turn. */
  private void announceRound(Lane lane, int n) {
    if (!stagesKeys && !stagesValues) {
      return;
    }
    boolean keys = stagesKeys && has(lane, n);
    boolean values = stagesValues && has(lane, n - 2 * lane.size);
    Core core = lane.cores[n % lane.size];
    if (keys && values) {
      int first = Math.min(cycles.resident[KEYS], cycles.resident[VALUES]);
      int count = 2 * tiles - cycles.resident[KEYS] - cycles.resident[VALUES];
      core.announce(Core.BOTH, first, tiles, count);
    } else if (keys) {
      announceKeys(lane, n);
    } else if (values) {
      announceValues(lane, n - 2 * lane.size);
    }
  }

  private void scores(Lane lane, int n) {
    if (has(lane, n)) {
      product(lane, n, lane.residents[KEYS]);
    }
  }

  private void outputs(Lane lane, int n) {
    if (has(lane, n)) {
      product(lane, n, lane.residents[VALUES]);
    }
  }

  private void product(Lane lane, int n, Residents residents) {
    usesResidents(lane, n, residents);
    int staged = tiles - cycles.resident[residents.product];
    if (staged > 0) {
      lane.cores[n % lane.size].use(staged);
    }
    passed(lane, n, residents);
  }

  private static void usesResidents(Lane lane, int n, Residents residents) {
    if (residents.count > 0) {
      int ordinal = ordinal(lane, n);
      residents.demand(ordinal);
      residents.used(ordinal);
    }
  }

  private static void passed(Lane lane, int n, Residents residents) {
    if (residents.count > 0 && residents.copies() > 1) {
      int indexInGroup = lane.team.indexInGroup(n + lane.skippedBlocks);
      residents.passed(ordinal(lane, n), indexInGroup);
    }
  }

  private static int ordinal(Lane lane, int n) {
    Core core = lane.cores[n % lane.size];
    return core.ordinal[(n / lane.size) & core.turnMask];
  }

  /** O of the row block two before, and S of row block {@code n}, on the two halves. */
  private void round(Lane lane, int n) {
    int done = n - 2 * lane.size;
    boolean hasOutputs = has(lane, done);
    boolean hasScores = has(lane, n);
    Residents keys = lane.residents[KEYS];
    Residents values = lane.residents[VALUES];
    Core core = lane.cores[n % lane.size];
    core.roundStaged[core.emitted & core.turnMask] = core.used;
    int stagedValues = hasOutputs ? tiles - cycles.resident[VALUES] : 0;
    int stagedKeys = hasScores ? tiles - cycles.resident[KEYS] : 0;
    if (hasOutputs) {
      usesResidents(lane, done, values);
      if (stagedValues == 0) {
        passed(lane, done, values);
      }
    }
    if (hasScores) {
      usesResidents(lane, n, keys);
      if (stagedKeys == 0) {
        passed(lane, n, keys);
      }
    }
    int lastKey = stagedKeys > 0 && stagedValues > 0 ? 1 : 0;
    if (stagedValues > 0) {
      core.use(stagedValues + stagedKeys - lastKey);
      passed(lane, done, values);
      core.use(lastKey);
    } else if (stagedKeys > 0) {
      core.use(stagedKeys);
    }
    if (stagedKeys > 0) {
      passed(lane, n, keys);
    }
  }

  // ---- emission of one pass

  /** Announces what the sub-tiles of row block {@code n} need, or the last ones of the core. */
  private void announceOnePass(Lane lane, int n) {
    if (!stagesKeys && !stagesValues) {
      return;
    }
    Core core = lane.cores[n % lane.size];
    int values = cycles.resident[VALUES];
    if (has(lane, n)) {
      core.announce(stagedOfRow(n / lane.size));
    } else if (core.introduced > 0 && !core.tailAnnounced) {
      core.tailAnnounced = true;
      int tail = 0;
      for (int back = 1; back <= 2; back++) {
        int tile = Math.floorMod(-back, tiles);
        boolean exists = core.introduced * (long) tiles >= back;
        tail += exists && tile >= values ? 1 : 0;
      }
      core.announce(tail);
    }
  }

  /** Staged sub-tiles that a core uses beside the scores of a row block. */
  private int stagedOfRow(int turn) {
    int keys = tiles - cycles.resident[KEYS];
    int before = turn == 0 ? 2 : tiles == 1 && turn == 1 ? 1 : 0;
    int values = tiles - cycles.resident[VALUES];
    return keys + (before == 0 ? values : Math.max(0, values - before));
  }

  private void onePass(Lane lane, int n) {
    Core core = lane.cores[n % lane.size];
    if (!has(lane, n)) {
      core.order(Core.DRAIN);
      emitOutput(lane, core);
      age(core, Core.NONE, 0);
      return;
    }
    core.order(Core.ROW_BLOCK);
    int turn = n / lane.size;
    Residents keys = lane.residents[KEYS];
    if (keys.count == 0 && lane.residents[VALUES].count == 0) {
      core.use(stagedOfRow(turn));
      age(core, tiles == 1 ? core.emittedLastTurn : turn, Math.max(0, tiles - 2));
      age(core, turn, tiles - 1);
      return;
    }
    int ordinal = ordinal(lane, n);
    for (int tile = 0; tile < tiles; tile++) {
      emitOutput(lane, core);
      if (tile < keys.count) {
        if (!keys.comes(ordinal, tile)) {
          throw new IllegalStateException("A sub-tile of K is wanted before its slot is free.");
        }
        keys.used(ordinal, tile);
      } else {
        core.use(1);
      }
      if (tile == tiles - 1) {
        passed(lane, n, keys);
      }
      age(core, turn, tile);
    }
  }

  private static void age(Core core, int turn, int tile) {
    core.emittedSecondTurn = core.emittedLastTurn;
    core.emittedSecondTile = core.emittedLastTile;
    core.emittedLastTurn = turn;
    core.emittedLastTile = tile;
  }

  /** Emits the product with V of the sub-tile before the last, if it was not yet. */
  private boolean emitOutput(Lane lane, Core core) {
    int turn = core.emittedSecondTurn;
    if (turn == Core.NONE) {
      return false;
    }
    core.emittedSecondTurn = Core.NONE;
    int tile = core.emittedSecondTile;
    int n = turn * lane.size + core.indexInTeam;
    Residents values = lane.residents[VALUES];
    if (tile < values.count) {
      int ordinal = core.ordinal[turn & core.turnMask];
      makeWay(lane, n, ordinal, tile);
      values.used(ordinal, tile);
    } else {
      core.use(1);
    }
    if (tile == tiles - 1) {
      passed(lane, n, values);
    }
    return true;
  }

  /** Drains the other cores of earlier row blocks while the slot of this one's V is in use. */
  private void makeWay(Lane lane, int n, int ordinal, int tile) {
    Residents values = lane.residents[VALUES];
    for (int earlier = Math.max(0, n - 2 * lane.size); earlier < n; earlier++) {
      if (values.comes(ordinal, tile)) {
        return;
      }
      drain(lane, lane.cores[earlier % lane.size], earlier);
    }
    if (!values.comes(ordinal, tile)) {
      throw new IllegalStateException("A sub-tile of V is wanted before its slot is free.");
    }
  }

  private void drain(Lane lane, Core core, int n) {
    if (core.emittedSecondTurn * lane.size + core.indexInTeam <= n && emitOutput(lane, core)) {
      core.order(Core.OUTPUT);
    }
    int last = core.emittedLastTurn;
    if (core.emittedSecondTurn == Core.NONE
        && last != Core.NONE
        && last * lane.size + core.indexInTeam <= n
        && core.emittedLastTile < lane.residents[VALUES].count) {
      core.order(Core.RESCALE);
      age(core, Core.NONE, 0);
      if (emitOutput(lane, core)) {
        core.order(Core.OUTPUT);
      }
    }
  }

  // ---- the channel

  /** Grants the channel to the transfer that has been ready longest; false when there is none. */
  private boolean grant() {
    Core winner = null;
    Lane lane = null;
    boolean store = false;
    long since = Core.NEVER;
    for (Lane of : lanes) {
      for (Core core : of.cores) {
        if (core.loadSince < since) {
          since = core.loadSince;
          winner = core;
          lane = of;
          store = false;
        }
        if (core.storeSince < since) {
          since = core.storeSince;
          winner = core;
          lane = of;
          store = true;
        }
      }
    }
    if (winner == null || lane == null) {
      return false;
    }
    long start = Math.max(channelFree, since);
    int granted = Core.STORE;
    if (store) {
      store(winner, start);
    } else {
      granted = load(winner, lane, start);
    }
    latest = Math.max(latest, channelFree + latency);
    if (lane.size == 1) {
      if (letsGoOn(winner, granted)) {
        run(winner, lane);
        refresh(winner, lane);
      } else {
        refreshQueue(winner, lane, store);
      }

    } else {
      for (Core core : lane.cores) {
        run(core, lane);
      }
      refresh(lane);
    }
    if (skipsSubTiles && granted == Core.STAGED) {
      channelFree += subTiles.skip(winner, cores, coreCount, channelFree);
    }
    return true;
  }

  /**
   * Whether a core goes on after a grant. One that waits for resident sub-tiles waits for the last
   * of a batch, unless it reads them for the last time, so that others may take their places.
   */
  private static boolean letsGoOn(Core core, int granted) {
    if (core.waitsFor != granted) {
      return core.waitsFor == Core.ANYTHING;
    }
    return granted > VALUES || core.readsLast || core.batchDone;
  }

  private int load(Core core, Lane lane, long start) {
    int at = core.head & (core.kind.length - 1);
    int kind = core.kind[at];
    int j = core.from[at];
    int step = 1;
    switch (kind) {
      case Core.KEYS, Core.VALUES -> {
        channelFree = start + cycles.kvTile(kind, j);
        lane.residents[kind].granted(core, core.about[at], j, channelFree + latency);
        step = lane.size;
      }
      case Core.STAGED -> {
        channelFree =
            start
                + (order == StepOrder.ONE_PASS
                    ? onePassTransfer(core, lane)
                    : stagedTransfer(core));
        core.stagedUsable[core.stagedGranted & 1] = channelFree + latency;
        core.stagedGranted++;
      }
      case Core.SCORE_TILES -> {
        int turn = core.about[at];
        int size = core.size[turn & core.turnMask];
        channelFree =
            start + (j == tiles - 1 ? cycles.lastScoreTile[size] : cycles.scoreTile[size]);
        core.tileMoved[turn & 1][j] = channelFree + latency;
        core.tilesTurn = turn;
        core.tilesMoved = j + 1;
      }
      default -> {
        int turn = core.about[at] & core.turnMask;
        int size = core.size[turn];
        channelFree = start + (kind == Core.QUERY ? cycles.query[size] : cycles.scoreRow[size]);
        core.inputUsable[turn] = channelFree + latency;
      }
    }
    core.loadFree = channelFree;
    core.from[at] = j + step;
    core.batchDone = j + step >= core.to[at];
    if (core.batchDone) {
      core.head++;
    }
    return kind;
  }

  private long stagedTransfer(Core core) {
    int at = core.segmentHead & (core.segment.length - 1);
    int kind = core.segment[at];
    int j = core.segmentFrom[at];
    int product = kind;
    boolean next = true;
    if (kind == Core.BOTH) {
      boolean valueComes = core.segmentTo[at] >= 0;
      product = valueComes && j >= cycles.resident[VALUES] ? VALUES : KEYS;
      boolean keyFollows = product == VALUES && j >= cycles.resident[KEYS];
      next = !keyFollows;
      core.segmentTo[at] = keyFollows ? -1 : tiles;
    }
    if (next) {
      core.segmentFrom[at]++;
      if (core.segmentFrom[at] == tiles) {
        core.segmentHead++;
      }
    }
    return cycles.kvTile(product, j);
  }

  /** The transfer of the next staged sub-tile of one pass: V of sub-tile k − 2, then K of k. */
  private long onePassTransfer(Core core, Lane lane) {
    while (true) {
      int tile = core.loadTile;
      if (!core.loadsKey) {
        core.loadsKey = true;
        int values = tile >= 2 ? tile - 2 : Math.floorMod(tile - 2, tiles);
        int turn = core.loadTurn - (tile >= 2 ? 0 : tiles == 1 ? 2 : 1);
        if (turn >= 0 && values >= cycles.resident[VALUES]) {
          return cycles.kvTile(VALUES, values);
        }
      } else {
        core.loadsKey = false;
        int turn = core.loadTurn;
        core.loadTile++;
        if (core.loadTile == tiles) {
          core.loadTile = 0;
          core.loadTurn++;
        }
        if (tile >= cycles.resident[KEYS] && hasTurn(core, lane, turn)) {
          return cycles.kvTile(KEYS, tile);
        }
      }
    }
  }

  private void store(Core core, long start) {
    int at = core.stored & core.turnMask;
    int size = core.size[at];
    switch (order) {
      case SCORES -> {
        int j = core.storedTile++;
        channelFree =
            start + (j == tiles - 1 ? cycles.lastStoredTile[size] : cycles.storedTile[size]);
        core.tileMoved[core.stored & 1][j] = channelFree;
        core.tilesTurn = core.stored;
        core.tilesMoved = j + 1;
        if (j == tiles - 1) {
          core.storedTile = 0;
          core.stored++;
        }
      }
      case SOFTMAX, PROBABILITIES -> {
        channelFree = start + cycles.storedRow[size];
        core.released[at] = channelFree;
        core.stored++;
      }
      case IN_TURN, ALONE, STREAMS, ROUNDS, ONE_PASS, OUTPUTS -> {
        channelFree = start + cycles.output[size];
        core.released[at] = channelFree;
        core.stored++;
      }
    }
    core.storeFree = channelFree;
  }

  private void refresh(Lane lane) {
    for (Core core : lane.cores) {
      refresh(core, lane);
    }
  }

  /** Finds out since when the heads of a core's two queues are ready. */
  private void refresh(Core core, Lane lane) {
    refreshQueue(core, lane, false);
    refreshQueue(core, lane, true);
  }

  private void refreshQueue(Core core, Lane lane, boolean store) {
    if (store) {
      long ready = storeReady(core);
      core.storeSince = ready < 0 ? Core.NEVER : Math.max(ready, core.storeFree);
    }
    // a store may let a load go ahead
    long ready = core.head < core.tail ? loadReady(core, lane) : Core.UNKNOWN;
    core.loadSince = ready < 0 ? Core.NEVER : Math.max(ready, core.loadFree);
  }

  private long loadReady(Core core, Lane lane) {
    int at = core.head & (core.kind.length - 1);
    int kind = core.kind[at];
    long ready =
        switch (kind) {
          case Core.KEYS, Core.VALUES ->
              lane.residents[kind].slotFree(core.about[at], core.from[at]);
          case Core.QUERY -> {
            int turn = core.about[at] - 2;
            yield turn < 0 ? 0 : core.scoresEnd[turn & core.turnMask];
          }
          case Core.STAGED -> {
            int before = core.stagedGranted - 2;
            yield before < 0
                ? 0
                : core.stagedReadBy[before & 1] == before
                    ? core.stagedReadAt[before & 1]
                    : Core.UNKNOWN;
          }
          case Core.SCORE_ROW -> {
            int turn = core.about[at] - 3;
            yield turn < 0 ? 0 : core.released[turn & core.turnMask];
          }
          default -> scoreTileFree(core, core.about[at] - 2, core.from[at]);
        };
    if (order == StepOrder.ALONE && core.after[at] > 0 && ready >= 0) {
      long before = core.released[(core.after[at] - 1) & core.turnMask];
      return before < 0 ? before : Math.max(ready, before + latency);
    }
    return ready;
  }

  private static long scoreTileFree(Core core, int turn, int j) {
    if (turn < 0) {
      return 0;
    }
    boolean read = turn < core.step || (turn == core.step && j < core.tile[0]);
    return read ? core.tileEnd[turn & 1][j] : Core.UNKNOWN;
  }

  private long storeReady(Core core) {
    int turn = core.stored;
    if (turn >= core.introduced) {
      return Core.UNKNOWN;
    }
    return switch (order) {
      case SCORES -> {
        int j = core.storedTile;
        boolean made = turn < core.step || (turn == core.step && j < core.tile[0]);
        yield made ? core.tileEnd[turn & 1][j] : Core.UNKNOWN;
      }
      case SOFTMAX, PROBABILITIES -> core.softmaxEnd[turn & core.turnMask];
      case IN_TURN, ALONE, STREAMS, ROUNDS, ONE_PASS, OUTPUTS ->
          core.outputEnd[turn & core.turnMask];
    };
  }

  // ---- the matrix and vector units

  /** Lets a core go on as far as it can. */
  private void run(Core core, Lane lane) {
    if (order == StepOrder.ONE_PASS) {
      runOnePass(core, lane);
      return;
    }
    while (core.step < core.emitted) {
      boolean done =
          switch (order) {
            case IN_TURN, ALONE -> {
              if (core.phase == 0 && runScores(core, lane, core.step)) {
                core.phase = 1;
              }
              yield core.phase == 1 && runOutputs(core, lane, core.step);
            }
            case STREAMS -> {
              if (core.phase == 0 && runOutputs(core, lane, core.step - 2)) {
                core.phase = 1;
              }
              yield core.phase == 1 && runScores(core, lane, core.step);
            }
            case ROUNDS -> runRound(core, lane);
            case SCORES, PROBABILITIES -> runScores(core, lane, core.step);
            case ONE_PASS -> throw new IllegalStateException("One pass goes by sub-tiles.");
            case SOFTMAX -> runSoftmax(core);
            case OUTPUTS -> runOutputs(core, lane, core.step);
          };
      if (!done) {
        return;
      }
      core.phase = 0;
      core.step++;
    }
    core.waitsFor = Core.NOTHING;
  }

  private boolean waits(Core core, int grant) {
    core.waitsFor = order == StepOrder.ROUNDS ? Core.ANYTHING : grant;
    return false;
  }

  private static boolean hasTurn(Core core, Lane lane, int turn) {
    return turn >= 0 && turn * lane.size + core.indexInTeam < lane.blocks;
  }

  private boolean runScores(Core core, Lane lane, int turn) {
    if (!hasTurn(core, lane, turn)) {
      return true;
    }
    int at = turn & core.turnMask;
    if (core.tile[0] == 0) {
      long ready = core.inputUsable[at];
      if (ready < 0) {
        return waits(core, Core.QUERY);
      }
      if (order == StepOrder.PROBABILITIES && turn >= 3) {
        long free = core.released[(turn - 3) & core.turnMask];
        if (free < 0) {
          return waits(core, Core.STORE);
        }
        ready = Math.max(ready, free);
      }
      core.matrixFree[0] = Math.max(core.matrixFree[0], ready);
    }
    boolean done =
        order == StepOrder.SCORES
            ? runStoredScores(core, lane, turn)
            : runProduct(core, lane, turn, KEYS, 0);
    if (!done) {
      return false;
    }
    long end = core.matrixFree[0];
    core.scoresEnd[at] = end;
    if (order != StepOrder.ROUNDS && order != StepOrder.SCORES) {
      core.vectorFree = Math.max(core.vectorFree, end) + cycles.softmax[core.size[at]];
      core.softmaxEnd[at] = core.vectorFree;
    }
    return true;
  }

  private boolean runOutputs(Core core, Lane lane, int turn) {
    if (!hasTurn(core, lane, turn)) {
      return true;
    }
    int unit = order == StepOrder.ROUNDS ? 1 : 0;
    int at = turn & core.turnMask;
    if (core.tile[unit] == 0) {
      long ready = order == StepOrder.OUTPUTS ? 0 : core.softmaxEnd[at];
      if (turn >= 2) {
        long free = core.released[(turn - 2) & core.turnMask];
        if (free < 0) {
          return waits(core, Core.STORE);
        }
        ready = Math.max(ready, free);
      }
      core.matrixFree[unit] = Math.max(core.matrixFree[unit], ready);
    }
    boolean done =
        order == StepOrder.OUTPUTS
            ? runLoadedOutputs(core, lane, turn)
            : runProduct(core, lane, turn, VALUES, unit);
    if (!done) {
      return false;
    }
    core.outputEnd[at] = core.matrixFree[unit];
    return true;
  }

  private boolean runSoftmax(Core core) {
    int at = core.step & core.turnMask;
    long ready = core.inputUsable[at];
    if (ready < 0) {
      return waits(core, Core.SCORE_ROW);
    }
    core.vectorFree = Math.max(core.vectorFree, ready) + cycles.softmax[core.size[at]];
    core.softmaxEnd[at] = core.vectorFree;
    return true;
  }

  private boolean runRound(Core core, Lane lane) {
    if (!core.productDone[KEYS]) {
      core.productDone[KEYS] = runScores(core, lane, core.step);
    }
    if (!core.productDone[VALUES]) {
      core.productDone[VALUES] = runOutputs(core, lane, core.step - 2);
    }
    if (!core.productDone[KEYS] || !core.productDone[VALUES]) {
      return false;
    }
    if (hasTurn(core, lane, core.step - 1)) {
      int at = (core.step - 1) & core.turnMask;
      core.vectorFree = core.roundStart + cycles.softmax[core.size[at]];
      core.softmaxEnd[at] = core.vectorFree;
    }
    long end = Math.max(core.vectorFree, Math.max(core.matrixFree[0], core.matrixFree[1]));
    core.vectorFree = end;
    core.matrixFree[0] = end;
    core.matrixFree[1] = end;
    core.roundStart = end;
    core.productDone[KEYS] = false;
    core.productDone[VALUES] = false;
    return true;
  }

  /** Goes on with a product's sub-tiles, resident ones first; whether all are done. */
  private boolean runProduct(Core core, Lane lane, int turn, int product, int unit) {
    int at = turn & core.turnMask;
    int size = core.size[at];
    int ordinal = core.ordinal[at];
    int j = core.tile[unit];
    long end = core.matrixFree[unit];
    int residentTiles = cycles.resident[product];
    if (j < residentTiles) {
      Residents residents = lane.residents[product];
      int copy = residents.copy(ordinal);
      boolean lastUse = core.lastUse[at];
      boolean complete = residents.complete(ordinal);
      if (j == 0 && complete && residents.latest[copy] <= end) {
        core.settled[product] = ordinal;
        if (lastUse) {
          long[] reads = residents.reads(copy, core.indexInTeam);
          long read = end + cycles.tile(product, size, 0);
          reads[0] = read;
          long other = cycles.other[product][size];
          for (int i = 1; i < residentTiles - 1; i++) {
            read += other;
            reads[i] = read;
          }
          reads[residentTiles - 1] = end + cycles.wholeResident[product][size];
          core.readOrdinal[product][copy] = ordinal;
          core.readTiles[product][copy] = residentTiles;
        }
        end += cycles.wholeResident[product][size];
        j = residentTiles;
      } else {
        long[] usable = residents.usable[copy];
        long[] reads = residents.reads(copy, core.indexInTeam);
        for (; j < residentTiles && (complete || residents.isGranted(ordinal, j)); j++) {
          end = Math.max(end, usable[j]) + cycles.tile(product, size, j);
          if (lastUse) {
            reads[j] = end;
          }
        }
        if (lastUse) {
          core.readOrdinal[product][copy] = ordinal;
          core.readTiles[product][copy] = j;
        }
      }
    }
    if (j >= residentTiles) {
      for (; j < tiles; j++) {
        int sequence =
            order == StepOrder.ROUNDS ? roundSequence(core, lane, product, j) : core.stagedRead;
        if (core.stagedGranted <= sequence) {
          break;
        }
        end = Math.max(end, core.stagedUsable[sequence & 1]) + cycles.tile(product, size, j);
        core.stagedReadAt[sequence & 1] = end;
        core.stagedReadBy[sequence & 1] = sequence;
        core.stagedRead++;
      }
    }
    core.matrixFree[unit] = end;
    if (j < tiles) {
      core.tile[unit] = j;
      core.readsLast = core.lastUse[at];
      core.product = product;
      return waits(core, j < residentTiles ? product : Core.STAGED);
    }
    core.tile[unit] = 0;
    return true;
  }

  // ---- one pass

  private void runOnePass(Core core, Lane lane) {
    while (core.orderHead < core.orderTail) {
      int stage = core.order[core.orderHead & (core.order.length - 1)];
      boolean done =
          switch (stage) {
            case Core.ROW_BLOCK -> runSubTiles(core, lane);
            case Core.RESCALE -> {
              rescaleLast(core);
              ageLast(core);
              yield true;
            }
            default -> runOutput(core, lane);
          };
      if (!done) {
        return;
      }
      core.orderHead++;
      if (stage == Core.DRAIN) {
        rescaleLast(core);
        ageLast(core);
      }
      if (stage == Core.ROW_BLOCK || stage == Core.DRAIN) {
        core.step++;
      }
    }
    core.waitsFor = Core.NOTHING;
  }

  private boolean runSubTiles(Core core, Lane lane) {
    for (; core.tile[0] < tiles; core.tile[0]++) {
      if (core.phase == 0) {
        if (!runOutput(core, lane)) {
          return false;
        }
        rescaleLast(core);
        core.phase = 1;
      }
      if (!runScoreTile(core, lane, core.tile[0])) {
        return false;
      }
      core.phase = 0;
    }
    core.tile[0] = 0;
    return true;
  }

  private static void ageLast(Core core) {
    core.secondTurn = core.lastTurn;
    core.secondTile = core.lastTile;
    core.secondParity = core.lastParity;
    core.lastTurn = Core.NONE;
  }

  private void rescaleLast(Core core) {
    if (core.lastTurn != Core.NONE && core.lastTile > 0) {
      long duration = cycles.rescale[core.size[core.lastTurn & core.turnMask]];
      core.vectorFree = Math.max(core.vectorFree, core.valuesEnd) + duration;
      core.rescaleEnd[core.lastParity] = core.vectorFree;
    }
  }

  private boolean runScoreTile(Core core, Lane lane, int tile) {
    int turn = core.step;
    int at = turn & core.turnMask;
    int size = core.size[at];
    long ready = 0;
    if (tile == 0) {
      ready = core.inputUsable[at];
      if (ready < 0) {
        return waits(core, Core.QUERY);
      }
    }
    Residents residents = lane.residents[KEYS];
    int ordinal = core.ordinal[at];
    int copy = residents.copy(ordinal);
    long came = inputTile(core, residents, copy, ordinal, tile);
    if (came < 0) {
      core.readsLast = true;
      return waits(core, tile < residents.count ? KEYS : Core.STAGED);
    }
    long end = Math.max(core.matrixFree[0], Math.max(ready, came)) + cycles.tile(KEYS, size, tile);
    core.matrixFree[0] = end;
    read(core, residents, copy, at, KEYS, tile, end);
    if (tile == 0 && residents.complete(ordinal) && residents.latest[copy] <= end) {
      core.settled[KEYS] = ordinal;
    }
    if (tile == tiles - 1) {
      core.scoresEnd[at] = end;
    }
    long online = tile == tiles - 1 ? cycles.lastOnline[size] : cycles.online[size];
    core.vectorFree = Math.max(core.vectorFree, end) + online;
    ageLast(core);
    core.lastTurn = turn;
    core.lastTile = tile;
    core.lastParity = core.subTiles++ & 1;
    core.onlineEnd[core.lastParity] = core.vectorFree;
    return true;
  }

  /** The product with V of the sub-tile before the last, if there is one; false while it waits. */
  private boolean runOutput(Core core, Lane lane) {
    int turn = core.secondTurn;
    if (turn == Core.NONE) {
      return true;
    }
    int at = turn & core.turnMask;
    int tile = core.secondTile;
    int size = core.size[at];
    long ready = core.onlineEnd[core.secondParity];
    if (tile > 0) {
      ready = Math.max(ready, core.rescaleEnd[core.secondParity]);
    } else if (turn >= 2) {
      long free = core.released[(turn - 2) & core.turnMask];
      if (free < 0) {
        return waits(core, Core.STORE);
      }
      ready = Math.max(ready, free);
    }
    Residents residents = lane.residents[VALUES];
    int ordinal = core.ordinal[at];
    int copy = residents.copy(ordinal);
    long came = inputTile(core, residents, copy, ordinal, tile);
    if (came < 0) {
      core.readsLast = true;
      return waits(core, tile < residents.count ? VALUES : Core.STAGED);
    }
    long end =
        Math.max(core.matrixFree[0], Math.max(ready, came)) + cycles.tile(VALUES, size, tile);
    core.matrixFree[0] = end;
    core.valuesEnd = end;
    read(core, residents, copy, at, VALUES, tile, end);
    if (tile == 0 && residents.complete(ordinal) && residents.latest[copy] <= end) {
      core.settled[VALUES] = ordinal;
    }
    if (tile == tiles - 1) {
      core.vectorFree = Math.max(core.vectorFree, end) + cycles.normalize[size];
      core.outputEnd[at] = core.vectorFree;
    }
    core.secondTurn = Core.NONE;
    return true;
  }

  /** The place of a sub-tile in the order in which a core's staged sub-tiles are used in rounds. */
  private int roundSequence(Core core, Lane lane, int product, int j) {
    boolean hasScores = hasTurn(core, lane, core.step);
    boolean hasOutputs = hasTurn(core, lane, core.step - 2);
    int through = product == KEYS ? j + 1 : j;
    int values = hasOutputs ? Math.max(0, through - cycles.resident[VALUES]) : 0;
    int keys = hasScores ? Math.max(0, j - cycles.resident[KEYS]) : 0;
    return core.roundStaged[core.step & core.turnMask] + values + keys;
  }

  /** S sub-tile by sub-tile, each to be stored. */
  private boolean runStoredScores(Core core, Lane lane, int turn) {
    int at = turn & core.turnMask;
    int size = core.size[at];
    int ordinal = core.ordinal[at];
    Residents residents = lane.residents[KEYS];
    int copy = residents.copy(ordinal);
    long end = core.matrixFree[0];
    int j = core.tile[0];
    if (j == 0 && residents.complete(ordinal) && residents.latest[copy] <= end) {
      core.settled[KEYS] = ordinal;
    }
    for (; j < tiles; j++) {
      long ready = inputTile(core, residents, copy, ordinal, j);
      if (ready < 0) {
        break;
      }
      if (turn >= 2) {
        boolean moved =
            core.tilesTurn > turn - 2 || (core.tilesTurn == turn - 2 && core.tilesMoved > j);
        if (!moved) {
          break;
        }
        ready = Math.max(ready, core.tileMoved[turn & 1][j]);
      }
      end = Math.max(end, ready) + cycles.tile(KEYS, size, j);
      core.tileEnd[turn & 1][j] = end;
      read(core, residents, copy, at, KEYS, j, end);
    }
    return ended(core, j, end);
  }

  /** O sub-tile by sub-tile from P that comes from DRAM. */
  private boolean runLoadedOutputs(Core core, Lane lane, int turn) {
    int at = turn & core.turnMask;
    int size = core.size[at];
    int ordinal = core.ordinal[at];
    Residents residents = lane.residents[VALUES];
    int copy = residents.copy(ordinal);
    long end = core.matrixFree[0];
    int j = core.tile[0];
    if (j == 0 && residents.complete(ordinal) && residents.latest[copy] <= end) {
      core.settled[VALUES] = ordinal;
    }
    for (; j < tiles; j++) {
      boolean came = core.tilesTurn > turn || (core.tilesTurn == turn && core.tilesMoved > j);
      if (!came) {
        break;
      }
      long ready = inputTile(core, residents, copy, ordinal, j);
      if (ready < 0) {
        break;
      }
      ready = Math.max(ready, core.tileMoved[turn & 1][j]);
      end = Math.max(end, ready) + cycles.tile(VALUES, size, j);
      core.tileEnd[turn & 1][j] = end;
      read(core, residents, copy, at, VALUES, j, end);
    }
    return ended(core, j, end);
  }

  private boolean ended(Core core, int j, long end) {
    core.matrixFree[0] = end;
    if (j < tiles) {
      core.tile[0] = j;
      return waits(core, Core.ANYTHING);
    }
    core.tile[0] = 0;
    return true;
  }

  /** When a sub-tile of K or V is usable; unknown while it is not granted. */
  private static long inputTile(Core core, Residents residents, int copy, int ordinal, int j) {
    if (j < residents.count) {
      return residents.isGranted(ordinal, j) ? residents.usable[copy][j] : Core.UNKNOWN;
    }
    return core.stagedGranted > core.stagedRead
        ? core.stagedUsable[core.stagedRead & 1]
        : Core.UNKNOWN;
  }

  private static void read(
      Core core, Residents residents, int copy, int at, int product, int j, long end) {
    if (j >= residents.count) {
      core.stagedReadAt[core.stagedRead & 1] = end;
      core.stagedReadBy[core.stagedRead & 1] = core.stagedRead;
      core.stagedRead++;
    } else if (core.lastUse[at]) {
      residents.reads(copy, core.indexInTeam)[j] = end;
      core.readOrdinal[product][copy] = core.ordinal[at];
      core.readTiles[product][copy] = j + 1;
    }
  }

  // ---- skipping what repeats

  /** Skips what repeats, if the relative state is one seen before. */
  private void skip() {
    Lane first = lanes[0];
    if (first.step >= first.blocks) {
      return;
    }
    int n = first.step + first.skippedBlocks;
    if (first.team.indexInGroup(n) == 0) {
      if (first.step > 0 && first.team.groups() > 2) {
        skipGroups();
      }
    } else if (fullRowBlocks > 3) {
      skipBlocks();
    }
  }

  private void skipBlocks() {
    int room = Integer.MAX_VALUE;
    for (Lane lane : lanes) {
      room = Math.min(room, steadyBlocks(lane));
      if (room < 2) {
        return;
      }
    }
    Lane first = lanes[0];
    int head = first.team.head(first.step + first.skippedBlocks);
    if (head != seenHead) {
      seenHead = head;
      blockHistory.clear();
    }
    History.Moment now = blockHistory.fresh();
    describe(now, false);
    History.Moment then = blockHistory.seen();
    if (then != null) {
      int period = now.step - then.step;
      int periods = room / period;
      if (periods > 0) {
        skippedCycles += periods * (now.cycle - then.cycle);
        int blocks = periods * period;
        for (Lane lane : lanes) {
          for (Residents residents : lane.residents) {
            residents.skipBlocks(ordinal(lane, lane.step), blocks);
          }
          skip(lane, blocks);
        }
        blockHistory.clear();
        return;
      }
    }
    blockHistory.keep();
  }

  private static void skip(Lane lane, int blocks) {
    lane.skippedBlocks += blocks;
    lane.blocks -= blocks;
    lane.steps -= blocks;
  }

  /** Row blocks from a lane's next step on after which all are still alike; 0 if they are not. */
  private int steadyBlocks(Lane lane) {
    Team team = lane.team;
    if (lane.step >= lane.blocks) {
      return 0;
    }
    int n = lane.step + lane.skippedBlocks;
    int ordinal = ordinal(lane, lane.step);
    for (Residents residents : lane.residents) {
      if (!residents.rests(ordinal)) {
        return 0;
      }
      for (Core core : lane.cores) {
        if (residents.count > 0 && core.settled[residents.product] != ordinal) {
          return 0;
        }
      }
    }
    int ahead = 2 * lane.size;
    int rowBlock = team.rowBlock(n);
    if (rowBlock < (ahead + 1) * team.blockStride()) {
      return 0;
    }
    return (fullRowBlocks - 1 - rowBlock) / team.blockStride() - ahead;
  }

  private void skipGroups() {
    for (Lane lane : lanes) {
      if (lane.step < 2 * lane.size || lane.step >= lane.blocks) {
        return;
      }
    }
    History.Moment now = groupHistory.fresh();
    describe(now, true);
    History.Moment then = groupHistory.seen();
    if (then != null) {
      int groups = now.ordinal - then.ordinal;
      int blocks = now.step - then.step;
      int periods = Integer.MAX_VALUE;
      for (Lane lane : lanes) {
        int n = lane.step + lane.skippedBlocks;
        int begun = lane.team.indexInGroup(n) == 0 ? 1 : 2;
        int left = lane.team.groups() - begun - lane.team.ordinal(n);
        int blocksLeft = lane.blocks - lane.step - lane.size;
        periods = Math.min(periods, Math.min(left / groups, blocksLeft / blocks));
      }
      if (periods > 0) {
        skippedCycles += periods * (now.cycle - then.cycle);
        for (Lane lane : lanes) {
          for (Residents residents : lane.residents) {
            residents.skippedGroups += periods * groups;
          }
          skip(lane, periods * blocks);
        }
        groupHistory.clear();
        return;
      }
    }
    groupHistory.keep();
  }

  /** Writes the state relative to the time at which the channel falls free. */
  private void describe(History.Moment now, boolean groups) {
    Lane first = lanes[0];
    int step = first.step + first.skippedBlocks;
    now.cycle = channelFree + skippedCycles;
    now.step = step;
    now.ordinal = first.team.ordinal(step);
    for (Lane lane : lanes) {
      int n = lane.step + lane.skippedBlocks;
      int ordinal = lane.team.ordinal(n);
      now.add(n - step);
      now.add(lane.step % lane.size);
      if (groups) {
        now.add(ordinal - now.ordinal);
        now.add(lane.team.indexInGroup(n));
        now.add(lane.team.rowBlock(n));
      }
      int ringOrdinal = ordinal - lane.residents[KEYS].skippedGroups;
      for (Core core : lane.cores) {
        describe(now, core, ringOrdinal);
      }
      if (groups) {
        for (Residents residents : lane.residents) {
          residents.describe(now, ringOrdinal, channelFree);
        }
      }
    }
  }

  private void describe(History.Moment now, Core core, int ordinal) {
    if (order != StepOrder.SOFTMAX) {
      now.add(core.matrixFree[0] - channelFree);
    }
    if (order == StepOrder.ROUNDS) {
      now.add(core.matrixFree[1] - channelFree);
    }
    if (order != StepOrder.SCORES && order != StepOrder.OUTPUTS) {
      now.add(core.vectorFree - channelFree);
    }
    now.add(core.loadFree - channelFree);
    now.add(core.storeFree - channelFree);
    int base = core.emitted;
    now.add(core.step - base);
    now.add(core.phase);
    now.add(core.tile[0]);
    now.add(core.tile[1]);
    now.add((core.productDone[0] ? 1 : 0) + (core.productDone[1] ? 2 : 0));
    now.add(core.introduced - base);
    now.add(core.stored - base);
    now.add(core.storedTile);
    for (int turn = Math.max(0, core.step - 4); turn < core.introduced; turn++) {
      int at = turn & core.turnMask;
      now.add(core.size[at]);
      now.add(relative(core.inputUsable[at]));
      now.add(relative(core.scoresEnd[at]));
      now.add(relative(core.softmaxEnd[at]));
      now.add(relative(core.outputEnd[at]));
      now.add(relative(core.released[at]));
    }
    describeTiles(now, core, base);
    if (order == StepOrder.ONE_PASS) {
      describeOnePass(now, core, base);
    }
    for (int i = core.head; i < core.tail; i++) {
      int at = i & (core.kind.length - 1);
      int kind = core.kind[at];
      now.add(kind);
      if (kind != Core.STAGED) {
        now.add(core.about[at] - (kind <= VALUES ? ordinal : base));
      }
      now.add(core.from[at]);
      now.add(core.to[at]);
      now.add(core.after[at] - base);
    }
    now.add(core.announced - core.stagedRead);
    now.add(core.used - core.stagedRead);
    now.add(core.stagedGranted - core.stagedRead);
    now.add(core.stagedRead & 1);
    if (core.segmentHead < core.segmentTail) {
      int at = core.segmentHead & (core.segment.length - 1);
      now.add(core.segment[at]);
      now.add(core.segmentFrom[at]);
      now.add(core.segmentTo[at]);
      describeStaged(now, core);
    }
  }

  private void describeStaged(History.Moment now, Core core) {
    for (int i = 0; i < 2; i++) {
      now.add(relative(core.stagedUsable[i]));
      now.add(relative(core.stagedReadAt[i]));
      now.add(core.stagedReadBy[i] - core.stagedRead);
    }
  }

  private void describeOnePass(History.Moment now, Core core, int base) {
    now.add(core.lastTurn == Core.NONE ? Long.MIN_VALUE : core.lastTurn - base);
    now.add(core.lastTile);
    now.add(core.secondTurn == Core.NONE ? Long.MIN_VALUE : core.secondTurn - base);
    now.add(core.secondTile);
    now.add(core.valuesEnd - channelFree);
    now.add(core.onlineEnd[core.lastParity] - channelFree);
    now.add(core.onlineEnd[core.secondParity] - channelFree);
    now.add(core.lastTile == 0 ? 0 : core.rescaleEnd[core.lastParity] - channelFree);
    now.add(core.secondTile == 0 ? 0 : core.rescaleEnd[core.secondParity] - channelFree);
    now.add((core.subTiles ^ core.lastParity) & 1);
    now.add(core.lastParity ^ core.secondParity);
    if (stagesKeys || stagesValues) {
      now.add(core.loadTurn - base);
      now.add(core.loadTile);
      now.add(core.loadsKey ? 1 : 0);
      describeStaged(now, core);
    }
    now.add(core.emittedLastTurn == Core.NONE ? Long.MIN_VALUE : core.emittedLastTurn - base);
    now.add(core.emittedSecondTurn == Core.NONE ? Long.MIN_VALUE : core.emittedSecondTurn - base);
    now.add(core.emittedLastTile);
    now.add(core.emittedSecondTile);
    for (int i = core.orderHead; i < core.orderTail; i++) {
      now.add(core.order[i & (core.order.length - 1)]);
    }
  }

  private void describeTiles(History.Moment now, Core core, int base) {
    if (order != StepOrder.SCORES && order != StepOrder.OUTPUTS) {
      return;
    }
    now.add(core.tilesTurn - base);
    now.add(core.tilesMoved);
    for (int i = 0; i < 2; i++) {
      int parity = (base + i) & 1;
      for (int j = 0; j < tiles; j++) {
        now.add(relative(core.tileMoved[parity][j]));
        now.add(relative(core.tileEnd[parity][j]));
      }
    }
  }

  private long relative(long cycle) {
    return cycle < 0 ? Long.MAX_VALUE : cycle - channelFree;
  }
}
