package dev.ordersaga.issuer;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.Set;
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
     * its owner alone. Of several that start at once, one makes it.
     *
     * @throws IOException when the file holds no private RSA key, or cannot be read or written
     */
    static synchronized RSAKey keptIn(Path file) throws IOException {
        if (Files.exists(file)) {
            return read(file);
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        // The move is atomic, so that a process that dies leaves no half of a key; what it leaves, the next one writes
        // over.
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(part, Set.of(CREATE, WRITE), ownersAlone())) {
            // Until the channel is closed.
            channel.lock();
            if (Files.exists(file)) {
                Files.deleteIfExists(part);
                return read(file);
            }
            RSAKey key = made();
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode(key.toJSONString()));
            channel.force(true);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            return key;
        }
    }

    private static FileAttribute<?>[] ownersAlone() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
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
