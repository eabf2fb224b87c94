package dev.ordersaga.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.ParseException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The key that signs tokens. Making one takes half a second of a processor, and tokens are valid as long as their key. */
final class SigningKey {

    private SigningKey() {}

    /** A key that ends with this process. */
    static RSAKey made() {
        try {
            // A token is signed once and verified with every request: RS256 is verified much faster than ES256.
            return new RSAKeyGenerator(2048)
                    .keyID(UUID.randomUUID().toString())
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("no key can be made", e);
        }
    }

    /**
     * The key in this file, a JWK (RFC 7517); where there is no file, one is made and kept there for the next start, readable by
     * its owner alone.
     *
     * @throws IOException when the file holds no private RSA key, or cannot be read or written
     */
    static RSAKey keptIn(Path file) throws IOException {
        if (Files.exists(file)) {
            return read(file);
        }
        RSAKey key = made();
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        // Temporary files are their owner's alone. The move is atomic, so that a process that dies leaves no half of a
        // key.
        Path written = Files.createTempFile(folder, "key-", ".part");
        Files.writeString(written, key.toJSONString());
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        return key;
    }

    private static RSAKey read(Path file) throws IOException {
        RSAKey key = parsed(Files.readString(file));
        if (key == null || !key.isPrivate()) {
            throw new IOException(file + " holds no private RSA key; without the file another is made");
        }
        return key;
    }

    private static @Nullable RSAKey parsed(String jwk) {
        try {
            return RSAKey.parse(jwk);
        } catch (ParseException e) {
            return null;
        }
    }
}
