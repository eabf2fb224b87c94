package dev.ordersaga.console.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Stylesheets and browser modules: read from the class path once, named by what they hold, so that a browser may keep them. */
public final class BrowserAssets {

    private static final Map<String, String> TYPES =
            Map.of("css", "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8", "svg", "image/svg+xml");

    private final Map<String, byte[]> byName = new LinkedHashMap<>();
    private final String version;

    /**
     * Reads them.
     *
     * @param folder on the class path, with a slash at its end
     * @param more those that are no files of it, by name
     */
    public BrowserAssets(String folder, List<String> names, Map<String, String> more) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String name : names) {
                byte[] bytes = read(folder + name);
                byName.put(name, bytes);
                digest.update(bytes);
            }
            for (Map.Entry<String, String> each : new TreeMap<>(more).entrySet()) {
                byte[] bytes = each.getValue().getBytes(StandardCharsets.UTF_8);
                byName.put(each.getKey(), bytes);
                digest.update(bytes);
            }
            this.version = HexFormat.of().formatHex(digest.digest()).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The folder that stands before a name in an address; changes with what any of them holds. */
    public String version() {
        return version;
    }

    /** The answer for a name; empty where there is none. */
    public Optional<BrowserAnswer> answer(String name) {
        return Optional.ofNullable(byName.get(name)).map(bytes -> {
            String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
            return new BrowserAnswer.Whole(
                    200,
                    BrowserAnswer.secured(
                            Map.of("Content-Type", type, "Cache-Control", "public, max-age=31536000, immutable")),
                    bytes);
        });
    }

    private static byte[] read(String resource) {
        try (InputStream in = BrowserAssets.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
