package dev.ordersaga.benchmarks.function;

import dev.ordersaga.benchmarks.Figures;
import dev.ordersaga.benchmarks.suite.LocalAwsProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The start of payment-service's function, from its process to its first answer - a payment, with its writes to DynamoDB Local - beside the
 * same handler without Spring, each with a class archive and without.
 */
public final class FunctionBenchmark {

    /** One whose zip is payment-service's own, and one that has the class of this package besides. */
    private static final String TEMPLATE =
            """
            Transform: AWS::Serverless-2016-10-31
            Globals:
              Function:
                Runtime: java17
                MemorySize: 1024
                Timeout: 30
                Environment:
                  Variables:
                    SPRING_CLOUD_FUNCTION_DEFINITION: functionRouter
                    MAIN_CLASS: dev.ordersaga.payment.function.PaymentFunctions
                    PAYMENTS_TABLE: !Ref Payments
                    SAGA_STEPS_TABLE: !Ref Steps
                    CARD_GATEWAY_TABLE: !Ref Gateway
            Resources:
              Spring:
                Type: AWS::Serverless::Function
                Properties:
                  FunctionName: spring
                  CodeUri: spring.zip
                  Handler: org.springframework.cloud.function.adapter.aws.FunctionInvoker
              Plain:
                Type: AWS::Serverless::Function
                Properties:
                  FunctionName: plain
                  CodeUri: plain.zip
                  Handler: dev.ordersaga.benchmarks.function.PlainPayment
            """ + table("Payments", "orderId") + table("Steps", "id") + table("Gateway", "id");

    /** By its name: what it implements is there only in Lambda's runtime. */
    private static final String CLASS_FILE = "dev/ordersaga/benchmarks/function/PlainPayment.class";

    private final int port;

    /** A benchmark that starts local-aws on this port. */
    public FunctionBenchmark(int port) {
        this.port = port;
    }

    /** Starts the functions with the payment-service of a checkout, each without an archive, to record one, and with it. */
    public void run(Path home, Figures figures) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("bench-function-");
        try {
            Path template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
            Path zip = home.resolve("payment-service/target/payment-service-function.zip");
            Files.copy(zip, folder.resolve("spring.zip"));
            withPlainHandler(zip, folder.resolve("plain.zip"));
            double plain = figure(home, figures, "plain", "without Spring", template, folder, null);
            double spring = figure(home, figures, "spring", "with Spring", template, folder, null);
            Path archives = Files.createDirectory(folder.resolve("archives"));
            // The first process of each writes its archive as it ends.
            once(home, "plain", template, folder, archives);
            once(home, "spring", template, folder, archives);
            double archived = figure(home, figures, "spring", "with Spring, class archive", template, folder, archives);
            figure(home, figures, "plain", "without Spring, class archive", template, folder, archives);
            figures.add("CPU with Spring, of that without", spring / plain);
            figures.add("CPU with Spring and class archive, of that without both", archived / plain);
        } finally {
            delete(folder);
        }
    }

    private record Start(double seconds, double cpuSeconds) {}

    private double figure(
            Path home,
            Figures figures,
            String function,
            String name,
            Path template,
            Path folder,
            @Nullable Path archives)
            throws IOException, InterruptedException {
        Start start = once(home, function, template, folder, archives);
        figures.add(name + ": s to the first answer", start.seconds());
        figures.add(name + ": CPU s to the first answer", start.cpuSeconds());
        return start.cpuSeconds();
    }

    private Start once(Path home, String function, Path template, Path folder, @Nullable Path archives)
            throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of(
                "--template",
                template.toString(),
                "--log-dir",
                folder.resolve("logs").toString()));
        if (archives != null) {
            options.addAll(List.of("--class-archives", archives.toString()));
        }
        try (LocalAwsProcess aws = LocalAwsProcess.start(home, port, options.toArray(String[]::new))) {
            Set<ProcessHandle> before = new HashSet<>(aws.descendants());
            long begun = System.nanoTime();
            aws.invoke(
                    function,
                    "{\"action\":\"processPayment\",\"orderId\":\""
                            + UUID.randomUUID().toString().replace("-", "")
                            + "\",\"amount\":{\"amount\":6230,\"currency\":\"EUR\"},\"paymentMethod\":\"pm_card_visa\"}");
            double seconds = (System.nanoTime() - begun) / 1e9;
            double cpuSeconds = aws.descendants().stream()
                    .filter(process -> !before.contains(process))
                    .mapToDouble(LocalAwsProcess::cpuSeconds)
                    .sum();
            return new Start(seconds, cpuSeconds);
        }
    }

    private static void withPlainHandler(Path zip, Path to) throws IOException {
        try (ZipInputStream from = new ZipInputStream(Files.newInputStream(zip));
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to));
                InputStream handler = FunctionBenchmark.class.getResourceAsStream("/" + CLASS_FILE)) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                from.transferTo(out);
            }
            out.putNextEntry(new ZipEntry(CLASS_FILE));
            if (handler == null) {
                throw new IOException(CLASS_FILE + " is missing");
            }
            handler.transferTo(out);
        }
    }

    private static String table(String name, String key) {
        return """
              %s:
                Type: AWS::DynamoDB::Table
                Properties:
                  BillingMode: PAY_PER_REQUEST
                  AttributeDefinitions: [{AttributeName: %s, AttributeType: S}]
                  KeySchema: [{AttributeName: %s, KeyType: HASH}]
            """.formatted(name, key, key);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
