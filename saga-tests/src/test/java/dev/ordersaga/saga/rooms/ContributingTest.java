package dev.ordersaga.saga.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What CONTRIBUTING.md says of the checkout is so. */
class ContributingTest {

    private static final Pattern IN_BACKTICKS = Pattern.compile("`([^`]+)`");
    private static final Pattern PATH = Pattern.compile("(?:[\\w.-]+/)+[\\w.-]*|[\\w-]+\\.(?:md|yaml)");

    private static String page = "";
    private static String pom = "";
    private static List<Path> sources = List.of();

    @BeforeAll
    static void read() throws IOException {
        // A line that is broken is one sentence.
        page = Files.readString(Module.ROOT.resolve("CONTRIBUTING.md")).replaceAll("\n +", " ");
        pom = Files.readString(Module.ROOT.resolve("pom.xml"));
        try (Stream<Path> files = Files.walk(Module.ROOT)) {
            sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
        }
    }

    @Test
    void everyFileThatItNamesIsThere() throws IOException {
        List<Path> modules = Module.all().stream()
                .map(module -> Module.ROOT.resolve(module.path()))
                .toList();

        assertThat(inBackticks().filter(text -> PATH.matcher(text).matches()))
                .hasSizeGreaterThan(10)
                .allSatisfy(path -> assertThat(Files.exists(Module.ROOT.resolve(path))
                                || isFolderOfAPackage(path)
                                || modules.stream().anyMatch(module -> Files.exists(module.resolve(path))))
                        .as(path)
                        .isTrue());
    }

    @Test
    void everyModuleTestAndPropertyOfItsCommandsIsThere() {
        String commands = inBackticks().collect(Collectors.joining(" "));

        assertThat(all(commands, "-pl ([\\w/-]+)"))
                .isNotEmpty()
                .allSatisfy(module -> assertThat(Module.ROOT.resolve(module).resolve("pom.xml"))
                        .exists());
        assertThat(all(commands, "-Dtest=(\\w+)"))
                .filteredOn(test -> !test.equals("ClassName"))
                .isNotEmpty()
                .allSatisfy(test -> assertThat(named(test)).isNotEmpty());
        assertThat(all(commands, "-D(\\w+\\.write)"))
                .isNotEmpty()
                .allSatisfy(property -> assertThat(
                                sources.stream().filter(file -> text(file).contains(property)))
                        .isNotEmpty());
    }

    @Test
    void aStepIsOneNameInTheSagaTheCodeAndTheTests() throws IOException {
        Map<String, String> actions = new HashMap<>();
        for (String saga : List.of("order-saga.asl.json", "refund-saga.asl.json")) {
            JsonNode states = JsonMapper.shared()
                    .readTree(Files.readString(Module.ROOT.resolve("saga-definition/src/main/resources/" + saga)))
                    .path("States");
            states.properties()
                    .forEach(state -> state.getValue().findValuesAsString("action").stream()
                            .findFirst()
                            .ifPresent(action -> actions.put(state.getKey(), action)));
        }

        assertThat(actions).hasSizeGreaterThan(8).allSatisfy((state, action) -> {
            assertThat(action).isEqualTo(state.substring(0, 1).toLowerCase(Locale.ROOT) + state.substring(1));
            assertThat(named(state)).as("the class of the step " + state).hasSize(1);
            assertThat(sources.stream()
                            .map(file -> file.getFileName().toString())
                            .filter(name -> name.startsWith(state) && name.endsWith("Test.java")))
                    .as("the test of the step " + state)
                    .isNotEmpty();
        });
    }

    @Test
    void everyServiceHoldsItsArrowsByATest() {
        assertThat(new TreeSet<>(sources.stream()
                        .filter(file -> file.getFileName().toString().endsWith("ArchitectureTest.java"))
                        .map(file -> Module.ROOT.relativize(file).getName(0).toString())
                        .toList()))
                .contains("inventory-service", "order-service", "payment-service", "reconciler");
    }

    @Test
    void theBuildRefusesWarningsUndeclaredNullsAndUnformattedCode() {
        assertThat(pom)
                .contains(
                        "<failOnWarning>true</failOnWarning>",
                        "-Xlint:all",
                        "-Xplugin:ErrorProne -Xep:NullAway:ERROR",
                        "<java.release>17</java.release>")
                .containsPattern("spotless-maven-plugin[\\s\\S]*?<goal>check</goal>");
    }

    @Test
    void quickLeavesOutWhatItSays() {
        String quick = pom.substring(pom.indexOf("<id>quick</id>"));

        assertThat(quick.substring(0, quick.indexOf("</profile>")))
                .contains(
                        "<jacoco.skip>true</jacoco.skip>",
                        "<spotless.check.skip>true</spotless.check.skip>",
                        "<compilerArgs combine.self=\"override\"/>");
    }

    @Test
    void testsRunInRandomOrder() {
        assertThat(pom)
                .contains(
                        "junit.jupiter.testclass.order.default = org.junit.jupiter.api.ClassOrderer$Random",
                        "junit.jupiter.testmethod.order.default = org.junit.jupiter.api.MethodOrderer$Random");
    }

    private static Stream<String> inBackticks() {
        return IN_BACKTICKS.matcher(page).results().map((MatchResult found) -> found.group(1));
    }

    private static List<String> all(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    /** Such as {@code web/}: a package that more than one service has. */
    private static boolean isFolderOfAPackage(String path) {
        return path.endsWith("/")
                && sources.stream()
                        .anyMatch(file -> Objects.requireNonNull(file.getParent())
                                .endsWith(path.substring(0, path.length() - 1)));
    }

    private static List<Path> named(String type) {
        return sources.stream().filter(file -> file.endsWith(type + ".java")).toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
