package dev.ordersaga.inventory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class InventoryArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.ordersaga.inventory");

    @Test
    void theStockKnowsNeitherItsDoorNorItsDatabase() {
        noClasses()
                .that()
                .resideInAPackage("dev.ordersaga.inventory")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.ordersaga.inventory.function..",
                        "dev.ordersaga.inventory.dynamodb..",
                        "software.amazon..",
                        "org.springframework..",
                        "tools.jackson..")
                .check(classes);
    }

    @Test
    void theDatabaseDoesNotKnowTheDoor() {
        noClasses()
                .that()
                .resideInAPackage("dev.ordersaga.inventory.dynamodb..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.ordersaga.inventory.function..", "org.springframework..")
                .check(classes);
    }

    @Test
    void noOtherServiceIsKnown() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.ordersaga.order..", "dev.ordersaga.payment..")
                .check(classes);
    }
}
