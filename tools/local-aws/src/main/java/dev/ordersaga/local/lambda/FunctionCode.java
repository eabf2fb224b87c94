package dev.ordersaga.local.lambda;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * A function's code, unpacked.
 *
 * @param root the task root: classes, and jars in {@code lib/}
 * @param sha256 in Base64, as AWS says it
 * @param size in bytes, packed
 */
record FunctionCode(Path root, String sha256, long size) {

    /** Unpacks a zip, once for each content: a folder named by the SHA-256 is kept and used again. */
    static FunctionCode unpack(byte[] zip, Path workDir) throws IOException {
        byte[] hash = digest().digest(zip);
        Path root = workDir.resolve("code").resolve(HexFormat.of().formatHex(hash));
        if (!Files.isDirectory(root)) {
            Files.createDirectories(root.resolveSibling(""));
            Path whole = Files.createTempDirectory(root.resolveSibling(""), "unpacking-");
            try {
                unzip(zip, whole);
                moveUnlessThere(whole, root);
            } finally {
                delete(whole);
            }
        }
        return new FunctionCode(root, Base64.getEncoder().encodeToString(hash), zip.length);
    }

    /**
     * The code as a class path of jars alone, as an archive of its classes needs it: the same order in which the runtime client's class
     * loader looks, the classes at the root as a jar of their own.
     *
     * @param folder where that jar is kept
     * @throws IOException where it cannot be written
     */
    List<Path> jars(Path folder) throws IOException {
        List<Path> jars = new ArrayList<>();
        Path classes = folder.resolve("classes-" + root.getFileName() + ".jar");
        if (!Files.exists(classes)) {
            Files.createDirectories(folder);
            Path whole = Files.createTempFile(folder, "classes-", ".part");
            try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(whole));
                    Stream<Path> walk = Files.walk(root)) {
                Path lib = root.resolve("lib");
                for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                    if (!file.startsWith(lib)) {
                        jar.putNextEntry(
                                new ZipEntry(root.relativize(file).toString().replace('\\', '/')));
                        Files.copy(file, jar);
                        jar.closeEntry();
                    }
                }
            }
            Files.move(whole, classes, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        jars.add(classes);
        if (Files.isDirectory(root.resolve("lib"))) {
            try (Stream<Path> lib = Files.list(root.resolve("lib"))) {
                lib.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
            }
        }
        return jars;
    }

    /** Whether it lies where {@link #unpack} put it, and never changes; a folder of somebody else's may. */
    boolean isUnpacked(Path workDir) {
        return root.startsWith(workDir.resolve("code"));
    }

    /** A zip or jar is unpacked; a folder is the task root itself. */
    static FunctionCode at(Path path, Path workDir) throws IOException {
        return Files.isDirectory(path) ? folder(path) : unpack(Files.readAllBytes(path), workDir);
    }

    private static FunctionCode folder(Path root) throws IOException {
        MessageDigest hash = digest();
        long size = 0;
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            hash.update(root.relativize(file).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), hash)) {
                size += in.transferTo(java.io.OutputStream.nullOutputStream());
            }
        }
        return new FunctionCode(root.toAbsolutePath(), Base64.getEncoder().encodeToString(hash.digest()), size);
    }

    private static void unzip(byte[] zip, Path root) throws IOException {
        boolean empty = true;
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                empty = false;
                Path file = root.resolve(entry.getName()).normalize();
                if (!file.startsWith(root)) {
                    throw new ZipException("the entry " + entry.getName() + " leads out of the archive");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.resolveSibling(""));
                    Files.copy(entries, file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        if (empty) {
            throw new ZipException("it holds no entry");
        }
    }

    private static void moveUnlessThere(Path whole, Path root) throws IOException {
        try {
            Files.move(whole, root, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
            // Another process has unpacked the same code meanwhile.
        } catch (java.nio.file.FileSystemException e) {
            if (!Files.isDirectory(root)) {
                throw e;
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> walk = Files.walk(directory)) {
                for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
