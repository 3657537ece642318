package masattention.experiments;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import masattention.report.Csv;
import org.junit.jupiter.api.Test;

/** Experiments stand beside each other, and text of tables is read and written in one place. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("masattention");

  @Test
  void theClassesAreSeen() {
    assertTrue(CLASSES.size() >= 300, "only " + CLASSES.size() + " classes are seen");
    assertEquals(
        Experiments.ALL.size(),
        CLASSES.stream()
            .filter(assignableTo(Experiment.class).and(c -> !c.isEquivalentTo(Experiment.class)))
            .count());
  }

  @Test
  void noExperimentImportsAnother() {
    slices()
        .matching("masattention.experiments.(*)..")
        .should()
        .notDependOnEachOther()
        .check(CLASSES);
  }

  @Test
  void noExperimentImportsTheRegistry() {
    noClasses()
        .that(resideInAPackage("masattention.experiments.."))
        .and()
        .doNotHaveFullyQualifiedName(Experiments.class.getName())
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Experiments.class)
        .check(CLASSES);
  }

  @Test
  void whatExperimentsShareKnowsNoneOfThem() {
    noClasses()
        .that(resideInAPackage("masattention.experiments"))
        .and()
        .doNotHaveFullyQualifiedName(Experiments.class.getName())
        .should()
        .dependOnClassesThat()
        .resideInAPackage("masattention.experiments.*..")
        .check(CLASSES);
  }

  @Test
  void noCircleOfPackages() {
    slices().matching("masattention.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyTheTypedReaderUsesTheCsvLibrary() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Csv.class.getName())
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.commons.csv..")
        .check(CLASSES);
    classes()
        .that()
        .haveFullyQualifiedName(Csv.class.getName())
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.commons.csv..")
        .check(CLASSES);
  }
}
