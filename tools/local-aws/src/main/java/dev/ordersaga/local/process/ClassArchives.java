package dev.ordersaga.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of class archives: what a JVM has loaded and linked, kept so that the next start of the same program reads it instead. The
 * first run of a program records its archive and writes it as it ends; from then on it is used. An archive is known by the JVM's version,
 * its options and the class path's jars, so one that does not fit is never tried, and one that the JVM itself refuses is left aside by it
 * without a word. A new archive of a program replaces those that a JVM of the same feature release made of it. JDK 17 to 24 keep classes (CDS), JDK 25 and later linked classes and profiles as well (the AOT cache).
 *
 * @see <a href="https://openjdk.org/jeps/350">JEP 350, dynamic CDS archives</a>
 * @see <a href="https://openjdk.org/jeps/514">JEP 514, the AOT cache</a>
 */
public final class ClassArchives {

    /**
     * An archive is mapped where it was made for, as JVMs did before they chose a random place for each start: there its pages are read
     * from the file when they are needed, and need no change. A function's process changes 20 MB of them then, and 46 MB elsewhere. Ignored by a JVM that does not know it.
     */
    private static final List<String> IN_PLACE = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

    private static final Pattern RELEASE = Pattern.compile("JAVA_VERSION=\"(\\d+)[^\"]*\"");
    private static final int FIRST_WITH_AOT_CACHE = 25;
    private static final int KEY_BYTES = 8;

    /** How the name of an archive ends, behind its program. */
    private static final Pattern HASHED = Pattern.compile("[0-9a-f]{" + 2 * KEY_BYTES + "}\\.(jsa|aot)");

    /** What the process with this id lets another write; a JVM with an AOT cache writes a second file beside it first. */
    private static final Pattern UNFINISHED = Pattern.compile(".*\\.(?:jsa|aot)\\.(\\d+)\\.part(?:\\.config)?");

    /** Those that a process of ours records now: one is enough. */
    private static final Set<Path> RECORDING = ConcurrentHashMap.newKeySet();

    private final Path folder;

    /** Archives are kept in the folder, which is made when it is needed. */
    public ClassArchives(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    public Path folder() {
        return folder;
    }

    /**
     * How a program is to be started.
     *
     * @param options for the JVM
     * @param recording what this run records, if it does
     */
    record Start(List<String> options, Optional<Recording> recording) {}

    /** The start of a program; without options where its class path cannot be archived. */
    Start start(String name, Path javaHome, List<String> options, List<Path> classPath) {
        try {
            String version = Files.readString(javaHome.resolve("release"));
            Matcher feature = RELEASE.matcher(version);
            if (!feature.find()) {
                return new Start(List.of(), Optional.empty());
            }
            int release = Integer.parseInt(feature.group(1));
            boolean aot = release >= FIRST_WITH_AOT_CACHE;
            MessageDigest key = MessageDigest.getInstance("SHA-256");
            update(key, version);
            options.forEach(option -> update(key, option));
            for (Path jar : classPath) {
                if (!Files.isRegularFile(jar)) {
                    return new Start(List.of(), Optional.empty());
                }
                update(key, jar + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar));
            }
            Files.createDirectories(folder);
            String program = name.replaceAll("[^A-Za-z0-9.-]+", "-") + "-" + release + "-";
            Path archive = folder.resolve(
                    program + HexFormat.of().formatHex(key.digest(), 0, KEY_BYTES) + (aot ? ".aot" : ".jsa"));
            if (Files.exists(archive)) {
                return new Start(
                        with(aot ? "-XX:AOTCache=" + archive : "-XX:SharedArchiveFile=" + archive), Optional.empty());
            }
            if (!RECORDING.add(archive)) {
                return new Start(List.of(), Optional.empty());
            }
            deleteAbandoned();
            Path unfinished = archive.resolveSibling(
                    archive.getFileName() + "." + ProcessHandle.current().pid() + ".part");
            return new Start(
                    with((aot ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + unfinished),
                    Optional.of(new Recording(unfinished, archive, program)));
        } catch (IOException e) {
            // It starts as it would have without.
            return new Start(List.of(), Optional.empty());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** Deletes what nobody will finish: a process that is killed leaves it. */
    private void deleteAbandoned() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher unfinished = UNFINISHED.matcher(file.getFileName().toString());
                if (unfinished.matches()
                        && ProcessHandle.of(Long.parseLong(unfinished.group(1))).isEmpty()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static List<String> with(String archive) {
        return Stream.concat(IN_PLACE.stream(), Stream.of(archive, "-Xlog:disable"))
                .toList();
    }

    private static void update(MessageDigest key, String text) {
        key.update(text.getBytes(StandardCharsets.UTF_8));
        key.update((byte) 0);
    }

    /**
     * An archive that a running process will write as it ends.
     *
     * @param unfinished where it writes
     * @param archive where it is kept once it is whole
     * @param program how the names of all its archives begin
     */
    record Recording(Path unfinished, Path archive, String program) {

        /** The process has ended. */
        void ended(boolean inGoodOrder) {
            RECORDING.remove(archive);
            try {
                Files.deleteIfExists(unfinished.resolveSibling(unfinished.getFileName() + ".config"));
                if (inGoodOrder && Files.exists(unfinished)) {
                    Files.move(
                            unfinished, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                    deleteStale();
                } else {
                    Files.deleteIfExists(unfinished);
                }
            } catch (IOException e) {
                // The next run records it again.
            }
        }

        /** Deletes archives of earlier versions of the program. A process that has one open keeps it until it ends. */
        private void deleteStale() throws IOException {
            try (Stream<Path> files = Files.list(archive.resolveSibling(""))) {
                for (Path file : files.toList()) {
                    String name = file.getFileName().toString();
                    if (name.startsWith(program)
                            && HASHED.matcher(name.substring(program.length())).matches()
                            && !file.equals(archive)) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        }
    }
}
