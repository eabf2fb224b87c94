package dev.ordersaga.order.function;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.ordersaga.order");

    @Test
    void theFunctionKnowsNoOtherDoorAndNothingKnowsTheFunction() {
        noClasses()
                .that()
                .resideInAPackage("..order.function..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..order.web..", "..order.httpapi..", "org.springframework.web..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("..order.function..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..order.function..")
                .check(CLASSES);
    }

    @Test
    void noOtherServiceIsKnown() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.ordersaga.payment..",
                        "dev.ordersaga.inventory..",
                        "dev.ordersaga.reconciler..",
                        "dev.ordersaga.asl..",
                        "dev.ordersaga.local..")
                .check(CLASSES);
    }
}
