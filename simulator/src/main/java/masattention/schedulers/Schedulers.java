package masattention.schedulers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import masattention.input.InvalidInputException;
import masattention.schedule.Normalize;
import masattention.schedule.Scheduler;
import masattention.schedule.Traits.Residency;

/** The schedulers that there are: the built-in ones in the order of the tables, then others. */
public final class Schedulers {
  /** Three passes, no publication needed. */
  public static final Scheduler LAYER_WISE = new LayerWise();

  /** The overlap of S and softmax alone, defined by this suite. */
  public static final Scheduler SOFT_PIPE = new SoftPipe();

  /** FLAT with prefetch. */
  public static final Scheduler FLAT =
      new Flat(
          "flat",
          Residency.PARTIAL,
          "fused per row block, one after the other, with prefetch",
          "FLAT, arXiv 2107.06419",
          Normalize.SCORES);

  /** FLAT read without prefetch. */
  public static final Scheduler FLAT_NO_PREFETCH = new FlatNoPrefetch(Normalize.SCORES);

  /** FLAT that fetches K and V again for every row block. */
  public static final Scheduler FLAT_STREAM =
      new Flat(
          "flat-stream",
          Residency.NONE,
          "FLAT, K and V fetched again for every row block",
          "FLAT as TileFlow's framework (MICRO 2023) describes it",
          Normalize.SCORES);

  /** TileFlow's pipeline on a split array. */
  public static final Scheduler TILEFLOW = new TileFlow(Normalize.SCORES);

  /** FuseMax. */
  public static final Scheduler FUSEMAX = new FuseMax();

  /** MAS-Attention. */
  public static final Scheduler MAS = new Mas(Normalize.SCORES);

  /** MAS-Attention without the proactive overwrite. */
  public static final Scheduler MAS_SPILL = new MasSpill(Normalize.SCORES);

  /** Matrix-assisted one-pass attention, of this suite. */
  public static final Scheduler ASSIST = new Assist(Normalize.SCORES);

  private static final List<Scheduler> PUBLISHED =
      List.of(
          LAYER_WISE,
          SOFT_PIPE,
          FLAT,
          FLAT_NO_PREFETCH,
          FLAT_STREAM,
          TILEFLOW,
          FUSEMAX,
          MAS,
          MAS_SPILL);

  private static final List<Scheduler> BUILT_IN =
      Stream.concat(PUBLISHED.stream(), Stream.of(ASSIST)).toList();

  private Schedulers() {}

  /** The built-in schedulers that are published, or variants of these. */
  public static List<Scheduler> published() {
    return PUBLISHED;
  }

  /** The built-in schedulers, in the order of the tables. */
  public static List<Scheduler> builtIn() {
    return BUILT_IN;
  }

  /**
   * The built-in schedulers, and those that a class loader finds as services, by id.
   *
   * @throws InvalidInputException when two have the same id, or one has none that can be one
   */
  public static List<Scheduler> all(ClassLoader loader) {
    List<Scheduler> found = new ArrayList<>();
    ServiceLoader.load(Scheduler.class, loader).forEach(found::add);
    found.sort(Comparator.comparing(Scheduler::id));
    List<Scheduler> all = new ArrayList<>(BUILT_IN);
    for (Scheduler scheduler : found) {
      String id = scheduler.id();
      if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
        throw new InvalidInputException(
            "The scheduler %s has the id \"%s\"; an id has lower-case letters, digits and hyphens."
                .formatted(scheduler.getClass().getName(), id));
      }
      Optional<Scheduler> same = named(all, id);
      if (same.isPresent()) {
        throw new InvalidInputException(
            "Two schedulers have the id %s: %s and %s; give one of them another."
                .formatted(id, same.get().getClass().getName(), scheduler.getClass().getName()));
      }
      all.add(scheduler);
    }
    return List.copyOf(all);
  }

  /** The built-in scheduler called {@code id}. */
  public static Optional<Scheduler> named(String id) {
    return named(BUILT_IN, id);
  }

  private static Optional<Scheduler> named(List<Scheduler> schedulers, String id) {
    return schedulers.stream().filter(scheduler -> scheduler.id().equals(id)).findFirst();
  }
}
