package dev.ordersaga.local.stepfunctions;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The services that {@code arn:aws:states:::aws-sdk:SERVICE:ACTION} can name: those of the AWS SDK, by the names that it gives them. */
final class SdkServices {

    private static final Set<String> NAMES = read();
    private static final Pattern ACTION = Pattern.compile("[a-z][A-Za-z0-9]*");

    private SdkServices() {}

    static boolean has(String service, String action) {
        return NAMES.contains(service) && ACTION.matcher(action).matches();
    }

    private static Set<String> read() {
        try (InputStream in = SdkServices.class.getResourceAsStream("aws-sdk-services.txt")) {
            if (in == null) {
                throw new IllegalStateException("aws-sdk-services.txt is not there");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
