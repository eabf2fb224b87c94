package dev.ordersaga.saga.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How the code is kept, wherever it stands. */
class SourceRulesTest {

    /** What each of these is about takes its time itself: a process, a handler, the pauses of the fence under contention. */
    private static final Set<String> SLEEP_ON_PURPOSE = Set.of(
            "Bursts",
            "ChildProcessTest",
            "ClassArchivesTest",
            "FaultyDelivery",
            "HotStockTest",
            "KilledLocalAws",
            "TestHandlers");

    private static final Pattern SLEEP =
            Pattern.compile("(?:Thread|TimeUnit\\.[A-Z]+|[^.\\w][A-Z]+)\\.sleep\\(|LockSupport\\.park");

    /** Public and used by their own package alone. */
    private static final Map<String, String> PUBLIC_ON_PURPOSE = Map.ofEntries(
            Map.entry("Assignments", "what State, which is public, is made of"),
            Map.entry("DataFlow", "what State, which is public, is made of"),
            Map.entry("Drawing", "all that its package offers"),
            Map.entry("Fault", "what Faults, which is public, takes and gives"),
            Map.entry("LiveSource", "what Pulse, which is public, takes"),
            Map.entry("LocalAwsFailed", "what LocalAws, which is public, throws"),
            Map.entry("PlainPayment", "Lambda's runtime makes it, by its name"),
            Map.entry("ProblemReportValve", "Tomcat makes it, by its name"),
            Map.entry("ReconcilerFunction", "Lambda's runtime makes it, by its name"),
            Map.entry("Refusal", "what Move, which is public, is made of"),
            Map.entry("StateMachines", "what Deployment, which is public, takes"),
            Map.entry("ThreeStepSaga", "JMH makes it, and wants it public"),
            Map.entry("UnreadableRecord", "what Fence, which is public, throws"));

    /** What gives the suite and the libraries their time, ids and randomness: programs' beginnings, and defaults of libraries. */
    private static final Set<String> MAKE_TIME_AND_CHANCE = Set.of(
            "Backoff",
            "BrowserSecret",
            "InventoryFunctions",
            "OrderFunctions",
            "PaymentFunctions",
            "PlacingController",
            "RateLimiter",
            "ReconcilerConfig",
            "RestApplication");

    private static final Pattern TIME_OR_CHANCE =
            Pattern.compile("Clock\\.system|(?:Instant|LocalDate|LocalDateTime|ZonedDateTime)\\.now\\(\\)"
                    + "|System\\.currentTimeMillis|UUID\\.randomUUID|Math\\.random|new Random\\(\\)"
                    + "|ThreadLocalRandom\\.current|new SecureRandom");

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
                        .filter(file -> SLEEP.matcher(read(file)).find())
                        .map(SourceRulesTest::nameOf))
                .isSubsetOf(SLEEP_ON_PURPOSE);
    }

    @Test
    void noTestUsesAMockingLibrary() throws IOException {
        Pattern mocks =
                Pattern.compile("import (?:static )?(?:org\\.mockito|org\\.easymock|io\\.mockk|org\\.jmock)\\.");

        assertThat(sources("test").stream()
                        .filter(file -> mocks.matcher(read(file)).find()))
                .isEmpty();
    }

    @Test
    void theSuiteAndTheLibrariesAreGivenTimeIdsAndRandomness() throws IOException {
        Set<String> elsewhere = Set.of("benchmarks", "saga-tests", "tools");

        assertThat(sources("main").stream()
                        .filter(file -> !elsewhere.contains(
                                Module.ROOT.relativize(file).getName(0).toString()))
                        .filter(file -> TIME_OR_CHANCE.matcher(read(file)).find())
                        .map(SourceRulesTest::nameOf))
                .isSubsetOf(MAKE_TIME_AND_CHANCE);
    }

    @Test
    void aTypeIsPublicOnlyIfAnotherPackageUsesIt() throws IOException {
        Set<String> used = new TreeSet<>();
        Pattern imported = Pattern.compile("dev\\.ordersaga(?:\\.[a-z0-9]+)*\\.[A-Z]\\w*");
        for (String kind : List.of("main", "test")) {
            for (Path file : sources(kind)) {
                imported.matcher(read(file)).results().map(MatchResult::group).forEach(used::add);
            }
            for (Path file : files(kind, "jte", ".jte")) {
                imported.matcher(read(file)).results().map(MatchResult::group).forEach(used::add);
            }
        }

        assertThat(sources("main").stream()
                        .filter(file -> !nameOf(file).equals("package-info"))
                        // The library that asl-engine changes in its own package keeps what it offers.
                        .filter(file -> !file.toString().contains("/com/dashjoin/"))
                        .filter(SourceRulesTest::isPublic)
                        .filter(file -> !read(file).contains("public static void main("))
                        .filter(file -> !used.contains(packageOf(file) + "." + nameOf(file)))
                        .map(SourceRulesTest::nameOf))
                .isSubsetOf(PUBLIC_ON_PURPOSE.keySet());
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

    private static boolean isPublic(Path file) {
        return Pattern.compile("^public (?:[a-z-]+ )*" + nameOf(file) + "\\b", Pattern.MULTILINE)
                .matcher(read(file))
                .find();
    }

    private static String packageOf(Path file) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith("package "))
                .map(line -> line.substring("package ".length(), line.indexOf(';')))
                .findFirst()
                .orElseThrow();
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static List<Path> sources(String kind) throws IOException {
        return files(kind, "java", ".java");
    }

    private static List<Path> files(String kind, String folder, String ending) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Module module : Module.all()) {
            Path directory = Module.ROOT
                    .resolve(module.path())
                    .resolve("src")
                    .resolve(kind)
                    .resolve(folder);
            if (Files.isDirectory(directory)) {
                try (Stream<Path> files = Files.walk(directory)) {
                    files.filter(file -> file.toString().endsWith(ending)).forEach(sources::add);
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
