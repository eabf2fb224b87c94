package dev.ordersaga.order;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
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
    void theBusinessKnowsNoDoorAndNoTechnology() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.ordersaga.order",
                        "dev.ordersaga.order.catalogue",
                        "dev.ordersaga.order.request",
                        "dev.ordersaga.order.saga")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..order.dynamodb..",
                        "..order.stepfunctions..",
                        "..order.web..",
                        "software.amazon..",
                        "org.springframework..",
                        "tools.jackson..",
                        "jakarta..")
                .check(CLASSES);
    }

    @Test
    void theOrderKnowsNeitherWhoAsksForItNorWhoTellsOfIt() {
        noClasses()
                .that()
                .resideInAPackage("dev.ordersaga.order")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.ordersaga.order.*..")
                .check(CLASSES);
    }

    @Test
    void theDoorsDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("..order.web..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..order.function..", "..participant.function..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage("..order.dynamodb..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..order.web..", "..order.stepfunctions..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("..order.stepfunctions..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..order.web..", "..order.function..", "..order.dynamodb..")
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

    @Test
    void controllersArePrivateToTheirDoor() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Controller")
                .should()
                .bePackagePrivate()
                .check(CLASSES);
    }
}
