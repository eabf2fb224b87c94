package dev.ordersaga.saga.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which room may know which: the suite stands on the libraries, the tools stand beside it. */
class RoomsTest {

    private static final Set<String> SUITE =
            Set.of("order-service", "payment-service", "inventory-service", "reconciler", "saga-definition");

    private static List<Module> modules = List.of();
    private static Map<String, Module> byArtifact = Map.of();

    @BeforeAll
    static void readThePoms() throws IOException {
        modules = Module.all();
        byArtifact = modules.stream().collect(Collectors.toMap(Module::artifactId, Function.identity()));
    }

    @Test
    void librariesStandOnLibrariesAlone() {
        assertThat(modules)
                .filteredOn(module -> module.room().equals("libraries"))
                .isNotEmpty()
                .allSatisfy(module -> assertThat(module.uses())
                        .as(module.path().toString())
                        .allSatisfy(used -> assertThat(roomOf(used)).isEqualTo("libraries")));
    }

    @Test
    void noPartOfTheSuiteKnowsAnother() {
        assertThat(modules)
                .filteredOn(module -> SUITE.contains(module.room()))
                .isNotEmpty()
                .allSatisfy(module -> assertThat(module.uses())
                        .as(module.path().toString())
                        .allSatisfy(used -> assertThat(roomOf(used)).isIn(module.room(), "libraries")));
    }

    @Test
    void toolsServeAnySuite() {
        assertThat(modules)
                .filteredOn(module -> module.room().equals("tools"))
                .isNotEmpty()
                .allSatisfy(module -> assertThat(module.uses())
                        .as(module.path().toString())
                        .allSatisfy(used -> assertThat(roomOf(used)).isIn("tools", "libraries")));
    }

    @Test
    void theReadmesMapNamesEveryRoom() throws IOException {
        String readme = Files.readString(Module.ROOT.resolve("README.md"));

        assertThat(modules).allSatisfy(module -> {
            boolean oneDoorBehind = Set.of("libraries", "tools").contains(module.room());
            String room = oneDoorBehind ? module.path().toString() : module.room();
            assertThat(readme).contains("(" + room + ")");
        });
    }

    private static String roomOf(String artifact) {
        return Optional.ofNullable(byArtifact.get(artifact))
                .map(Module::room)
                .orElseThrow(() -> new AssertionError("no module is called " + artifact));
    }
}
