package dev.ordersaga.local.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** A jar of a few of our own classes for a child's class path, which must see nothing else of ours. */
public final class SmallJar {

    private SmallJar() {}

    /** Differs where the class's code does, for the name of a jar that is kept. */
    public static String fingerprint(Class<?> type) {
        try (InputStream code = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            if (code == null) {
                throw new IOException("no code of " + type.getName() + " on the class path");
            }
            CRC32 sum = new CRC32();
            sum.update(code.readAllBytes());
            return Long.toHexString(sum.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes the jar, whole or not at all: several processes may write the same one at once.
     *
     * @param attributes of the manifest's main section
     * @param classes that need no others but the JDK's
     */
    public static Path write(Path jar, Map<String, String> attributes, List<Class<?>> classes) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        try {
            Path directory = Files.createDirectories(jar.toAbsolutePath().resolveSibling(""));
            Path whole = Files.createTempFile(directory, jar.getFileName().toString(), ".part");
            try (OutputStream out = Files.newOutputStream(whole);
                    JarOutputStream entries = new JarOutputStream(out, manifest)) {
                for (Class<?> type : classes) {
                    String entry = type.getName().replace('.', '/') + ".class";
                    entries.putNextEntry(new ZipEntry(entry));
                    try (InputStream code = type.getResourceAsStream("/" + entry)) {
                        if (code == null) {
                            throw new IOException("no code of " + type.getName() + " on the class path");
                        }
                        code.transferTo(entries);
                    }
                    entries.closeEntry();
                }
            }
            return Files.move(whole, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
