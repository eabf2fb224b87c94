package dev.ordersaga.saga.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every link of a Markdown document to a file or folder of this checkout leads to one. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<Path> documents = documents();
        List<String> broken = new ArrayList<>();
        for (Path document : documents) {
            LINK.matcher(Files.readString(document))
                    .results()
                    .map((MatchResult link) -> link.group(1))
                    .filter(target -> !ELSEWHERE.matcher(target).matches())
                    .filter(target -> !Files.exists(document.resolveSibling(target)))
                    .map(target -> Module.ROOT.relativize(document) + " -> " + target)
                    .forEach(broken::add);
        }

        assertThat(documents).contains(Module.ROOT.resolve("README.md"));
        assertThat(broken).isEmpty();
    }

    private static List<Path> documents() throws IOException {
        return Module.files(Module.ROOT).stream()
                .filter(file -> file.toString().endsWith(".md"))
                .toList();
    }
}
