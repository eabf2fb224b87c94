package dev.ordersaga.order.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.MediaType;

/** The scripts and styles of the desk, read once; their version is part of their address, so that a browser keeps them for good. */
final class Assets {

    private static final Map<String, MediaType> TYPES = Map.of(
            "desk.css", MediaType.valueOf("text/css;charset=utf-8"),
            "desk.js", MediaType.valueOf("text/javascript;charset=utf-8"),
            "icon.svg", MediaType.valueOf("image/svg+xml"),
            "picture.css", MediaType.valueOf("text/css;charset=utf-8"));

    /** A file and what it is. */
    record Asset(MediaType type, byte[] content) {}

    private final Map<String, Asset> all = new LinkedHashMap<>();
    private final String version;

    Assets() {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            for (String name : TYPES.keySet().stream().sorted().toList()) {
                byte[] content = content(name);
                hash.update(content);
                all.put(name, new Asset(Objects.requireNonNull(TYPES.get(name)), content));
            }
            version = "v" + HexFormat.of().formatHex(hash.digest(), 0, 6);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    String version() {
        return version;
    }

    Optional<Asset> find(String name) {
        return Optional.ofNullable(all.get(name));
    }

    private static byte[] content(String name) {
        if (name.equals("picture.css")) {
            return SagaPicture.read("order-saga").style().getBytes(UTF_8);
        }
        try (InputStream file = Objects.requireNonNull(Assets.class.getResourceAsStream(name), name)) {
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
