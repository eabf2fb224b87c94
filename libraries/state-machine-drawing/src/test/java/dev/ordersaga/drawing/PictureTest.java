package dev.ordersaga.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.analysis.Outline;
import dev.ordersaga.analysis.OutlineState;
import dev.ordersaga.drawing.Scene.PlacedEdge;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class PictureTest {

    private static final String TASK = "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\"";
    private static final String CATCH_ALL = "\"Catch\": [ { \"ErrorEquals\": [ \"States.ALL\" ], \"Next\": \"%s\" } ]";

    /** Three steps, each with its undo. */
    private static final String TRIP =
            """
            { "StartAt": "BookHotel", "States": {
                "BookHotel": { %1$s, %2$s, "Next": "BookFlight" },
                "BookFlight": { %1$s, %3$s, "Next": "BookCar" },
                "BookCar": { %1$s, "Catch": [ { "ErrorEquals": [ "NoCarLeft" ], "Next": "CancelFlight" },
                    { "ErrorEquals": [ "States.ALL" ], "Next": "CancelCar" } ], "Next": "Booked" },
                "Booked": { "Type": "Succeed" },
                "CancelCar": { %1$s, "Next": "CancelFlight" },
                "CancelFlight": { %1$s, "Next": "CancelHotel" },
                "CancelHotel": { %1$s, "Next": "NotBooked" },
                "NotBooked": { "Type": "Fail" } } }""".formatted(TASK, CATCH_ALL.formatted("CancelHotel"), CATCH_ALL.formatted("CancelFlight"));

    private static Map<String, Box> boxes(String definition) {
        Outline outline = Outline.of(definition);
        Map<String, Box> boxes = new LinkedHashMap<>();
        SheetLayout.of(outline)
                .states()
                .forEach(placed -> boxes.put(outline.state(placed.number()).name(), placed.box()));
        return boxes;
    }

    @Test
    void whatGoesForwardRunsStraightDown() {
        Map<String, Box> boxes = boxes(TRIP);
        List<Box> forward =
                List.of(box(boxes, "BookHotel"), box(boxes, "BookFlight"), box(boxes, "BookCar"), box(boxes, "Booked"));

        for (int i = 1; i < forward.size(); i++) {
            assertThat(forward.get(i).middleX()).isEqualTo(forward.get(0).middleX());
            assertThat(forward.get(i).y()).isGreaterThan(forward.get(i - 1).bottom());
        }
    }

    @Test
    void anUndoStandsBesideWhatItUndoes() {
        Map<String, Box> boxes = boxes(TRIP);

        assertBeside(box(boxes, "BookHotel"), box(boxes, "CancelHotel"));
        assertBeside(box(boxes, "BookFlight"), box(boxes, "CancelFlight"));
        assertBeside(box(boxes, "BookCar"), box(boxes, "CancelCar"));
    }

    private static void assertBeside(Box done, Box undo) {
        assertThat(undo.middleY()).isBetween(done.y(), done.bottom());
        assertThat(undo.x()).isGreaterThan(done.right());
    }

    @Test
    void everyStateAndEveryEdgeHasAnIdAndSaysWhatItIs() throws Exception {
        Outline outline = Outline.of(TRIP);
        Map<String, Element> groups = groups(Picture.of(outline).svg());

        outline.states().forEach(state -> {
            Element group = group(groups, "state-" + state.number());
            assertThat(group.getAttribute("data-state")).isEqualTo(state.name());
            assertThat(group.getAttribute("data-type")).isEqualTo(state.node().type());
            assertThat(group.getAttribute("class")).contains(state.role().name().toLowerCase(java.util.Locale.ROOT));
        });
        outline.edges().forEach(edge -> {
            Element group = group(groups, "edge-" + edge.number());
            assertThat(group.getAttribute("data-from")).isEqualTo("" + edge.from());
            assertThat(group.getAttribute("data-to")).isEqualTo("" + edge.to());
            assertThat(group.getAttribute("data-kind"))
                    .isEqualTo(edge.kind().name().toLowerCase(java.util.Locale.ROOT));
        });
    }

    @Test
    void onePageHoldsSeveralPictures() throws Exception {
        Picture picture = Picture.of(TRIP);

        assertThat(groups(picture.svg("left-"))).containsKey("left-state-0").doesNotContainKey("state-0");
        assertThatThrownBy(() -> picture.svg("\"><script>")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPartOfAPageHasNoStyleAndNoScript() {
        String svg = Picture.of(TRIP).svg();

        assertThat(svg).doesNotContain("<style", "style=", "<script", "onclick", "href", "url(");
        assertThat(Picture.of(TRIP).file()).contains("<style>", "prefers-color-scheme: dark");
        assertThat(Picture.stylesheet()).doesNotContain("url(", "@import", "<");
    }

    @Test
    void theSameDefinitionGivesTheSamePicture() {
        assertThat(Picture.of(TRIP).file()).isEqualTo(Picture.of(TRIP).file());
    }

    @Test
    void whateverADefinitionSaysStaysText() throws Exception {
        String evil = "<script>alert('x')</script>";
        String definition = """
                { "StartAt": "%1$s", "States": {
                    "%1$s": { "Type": "Choice", "Comment": "]]> & %1$s \\u0000 \\"", "Choices": [
                        { "Variable": "$['%1$s']", "StringEquals": "<b>", "Next": "Two" } ], "Default": "Two" },
                    "Two": { "Type": "Ta<sk", "Resource": "<i>", "Next": "%1$s", "Catch": [ { "ErrorEquals": [ "<u>" ], "Next": "%1$s" } ] } } }""".formatted(evil);
        String svg = Picture.of(definition).file();

        assertThat(svg).doesNotContain("<script", "<b>", "<i>", "<u>");
        assertThat(group(groups(svg), "state-0").getAttribute("data-state")).isEqualTo(evil);
    }

    @Test
    void aLongNameIsWrittenWholeAndInItsBox() {
        String name = "CheckWhetherTheCustomersOwnReservationOfTheTableByTheWindowIsStillWantedTonight!";
        assertThat(name).hasSize(80);
        OutlineState state = Outline.of("{ \"StartAt\": \"%1$s\", \"States\": { \"%1$s\": { %2$s, \"End\": true } } }"
                        .formatted(name, TASK))
                .state(0);
        StateText text = StateText.of(state);

        assertThat(String.join("", text.name())).isEqualTo(name);
        assertThat(text.name())
                .allSatisfy(line ->
                        assertThat(Lettering.width(line, StateText.NAME_SIZE)).isLessThan(text.width()));
        assertThat(text.width()).isLessThan(220);
        assertThat(text.height()).isGreaterThan(text.name().size() * StateText.NAME_LINE);
    }

    @Test
    void aConditionIsWrittenBrieflyAndHasItsWholeTextBehind() {
        String condition = "$states.input.order.total.amount > 100000 and $states.input.customer.since < '2020-01-01'";
        Outline outline = Outline.of("""
                { "QueryLanguage": "JSONata", "StartAt": "IsLarge", "States": {
                    "IsLarge": { "Type": "Choice", "Choices": [ { "Condition": "{%% %s %%}", "Next": "Large" } ], "Default": "Small" },
                    "Large": { "Type": "Succeed" }, "Small": { "Type": "Succeed" } } }""".formatted(condition));

        assertThat(EdgeText.brief(outline.edge(0))).startsWith("order.total.amount > 100000 and customer");
        assertThat(EdgeText.whole(outline.edge(0))).isEqualTo(condition);
        assertThat(EdgeText.brief(outline.edge(1))).isEqualTo("otherwise");
    }

    @Test
    void aConditionOfJsonPathIsWrittenAsOneReadsIt() {
        Outline outline = Outline.of("""
                { "StartAt": "IsLarge", "States": { "IsLarge": { "Type": "Choice", "Default": "Small", "Choices": [ { "Next": "Large", "And": [
                    { "Variable": "$.total", "NumericGreaterThanEquals": 100 },
                    { "Not": { "Variable": "$.kind", "StringEquals": "gift" } }, { "Variable": "$.code", "IsPresent": false } ] } ] },
                    "Large": { "Type": "Succeed" }, "Small": { "Type": "Succeed" } } }""");

        assertThat(EdgeText.brief(outline.edge(0)))
                .isEqualTo("$.total ≥ 100 and not ($.kind = gift) and $.code is not present");
    }

    @Test
    void whatLeadsBackToTheSameStateIsALoopBesideIt() {
        Outline outline = Outline.of("{ \"StartAt\": \"Ask\", \"States\": { \"Ask\": { %s, \"End\": true, %s } } }"
                .formatted(TASK, CATCH_ALL.formatted("Ask")));
        Scene scene = SheetLayout.of(outline);
        Box box = scene.states().get(0).box();
        PlacedEdge loop = scene.edges().stream()
                .filter(edge -> edge.number() == 0)
                .findFirst()
                .orElseThrow();

        assertThat(loop.points().get(0).x()).isEqualTo(box.right());
        assertThat(loop.points()).hasSize(4).allSatisfy(spot -> {
            assertThat(spot.x()).isBetween(box.right(), scene.width());
            assertThat(spot.y()).isBetween(box.y(), box.bottom());
        });
    }

    @Test
    void sixtyStatesInMapsAndParallelsStandInTheirBoxesAndNotOnEachOther() {
        Outline outline = Outline.of(large(60));
        Scene scene = SheetLayout.of(outline);
        Map<Integer, Box> boxes = new LinkedHashMap<>();
        scene.states().forEach(placed -> boxes.put(placed.number(), placed.box()));

        assertThat(outline.states()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(boxes).hasSameSizeAs(outline.states());
        outline.states().forEach(state -> {
            Box box = box(boxes, state.number());
            assertThat(within(new Box(0, 0, scene.width(), scene.height()), box))
                    .isTrue();
            state.owner()
                    .ifPresent(owner -> assertThat(within(box(boxes, owner), box))
                            .as(state.name())
                            .isTrue());
            outline.states().stream()
                    .filter(other -> other.number() > state.number()
                            && other.owner().equals(state.owner())
                            && other.node().scope() == state.node().scope())
                    .forEach(other -> assertThat(overlap(box, box(boxes, other.number())))
                            .as(state.name() + " and " + other.name())
                            .isFalse());
        });
        scene.edges()
                .forEach(edge -> edge.text()
                        .ifPresent(text -> boxes.forEach((number, box) -> {
                            if (outline.state(number).node().parts().isEmpty()) {
                                assertThat(overlap(text.box(), box)).isFalse();
                            }
                        })));
    }

    @Test
    void noEdgePassesThroughAState() {
        for (String definition : List.of(TRIP, large(60))) {
            Outline outline = Outline.of(definition);
            Scene scene = SheetLayout.of(outline);
            scene.states().stream()
                    .filter(placed ->
                            outline.state(placed.number()).node().parts().isEmpty())
                    .forEach(placed -> scene.edges().forEach(edge -> {
                        for (int i = 1; i < edge.points().size(); i++) {
                            assertThat(crosses(
                                            placed.box(),
                                            edge.points().get(i - 1),
                                            edge.points().get(i)))
                                    .as(outline.state(placed.number()).name() + " and edge " + edge.number())
                                    .isFalse();
                        }
                    }));
        }
    }

    @Test
    void aBrokenDefinitionIsDrawnAsFarAsItGoes() throws Exception {
        String broken =
                "{ \"StartAt\": \"One\", \"States\": { \"One\": { \"Type\": \"Pass\", \"Next\": \"Two\" }, \"Alone\": { } } }";

        assertThat(groups(Picture.of(broken).svg()))
                .containsKeys("state-0", "state-1")
                .doesNotContainKey("edge-0");
        assertThat(Picture.of("{}").svg()).startsWith("<svg");
        assertThatThrownBy(() -> Picture.of("[]")).isInstanceOf(IllegalArgumentException.class);
    }

    /** Steps, each with an undo; every fifth a Map of a Parallel of two, every seventh a Choice that goes round the next. */
    private static String large(int states) {
        List<String> written = new ArrayList<>();
        int count = 0;
        for (int i = 0; count < states; i++) {
            String next = "Next" + (i + 1);
            String undo = i == 0 ? "Over" : "CancelNext" + (i - 1);
            if (i % 5 == 3) {
                written.add("""
                        "Next%1$d": { "Type": "Map", "Next": "%2$s", "Catch": [ { "ErrorEquals": [ "States.ALL" ], "Next": "%4$s" } ],
                          "ItemProcessor": { "StartAt": "Both%1$d", "States": { "Both%1$d": { "Type": "Parallel", "End": true, "Branches": [
                            { "StartAt": "Left%1$d", "States": { "Left%1$d": { %3$s, "Next": "LeftToo%1$d" }, "LeftToo%1$d": { %3$s, "End": true } } },
                            { "StartAt": "Right%1$d", "States": { "Right%1$d": { "Type": "Wait", "Seconds": 5, "End": true } } } ] } } } },
                        "CancelNext%1$d": { %3$s, "Next": "%4$s" }""".formatted(i, next, TASK, undo));
                count += 6;
            } else if (i % 7 == 5) {
                written.add(
                        "\"Next%1$d\": { \"Type\": \"Choice\", \"Choices\": [ { \"Variable\": \"$.x\", \"NumericLessThan\": %1$d, \"Next\": \"Next%2$d\" } ], \"Default\": \"%3$s\" }, \"CancelNext%1$d\": { \"Type\": \"Pass\", \"Next\": \"%4$s\" }"
                                .formatted(i, i + 2, next, undo));
                count += 2;
            } else {
                written.add(
                        "\"Next%1$d\": { \"Comment\": \"Undone by CancelNext%1$d.\", %2$s, \"Next\": \"%3$s\", \"Catch\": [ { \"ErrorEquals\": [ \"Refused%1$d\" ], \"Next\": \"%4$s\" }, { \"ErrorEquals\": [ \"States.ALL\" ], \"Next\": \"CancelNext%1$d\" } ] }, \"CancelNext%1$d\": { %2$s, \"Next\": \"%4$s\" }"
                                .formatted(i, TASK, next, undo));
                count += 2;
            }
            if (count >= states) {
                written.add("\"" + next + "\": { \"Type\": \"Pass\", \"Next\": \"Last\" }, \"Next" + (i + 2)
                        + "\": { \"Type\": \"Pass\", \"Next\": \"Last\" }");
            }
        }
        written.add("\"Last\": { \"Type\": \"Succeed\" }, \"Over\": { \"Type\": \"Fail\" }");
        return "{ \"StartAt\": \"Next0\", \"States\": { " + String.join(", ", written) + " } }";
    }

    private static <K> Box box(Map<K, Box> boxes, K key) {
        return Optional.ofNullable(boxes.get(key)).orElseThrow();
    }

    private static Element group(Map<String, Element> groups, String id) {
        return Optional.ofNullable(groups.get(id)).orElseThrow();
    }

    private static boolean within(Box outer, Box inner) {
        return inner.x() >= outer.x()
                && inner.y() >= outer.y()
                && inner.right() <= outer.right() + 0.01
                && inner.bottom() <= outer.bottom() + 0.01;
    }

    private static boolean overlap(Box a, Box b) {
        return a.x() < b.right() && b.x() < a.right() && a.y() < b.bottom() && b.y() < a.bottom();
    }

    private static boolean crosses(Box box, Point from, Point to) {
        double left = Math.min(from.x(), to.x());
        double top = Math.min(from.y(), to.y());
        Box line = new Box(left, top, Math.abs(from.x() - to.x()), Math.abs(from.y() - to.y()));
        Box inner = new Box(box.x() + 2, box.y() + 2, box.width() - 4, box.height() - 4);
        return overlap(inner, new Box(line.x(), line.y(), Math.max(line.width(), 0.01), Math.max(line.height(), 0.01)));
    }

    /** By id; the text must be XML. */
    private static Map<String, Element> groups(String svg) throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        Map<String, Element> groups = new LinkedHashMap<>();
        var nodes = document.getElementsByTagName("g");
        for (int i = 0; i < nodes.getLength(); i++) {
            Element group = (Element) nodes.item(i);
            if (!group.getAttribute("id").isEmpty()) {
                groups.put(group.getAttribute("id"), group);
            }
        }
        return groups;
    }

    @Test
    void aPictureThatIsTooWideForAPageSaysSo() {
        StringBuilder ways = new StringBuilder();
        StringBuilder states = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            ways.append(i == 0 ? "" : ",")
                    .append("{\"Variable\":\"$.to\",\"NumericEquals\":")
                    .append(i)
                    .append(",\"Next\":\"Ship")
                    .append(i)
                    .append("\"}");
            states.append(",\"Ship").append(i).append("\":{\"Type\":\"Pass\",\"End\":true}");
        }
        String choice = "{\"StartAt\":\"Route\",\"States\":{\"Route\":{\"Type\":\"Choice\",\"Choices\":[" + ways + "]}"
                + states + "}}";

        assertThat(Picture.of(choice).svg()).contains("class=\"saga-picture wide\"");
        assertThat(Picture.of(TRIP).svg()).contains("class=\"saga-picture\"");
    }
}
