package dev.ordersaga.payment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PaymentArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.ordersaga.payment");

    @Test
    void paymentsKnowNeitherTheirDoorNorTheirDatabaseNorAGateway() {
        noClasses()
                .that()
                .resideInAPackage("dev.ordersaga.payment")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.ordersaga.payment.function..",
                        "dev.ordersaga.payment.dynamodb..",
                        "dev.ordersaga.payment.gateway..",
                        "software.amazon..",
                        "org.springframework..",
                        "tools.jackson..")
                .check(classes);
    }

    @Test
    void theDatabaseKnowsNeitherTheDoorNorTheGatewayBehindThePort() {
        noClasses()
                .that()
                .resideInAPackage("dev.ordersaga.payment.dynamodb..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.ordersaga.payment.function..", "dev.ordersaga.payment.gateway..", "org.springframework..")
                .check(classes);
    }

    @Test
    void theGatewayIsAnotherParty() {
        noClasses()
                .that()
                .resideInAPackage("dev.ordersaga.payment.gateway..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.ordersaga.payment.function..",
                        "dev.ordersaga.payment.dynamodb..",
                        "dev.ordersaga.participant..")
                .check(classes);
    }

    @Test
    void noOtherServiceIsKnown() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.ordersaga.order..", "dev.ordersaga.inventory..")
                .check(classes);
    }
}
