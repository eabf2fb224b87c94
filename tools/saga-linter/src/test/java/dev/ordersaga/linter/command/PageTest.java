package dev.ordersaga.linter.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --html} writes. */
class PageTest {

    private static final String OURS = "../../saga-definition/src/main/resources/order-saga.asl.json";
    private static final String TRIP = "src/test/resources/lint/classic-trip.asl.json";

    @TempDir
    private Path directory;

    private String out = "";
    private String err = "";

    private int run(String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ByteArrayOutputStream wrong = new ByteArrayOutputStream();
        int code = Main.run(
                List.of(arguments),
                new PrintStream(said, true, StandardCharsets.UTF_8),
                new PrintStream(wrong, true, StandardCharsets.UTF_8));
        out = said.toString(StandardCharsets.UTF_8);
        err = wrong.toString(StandardCharsets.UTF_8);
        return code;
    }

    private String page(String... arguments) throws IOException {
        Path page = directory.resolve("page.html");
        List<String> all = new java.util.ArrayList<>(List.of(arguments));
        all.add("--html");
        all.add(page.toString());
        assertThat(run(all.toArray(String[]::new))).isLessThan(2);
        return Files.readString(page);
    }

    @Test
    void thePageShowsTheFindingsAtTheirStatesAndTheLinesAreStillPrinted() throws IOException {
        String page = page(TRIP);

        assertThat(out.lines()).isNotEmpty().allSatisfy(line -> {
            String message = line.substring(line.indexOf(": ", line.indexOf(": ") + 2) + 2);
            assertThat(page).contains(message.replace("'", "&#39;").replace("\"", "&quot;"));
        });
        assertThat(page)
                .contains("has-finding", "class=\"badge\"", "href=\"#saga-0-state-")
                .doesNotContain("nothing found");
    }

    @Test
    void withATemplateItSaysWhatEachWayCostsAndCanShowIt() throws IOException {
        String page = page(
                OURS, "../../saga-definition/src/main/resources/refund-saga.asl.json", "--sam", "../../template.yaml");

        assertThat(out).isEmpty();
        assertThat(page)
                .contains("<h2>order-saga.asl.json</h2>", "<h2>refund-saga.asl.json</h2>", "nothing found")
                .contains(">confirmed</label>", "ProcessPayment fails for good", "Step Functions</th>")
                .contains("#saga-0:has(#saga-0-way-0:checked)", "#saga-0-state-0, #saga-0-edge-0");
    }

    @Test
    void thePageNeedsNothingElse() throws IOException {
        assertThat(page(OURS, "--sam", "../../template.yaml"))
                .startsWith("<!doctype html>")
                .doesNotContain("<script", "src=", "<link", "@import", "url(");
    }

    @Test
    void whatIsNoDefinitionIsAFindingOnThePage() throws IOException {
        Path broken = Files.writeString(directory.resolve("<b>.asl.json"), "[]");

        assertThat(page(broken.toString()))
                .contains("&lt;b&gt;.asl.json", "must be a JSON object")
                .doesNotContain("<b>");
    }

    @Test
    void whatCannotBeCountedIsSaid() throws IOException {
        Path map = Files.writeString(directory.resolve("map.asl.json"), """
                { "StartAt": "All", "States": { "All": { "Type": "Map", "End": true, "ItemProcessor": { "StartAt": "One", "States": {
                    "One": { "Type": "Pass", "End": true } } } } } }""");

        assertThat(page(map.toString(), "--sam", "../../template.yaml", "--state-machine", "OrderSaga"))
                .contains("Not counted: ", "only the worst case is known");
    }

    @Test
    void aPageThatCannotBeWrittenIsSaidInALine() {
        assertThat(run(OURS, "--html", directory.resolve("no/such/page.html").toString()))
                .isEqualTo(2);
        assertThat(err).startsWith("saga-linter: cannot write ").hasLineCount(1);
        assertThat(run("--cost", OURS, "--html", "x.html", "--sam", "../../template.yaml"))
                .isEqualTo(2);
        assertThat(err).isEqualTo("saga-linter: --html is not for --cost: a page says both\n");
    }
}
