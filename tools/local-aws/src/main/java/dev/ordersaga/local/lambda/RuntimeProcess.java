package dev.ordersaga.local.lambda;

import dev.ordersaga.local.process.ChildProcess;
import dev.ordersaga.local.process.ClassArchives;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The command and the environment variables of a function's JVM, as near to AWS's as a process without a sandbox gets. */
final class RuntimeProcess {

    private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final String NATIVE_LIBRARY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private static final Pattern OWN_ARCHIVE = Pattern.compile("-Xshare|SharedArchiveFile|ArchiveClassesAtExit|AOT");

    private RuntimeProcess() {}

    static ChildProcess start(
            VersionConfiguration function, String runtimeApi, String logStream, LambdaSettings settings, Path log)
            throws IOException {
        ChildProcess.Builder process = ChildProcess.java("function " + function.name(), options(function, settings))
                .javaHome(settings.javaHome())
                // The client takes the working directory for the task root.
                .directory(function.code().root())
                .onlyThisEnvironment()
                .environment(variables(function, runtimeApi, logStream, settings))
                .log(log);
        List<Path> classPath = new ArrayList<>(jars(settings.runtimeClient()));
        ClassArchives archives = settings.archives();
        if (archives != null && !hasArchiveOfItsOwn(function) && function.code().isUnpacked(settings.workDir())) {
            // The client's class loader asks its parent first, so that a class comes from the same jar either way.
            classPath.addAll(function.code().jars(archives.folder()));
            process.archives(archives);
        }
        return process.program(classPath, MAIN, List.of(function.handler())).start();
    }

    /** A JVM may refuse to start with two such options that do not go together, as JDK 25 does with -Xshare and an AOT cache. */
    private static boolean hasArchiveOfItsOwn(VersionConfiguration function) {
        return OWN_ARCHIVE.matcher(toolOptions(function)).find();
    }

    private static String toolOptions(VersionConfiguration function) {
        return function.environment().getOrDefault("JAVA_TOOL_OPTIONS", "");
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> options(VersionConfiguration function, LambdaSettings settings) {
        String told = toolOptions(function);
        List<String> arguments = new ArrayList<>();
        // A flag on the command line beats JAVA_TOOL_OPTIONS, so ours stay away where the function has its own.
        unless(told, "TieredStopAtLevel|TieredCompilation", "-XX:TieredStopAtLevel=1", arguments);
        unless(told, "Use\\w+GC", "-XX:+UseSerialGC", arguments);
        unless(
                told,
                "-Xmx|MaxHeapSize|MaxRAM",
                "-Xmx" + Math.max(64, function.memoryMegabytes() * 85 / 100) + "m",
                arguments);
        // Otherwise the heap begins with a share of the whole machine, and fills it before it is tidied for the first
        // time.
        unless(told, "-Xms|InitialHeapSize|InitialRAM|NewSize|-Xmn", "-Xms24m", arguments);
        Path library = nativeLibrary(settings);
        if (library != null) {
            arguments.add("-D" + NATIVE_LIBRARY + "=" + library);
        }
        return arguments;
    }

    private static void unless(String told, String pattern, String flag, List<String> arguments) {
        if (!Pattern.compile(pattern).matcher(told).find()) {
            arguments.add(flag);
        }
    }

    /** See "Defined runtime environment variables" in the Lambda developer guide. */
    private static Map<String, String> variables(
            VersionConfiguration function, String runtimeApi, String logStream, LambdaSettings settings) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        variables.put("LANG", "en_US.UTF-8");
        variables.put("TZ", ":UTC");
        variables.put("AWS_ENDPOINT_URL", settings.endpoint().get().toString());
        variables.putAll(settings.variables());
        variables.putAll(function.environment());
        variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", function.version());
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
        if (function.invocationsPerEnvironment() > 1) {
            // AWS's runtime client asks for invocations with so many threads.
            variables.put("AWS_LAMBDA_MAX_CONCURRENCY", Integer.toString(function.invocationsPerEnvironment()));
        }
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream);
        variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime());
        variables.put("AWS_REGION", settings.region());
        variables.put("AWS_DEFAULT_REGION", settings.region());
        variables.put("AWS_ACCESS_KEY_ID", settings.account());
        variables.put("AWS_SECRET_ACCESS_KEY", "local");
        variables.put("_HANDLER", function.handler());
        variables.put("LAMBDA_TASK_ROOT", function.code().root().toString());
        variables.put("LAMBDA_RUNTIME_DIR", settings.runtimeClient().toString());
        return variables;
    }

    /**
     * The client's native library, unpacked once. Left alone, every process would unpack it to the same path in {@code /tmp} over
     * the library that its neighbours are running.
     *
     * @return null where the client has none for this machine; it then says so itself
     */
    private static synchronized @Nullable Path nativeLibrary(LambdaSettings settings) {
        String machine = switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "aarch_64";
            default -> "unknown";
        };
        boolean musl =
                Files.exists(Path.of("/lib/ld-musl-x86_64.so.1")) || Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"));
        String entry = "jni/libaws-lambda-jni." + (musl ? "linux_musl-" : "linux-") + machine + ".so";
        try (var jars =
                Files.newDirectoryStream(settings.runtimeClient(), "aws-lambda-java-runtime-interface-client-*.jar")) {
            for (Path jar : jars) {
                Path library = settings.workDir()
                        .resolve("native")
                        .resolve(jar.getFileName() + "-" + Path.of(entry).getFileName());
                if (Files.exists(library)) {
                    return library.toAbsolutePath();
                }
                try (ZipFile zip = new ZipFile(jar.toFile())) {
                    ZipEntry packed = zip.getEntry(entry);
                    if (packed == null) {
                        return null;
                    }
                    Files.createDirectories(library.resolveSibling(""));
                    Path whole = Files.createTempFile(library.resolveSibling(""), "unpacking-", ".so");
                    try (InputStream in = zip.getInputStream(packed)) {
                        Files.copy(in, whole, StandardCopyOption.REPLACE_EXISTING);
                    }
                    Files.move(whole, library, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                    return library.toAbsolutePath();
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
