package dev.ordersaga.asl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.ordersaga.asl");

    @Test
    void theModelDoesNotKnowHowItIsRun() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..execution..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..execution..")
                .check(CLASSES);
    }

    @Test
    void nothingKnowsTheWorldOutside() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..", "software.amazon..", "java.net..", "com.sun.net..", "java.nio.file..")
                .check(CLASSES);
    }

    @Test
    void nothingMakesThreadsOrReadsAClock() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ExecutorService.class)
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, Executors.class, java.time.Clock.class)
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }
}
