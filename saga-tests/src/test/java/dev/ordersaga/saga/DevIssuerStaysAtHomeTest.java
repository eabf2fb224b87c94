package dev.ordersaga.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The issuer for development believes whoever asks: nothing that is deployed has it in it. */
class DevIssuerStaysAtHomeTest {

    private static final Path ROOT = Path.of("..");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order-service/function/target/order-service-function.zip",
                "order-service/http-api/target/order-service-http.zip",
                "order-service/rest/target/order-service-rest.jar",
                "payment-service/target/payment-service-function.zip",
                "inventory-service/target/inventory-service-function.zip",
                "reconciler/function/target/reconciler-function.zip",
            })
    void noArtifactThatIsDeployedHasTheIssuerInIt(String artifact) throws IOException {
        Set<String> names = namesIn(ROOT.resolve(artifact));

        assertThat(names).anyMatch(name -> name.matches(".*dev/ordersaga/[a-z]+/.*\\.class"));
        assertThat(names).noneMatch(DevIssuerStaysAtHomeTest::isOfTheIssuer);
    }

    /** What stands beside the jar of REST is deployed with it. */
    @Test
    void nothingBesideTheJarOfRestIsTheIssuers() throws IOException {
        try (Stream<Path> beside = Files.list(ROOT.resolve("order-service/rest/target/lib"))) {
            List<Path> jars = beside.toList();

            assertThat(jars).anyMatch(jar -> jar.getFileName().toString().startsWith("spring-boot-"));
            assertThat(jars)
                    .allSatisfy(jar -> assertThat(namesIn(jar))
                            .as(jar.toString())
                            .noneMatch(DevIssuerStaysAtHomeTest::isOfTheIssuer));
        }
    }

    @Test
    void theIssuerWouldBeSeenAlsoInAJarInsideOfAnArtifact() throws IOException {
        assertThat(namesIn(ROOT.resolve("tools/dev-issuer/target/dev-issuer.jar")))
                .anyMatch(DevIssuerStaysAtHomeTest::isOfTheIssuer);
        assertThat(namesIn(ROOT.resolve("order-service/http-api/target/order-service-http.zip")))
                .anyMatch(name -> name.contains(".jar!") && name.endsWith(".class"));
    }

    @Test
    void everyArtifactOfTheTemplateIsLookedAtAndNoneIsTheIssuers() throws IOException {
        String template = Files.readString(ROOT.resolve("template.yaml"));

        assertThat(template.lines()
                        .filter(line -> line.strip().startsWith("CodeUri:"))
                        .map(line -> line.replaceFirst("\\s*CodeUri:\\s*", ""))
                        .distinct())
                .containsExactlyInAnyOrder(
                        "order-service/function/target/order-service-function.zip",
                        "payment-service/target/payment-service-function.zip",
                        "inventory-service/target/inventory-service-function.zip",
                        "reconciler/function/target/reconciler-function.zip",
                        // sam build unpacks order-service-http.zip into its place.
                        "deploy/http");
        assertThat(template).doesNotContain("dev-issuer");
        assertThat(Files.readString(ROOT.resolve("deploy/http/Makefile"))).doesNotContain("dev-issuer");
    }

    @Test
    void theImageOfRestHasNothingButItsJarAndItsHealthCheck() throws IOException {
        try (Stream<String> lines = Files.lines(ROOT.resolve("order-service/rest/Dockerfile"))) {
            List<String> copied = lines.filter(line -> line.startsWith("COPY ") && !line.contains("--from="))
                    .toList();
            assertThat(copied)
                    .containsExactlyInAnyOrder(
                            "COPY order-service/rest/target/lib/ lib/",
                            "COPY order-service/rest/target/order-service-rest.jar ./",
                            "COPY deploy/healthy /usr/local/bin/healthy");
        }
    }

    private static boolean isOfTheIssuer(String name) {
        return name.contains("dev/ordersaga/issuer/") || name.contains("dev-issuer");
    }

    /** Every entry, and {@code lib/some.jar!entry} for those of jars inside. */
    private static Set<String> namesIn(Path archive) throws IOException {
        Set<String> names = new TreeSet<>();
        try (InputStream file = Files.newInputStream(archive)) {
            read("", file, names);
        }
        return names;
    }

    private static void read(String place, InputStream archive, Set<String> names) throws IOException {
        ZipInputStream zip = new ZipInputStream(archive);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            names.add(place + entry.getName());
            if (entry.getName().endsWith(".jar")) {
                read(place + entry.getName() + "!", new ByteArrayInputStream(zip.readAllBytes()), names);
            }
        }
    }
}
