package dev.ordersaga.local.process;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/** The folder that the build fills with what our children run: {@code lambda-runtime/} and {@code dynamodb-local/}. */
public final class LocalHome {

    private LocalHome() {}

    /**
     * The system property {@code local-aws.home}; without it the folder that holds our own jar or classes, which is
     * {@code local-aws/target} in a build.
     */
    public static Path directory() {
        String told = System.getProperty("local-aws.home");
        if (told != null) {
            return Path.of(told).toAbsolutePath();
        }
        CodeSource source = LocalHome.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return Path.of("").toAbsolutePath();
        }
        try {
            return Path.of(source.getLocation().toURI()).toAbsolutePath().resolveSibling("");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("our own code lies at no path: " + source.getLocation(), e);
        }
    }
}
