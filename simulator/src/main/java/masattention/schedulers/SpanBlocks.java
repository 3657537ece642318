package masattention.schedulers;

import java.util.ArrayList;
import java.util.List;
import masattention.program.Buffer;
import masattention.program.EngineKind;
import masattention.program.Operand;
import masattention.program.ProgramSink;
import masattention.program.Snapshot;
import masattention.schedule.Pipeline;
import masattention.schedule.Problem;
import masattention.schedule.RowBlocks;
import masattention.schedule.Stage;
import masattention.schedule.Team;
import masattention.tiling.Spans;

/**
 * The row blocks of a team in passes of several, gone through span by span: the steps of {@link
 * Assist}, in the order of their scores.
 *
 * <p>The step of the first row block of a pass emits all of the pass, those of the others nothing.
 */
final class SpanBlocks extends RowBlocks {
  /** Spans that are known ahead of their use, one that is about to be, and the ragged last. */
  private static final int LOOKAHEAD = 4;

  /** Of a staged sub-tile that nobody else reads. */
  static final int GOES = LAST;

  final Spans spans;
  final BlockBuffers buffers;
  final Buffer states;
  final Buffer references;
  private final List<SpanSteps> cores = new ArrayList<>();
  private final List<SpanFetches> fetches = new ArrayList<>();

  SpanBlocks(
      Problem problem,
      Team team,
      ProgramSink sink,
      BlockBuffers buffers,
      Buffer states,
      Buffer references) {
    super(problem, team, sink, buffers, true);
    spans = problem.tiling().spans();
    this.buffers = buffers;
    this.states = states;
    this.references = references;
    for (int core = 0; core < team.size(); core++) {
      cores.add(new SpanSteps(this, cores));
      fetches.add(new SpanFetches(this, core));
    }
  }

  /** Steps from the scores of a span to its product with V. */
  int lag() {
    return spans.shiftTiles() > 0 ? 4 : 2;
  }

  /** A span of scores of a row block. */
  record Span(int block, int tile, int tiles) {
    /** Whether there is none. */
    boolean isNone() {
      return tiles == 0;
    }
  }

  Pipeline pipeline() {
    lagsBehind(lag());
    fetchFirstQueries(1);
    keys().fetchFirstGroup();
    fetches.forEach(SpanFetches::announceFirstKeys);
    fetchFirstQueries(spans.blocksPerPass() + 1);
    values().fetchFirstGroup();
    fetches.forEach(SpanFetches::announceFirstValues);
    return Pipeline.of(this, lag(), new Steps());
  }

  /** The steps of a pass, one a turn, and one turn a step while the pipeline drains. */
  private final class Steps implements Stage {
    @Override
    public int turns(int n) {
      if (!has(n)) {
        return 1;
      }
      if (spans.blocksPerPass() == 1) {
        return keptSpans(n, 0);
      }
      int turns = 0;
      for (int i = 0; i < blocksOfPass(n); i++) {
        turns += keptSpans(n, i);
      }
      return turns;
    }

    @Override
    public void emit(int n, int turn) {
      SpanSteps core = cores.get(n % cores.size());
      SpanFetches staged = fetches.get(n % cores.size());
      if (has(n)) {
        staged.beforeTurn(n, turn);
        core.advance(span(n, turn));
        staged.afterTurn(n);
      } else {
        staged.beforeDraining();
        core.advance(SpanSteps.NONE);
      }
    }

    @Override
    public int alikeFrom(int n) {
      int resident = Math.max(pieces(keys().count()), pieces(values().count()) + lag()) + lag();
      return (resident + 1) * blocksOfPass(n) + lag();
    }

    @Override
    public int alikeTo(int n) {
      if (!has(n) || blocksOfPass(n) == 0) {
        return 0;
      }
      int full = (team().kept(n).keys() - 1) / spans.tilesPerSpan();
      return (full - LOOKAHEAD) * blocksOfPass(n);
    }

    @Override
    public int period(int n) {
      return Math.max(1, blocksOfPass(n));
    }

    @Override
    public void visit(Snapshot snapshot, int n) {
      cores.get(n % cores.size()).visit(snapshot, n);
      fetches.get(n % cores.size()).visit(snapshot, n);
    }
  }

  /** One sub-tile of S_n; see {@link #scoreTile(int, int, EngineKind, int, int)}. */
  void scoreOf(int n, int tile, int scoreSlot, int staysAt) {
    scoreTile(n, tile, EngineKind.MAC, scoreSlot, staysAt);
  }

  /** The products of one sub-tile of P_n, with V of {@code width} columns. */
  void outputOf(int n, int tile, Operand probabilities, int outputSlot, int width, int staysAt) {
    outputTile(n, tile, EngineKind.MAC, probabilities, outputSlot, Float.BYTES, width, staysAt);
  }

  private int pieces(int tiles) {
    return (tiles + spans.tilesPerSpan() - 1) / spans.tilesPerSpan();
  }

  /** Row blocks of the pass that begins with row block {@code n}; 0 where none begins. */
  int blocksOfPass(int n) {
    if (!has(n)) {
      return 0;
    }
    int index = team().indexInGroup(n);
    int size = team().size();
    int left = (team().blocksInGroup(team().ordinal(n)) - index + size - 1) / size;
    return index / size % spans.blocksPerPass() == 0 ? Math.min(spans.blocksPerPass(), left) : 0;
  }

  private int keptSpans(int n, int i) {
    return grid().keptSpans(team().rowBlock(n + i * team().size()));
  }

  /** The last row block of the pass that begins with row block {@code n}. */
  int lastOfPass(int n) {
    return n + (blocksOfPass(n) - 1) * team().size();
  }

  /** The span of a turn of the pass that begins with row block {@code n}. */
  Span span(int n, int turn) {
    if (spans.blocksPerPass() == 1) {
      return span(n, turn, 0);
    }
    int blocks = blocksOfPass(n);
    int span = Math.min(turn / blocks, keptSpans(n, 0) - 1);
    int i = turn - span * blocks;
    for (int first = 0; i >= blocks - first; ) {
      i -= blocks - first;
      span++;
      while (keptSpans(n, first) <= span) {
        first++;
      }
      if (i < blocks - first) {
        return span(n, span, first + i);
      }
    }
    return span(n, span, i);
  }

  private Span span(int n, int span, int i) {
    int block = n + i * team().size();
    int tile = span * spans.tilesPerSpan();
    int left = team().kept(block).keys() - tile;
    return new Span(block, tile, Math.min(spans.tilesPerSpan(), left));
  }

  /** Whether no row block of the pass of {@code n} after it is left to read a staged sub-tile. */
  boolean isLastOfPass(int n) {
    int size = team().size();
    int index = team().indexInGroup(n);
    return index / size % spans.blocksPerPass() == spans.blocksPerPass() - 1
        || index + size >= team().blocksInGroup(team().ordinal(n));
  }
}
