package dev.ordersaga.reconciler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.ordersaga.reconciler");

    @Test
    void theComparisonKnowsNoTechnology() {
        noClasses()
                .that()
                .resideInAPackage("dev.ordersaga.reconciler")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.ordersaga.reconciler.aws..", "software.amazon..", "tools.jackson..")
                .check(CLASSES);
    }

    @Test
    void theServicesAreKnownByWhatTheyPublishAndNotByTheirTables() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.ordersaga.order..",
                        "dev.ordersaga.payment..",
                        "dev.ordersaga.inventory..",
                        "software.amazon.awssdk.services.dynamodb..")
                .check(CLASSES);
    }
}
