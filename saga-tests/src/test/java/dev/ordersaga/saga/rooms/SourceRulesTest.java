package dev.ordersaga.saga.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How the code is kept, wherever it stands. */
class SourceRulesTest {

    /** What each of these is about takes its time itself: a process, a handler, the pauses of the fence under contention. */
    private static final Set<String> SLEEP_ON_PURPOSE =
            Set.of("ChildProcessTest", "ClassArchivesTest", "FaultyDelivery", "HotStockTest", "TestHandlers");

    /** The same idea, once for each side that has it: services share no code, because each is deployed alone. */
    private static final Map<String, String> SAME_IDEA = Map.ofEntries(
            Map.entry("IdempotencyKey", "a customer's, and payment-service's own at the card gateway"),
            Map.entry("InvalidPayload", "each service's own error, whose full name the sagas know"),
            Map.entry("Money", "each service's own"),
            Map.entry("OrderId", "order-service's own, and what others know of it"),
            Map.entry("PageToken", "where a list goes on"),
            Map.entry("PaymentMethod", "each service's own"),
            Map.entry("Problem", "what is wrong in a document, and where"),
            Map.entry("Problems", "all that is wrong in a document"),
            Map.entry("Sku", "each service's own"),
            Map.entry("StateMachineArn", "each client's own"),
            Map.entry("Unavailable", "each client's own"),
            Map.entry("UnknownAction", "each service's own error, whose full name the sagas know"));

    @Test
    void everyPackageSaysWhatItIsAndDeclaresItsNulls() throws IOException {
        Set<Path> packages = new TreeSet<>();
        for (Path file : sources("main")) {
            packages.add(file.getParent());
        }

        // The library that asl-engine changes in its own package knows no @NullMarked.
        packages.removeIf(directory -> directory.endsWith("com/dashjoin/jsonata"));
        assertThat(packages)
                .isNotEmpty()
                .allSatisfy(directory -> assertThat(directory.resolve("package-info.java"))
                        .content()
                        .contains("/**", "@NullMarked"));
    }

    @Test
    void noPackageIsADrawerForTheRest() throws IOException {
        assertThat(sources("main"))
                .allSatisfy(
                        file -> assertThat(file.getName(file.getNameCount() - 2).toString())
                                .isNotIn("common", "commons", "util", "utils", "helper", "helpers", "misc", "shared"));
    }

    @Test
    void noSimpleNameStandsForTwoThings() throws IOException {
        Map<String, List<Path>> byName = new TreeMap<>();
        for (Path file : sources("main")) {
            String name = file.getFileName().toString().replace(".java", "");
            if (!name.equals("package-info")) {
                byName.merge(
                        name,
                        List.of(file),
                        (some, more) ->
                                Stream.concat(some.stream(), more.stream()).toList());
            }
        }
        byName.values().removeIf(files -> files.size() < 2);

        assertThat(byName.keySet()).isEqualTo(new TreeSet<>(SAME_IDEA.keySet()));
    }

    @Test
    void noTestSleeps() throws IOException {
        assertThat(sources("test").stream()
                        .filter(file -> read(file).contains("Thread" + ".sleep("))
                        .map(file -> file.getFileName().toString().replace(".java", "")))
                .isSubsetOf(SLEEP_ON_PURPOSE);
    }

    @Test
    void noFileIsLongerThanFourHundredLines() throws IOException {
        assertThat(sources("main").stream()
                        // The library that asl-engine changes in its own package is as long as it is.
                        .filter(file -> !file.toString().contains("/com/dashjoin/"))
                        .filter(file -> read(file).lines().count() > 400))
                .isEmpty();
    }

    /** The compiler of a later JDK refuses a doc comment that documents nothing; the first one that we support is silent. */
    @Test
    void noDocCommentIsFollowedByAnother() throws IOException {
        Pattern twice = Pattern.compile("\\*/\\s*/\\*\\*");

        assertThat(Stream.concat(sources("main").stream(), sources("test").stream())
                        .filter(file -> twice.matcher(read(file)).find()))
                .isEmpty();
    }

    @Test
    void nobodyUsesLombok() throws IOException {
        assertThat(sources("main").stream().filter(file -> read(file).contains("import lombok")))
                .isEmpty();
    }

    private static List<Path> sources(String kind) throws IOException {
        List<Path> sources = new java.util.ArrayList<>();
        for (Module module : Module.all()) {
            Path directory = Module.ROOT
                    .resolve(module.path())
                    .resolve("src")
                    .resolve(kind)
                    .resolve("java");
            if (Files.isDirectory(directory)) {
                try (Stream<Path> files = Files.walk(directory)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
