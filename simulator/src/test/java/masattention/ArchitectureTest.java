package masattention;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packages depend on each other only along the arrows of the architecture. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("masattention");

  @Test
  void theClassesAreSeen() {
    assertTrue(CLASSES.size() >= 80, "only " + CLASSES.size() + " classes are seen");
  }

  @ParameterizedTest
  @CsvSource({
    "input, ''",
    "workload, input",
    "npu, input",
    "models, input workload",
    "tiling, workload",
    "program, workload npu tiling",
    "schedule, workload npu tiling program",
    "interpret, workload npu tiling program",
    "cost, workload npu tiling program schedule interpret",
    "schedulers, input workload npu tiling program schedule interpret cost",
    "search.space, workload npu tiling program schedule",
    "search.bounds, workload npu tiling program schedule interpret cost search.space",
    "search.evaluation,"
        + " input workload npu tiling program schedule interpret cost search.bounds",
    "search, input workload npu tiling program schedule interpret cost",
    "reference, workload",
  })
  void aPackageUsesOnlyThoseBelowIt(String user, String used) {
    long seen = CLASSES.stream().filter(in(user)).count();
    assertTrue(seen >= 1, "only " + seen + " classes are seen in " + user);
    DescribedPredicate<JavaClass> allowed = in(user);
    for (String below : used.isEmpty() ? List.<String>of() : List.of(used.split(" "))) {
      allowed = allowed.or(in(below));
    }
    classes()
        .that(in(user))
        .should()
        .onlyDependOnClassesThat(
            allowed.or(JavaClass.Predicates.resideOutsideOfPackage("masattention..")))
        .check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource({"search.bounds, search", "search, simulator", "simulator, simulator"})
  void onlyThePackageAboveUses(String used, String above) {
    classes()
        .that(in(used))
        .should()
        .onlyHaveDependentClassesThat(in(used).or(in(above)))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("masattention.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void everyPackageSaysWhatItIs() {
    List<String> silent =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .distinct()
            .filter(name -> !CLASSES.contain(name + ".package-info"))
            .toList();
    assertEquals(List.of(), silent);
  }

  private static DescribedPredicate<JavaClass> in(String name) {
    return JavaClass.Predicates.resideInAPackage("masattention." + name + "..");
  }
}
