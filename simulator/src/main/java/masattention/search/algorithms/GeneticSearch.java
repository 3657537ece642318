package masattention.search.algorithms;

import io.jenetics.Genotype;
import io.jenetics.IntegerChromosome;
import io.jenetics.IntegerGene;
import io.jenetics.Mutator;
import io.jenetics.Optimize;
import io.jenetics.Phenotype;
import io.jenetics.TournamentSelector;
import io.jenetics.UniformCrossover;
import io.jenetics.engine.Engine;
import io.jenetics.engine.EvolutionResult;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import io.jenetics.util.Seq;
import java.util.Iterator;
import java.util.List;

/**
 * A genetic algorithm, run by <a href="https://jenetics.io">Jenetics</a>.
 *
 * <p>A genotype has one gene per level of the tiling tree, which chooses a branch in proportion, so
 * that every genotype is a feasible tiling. Population 32, tournaments of three, uniform crossover,
 * mutation of one gene in five. A generation without a tiling not known yet is followed by as many
 * random ones and a new population.
 */
final class GeneticSearch {
  private static final int POPULATION = 32;
  private static final int GENE_VALUES = 1 << 16;

  private GeneticSearch() {}

  static boolean search(Trials trials) {
    Candidates candidates = new Candidates(trials);
    return RandomRegistry.with(candidates.random(), chance -> evolve(candidates, trials));
  }

  private static boolean evolve(Candidates candidates, Trials trials) {
    while (!candidates.finished()) {
      Iterator<EvolutionResult<IntegerGene, Double>> generations =
          engine(candidates).stream().iterator();
      long before;
      do {
        before = trials.left();
        generations.next();
      } while (trials.left() < before && !candidates.finished());
      if (!candidates.finished()) {
        candidates.evaluateUnlessBad(candidates.drawUnknown(POPULATION));
      }
    }
    return candidates.allKnown();
  }

  private static Engine<IntegerGene, Double> engine(Candidates candidates) {
    Genotype<IntegerGene> genotype =
        Genotype.of(IntegerChromosome.of(0, GENE_VALUES, candidates.tree().levels()));
    return new Engine.Builder<IntegerGene, Double>(
            population -> values(candidates, population), genotype)
        .optimize(Optimize.MINIMUM)
        .populationSize(POPULATION)
        .selector(new TournamentSelector<>(3))
        .alterers(new UniformCrossover<>(0.5), new Mutator<>(0.2))
        .executor(Runnable::run)
        .build();
  }

  private static ISeq<Phenotype<IntegerGene, Double>> values(
      Candidates candidates, Seq<Phenotype<IntegerGene, Double>> population) {
    List<Long> indices =
        population.stream().map(p -> index(candidates.tree(), p.genotype())).toList();
    candidates.evaluateUnlessBad(indices);
    return population.stream()
        .map(p -> p.withFitness(value(candidates, index(candidates.tree(), p.genotype()))))
        .collect(ISeq.toISeq());
  }

  private static double value(Candidates candidates, long index) {
    return candidates.isKnown(index) ? candidates.value(index) : Double.POSITIVE_INFINITY;
  }

  private static long index(TilingTree tree, Genotype<IntegerGene> genotype) {
    return tree.index(
        (level, count) ->
            (int) ((long) genotype.chromosome().get(level).intValue() * count / GENE_VALUES));
  }
}
