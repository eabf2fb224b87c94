package dev.ordersaga.saga.rooms;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A Maven module of the repository.
 *
 * @param path from the repository's root, such as {@code libraries/asl-engine}
 * @param uses the artifacts of this project that its main code is compiled or run with
 */
record Module(Path path, String artifactId, List<String> uses) {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** Every module below the root. */
    static List<Module> all() throws IOException {
        return files(ROOT).stream()
                .filter(file ->
                        file.endsWith("pom.xml") && ROOT.relativize(file).getNameCount() <= 4)
                .filter(file -> !file.equals(ROOT.resolve("pom.xml")))
                .sorted()
                .map(Module::read)
                .toList();
    }

    /** The files below a folder but for those that a build makes, which come and go while other tests run, and hidden ones. */
    static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean hidden = name.startsWith(".") && !name.equals(".ci");
                return !directory.equals(folder) && (hidden || name.equals("target"))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    /** The room at the top, or one door behind it: {@code order-service}, {@code libraries}, {@code tools}. */
    String room() {
        return path.getName(0).toString();
    }

    private static Module read(Path pom) {
        try {
            Document document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
            String artifactId = children(document.getDocumentElement(), "artifactId").stream()
                    .findFirst()
                    .map(Element::getTextContent)
                    .orElseThrow();
            List<String> uses = new ArrayList<>();
            for (Element dependencies : children(document.getDocumentElement(), "dependencies")) {
                for (Element dependency : children(dependencies, "dependency")) {
                    boolean ours = text(dependency, "groupId").equals("dev.ordersaga");
                    if (ours && !text(dependency, "scope").equals("test")) {
                        uses.add(text(dependency, "artifactId"));
                    }
                }
            }
            return new Module(ROOT.relativize(pom.getParent()), artifactId, List.copyOf(uses));
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(pom.toString(), e);
        }
    }

    private static String text(Element parent, String name) {
        return children(parent, name).stream()
                .findFirst()
                .map(Element::getTextContent)
                .orElse("");
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> children = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element && element.getTagName().equals(name)) {
                children.add(element);
            }
        }
        return children;
    }
}
