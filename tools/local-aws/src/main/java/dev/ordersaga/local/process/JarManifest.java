package dev.ordersaga.local.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** What the manifest of a jar says that {@code java -jar} runs. */
final class JarManifest {

    private JarManifest() {}

    /** Empty where there is no such jar, or it names none. */
    static Optional<String> mainClass(Path jar) {
        return attribute(jar, Attributes.Name.MAIN_CLASS);
    }

    /** The jar, and those that its Class-Path names beside it. */
    static List<Path> classPath(Path jar) {
        List<Path> jars = new ArrayList<>(List.of(jar));
        attribute(jar, Attributes.Name.CLASS_PATH).ifPresent(path -> {
            for (String entry : path.split(" +", -1)) {
                if (!entry.isEmpty()) {
                    jars.add(jar.resolveSibling(entry));
                }
            }
        });
        return jars;
    }

    private static Optional<String> attribute(Path jar, Attributes.Name name) {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            return Optional.ofNullable(
                    manifest == null ? null : manifest.getMainAttributes().getValue(name));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
