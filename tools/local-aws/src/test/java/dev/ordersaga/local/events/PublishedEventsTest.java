package dev.ordersaga.local.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedEventsTest {

    private final PublishedEvents events = new PublishedEvents();

    @Test
    void theyAreToldOldestFirst() {
        publish("a", 2);

        assertThat(events.all()).extracting(PublishedEvent::id).containsExactly("0", "1");
    }

    @Test
    void ofVeryManyTheLastTenThousandAreKept() {
        publish("a", 10_003);

        assertThat(events.all()).hasSize(10_000);
        assertThat(events.all().get(0).id()).isEqualTo("3");
    }

    @Test
    void aBusSeesItsOwn() {
        publish("a", 2);
        publish("b", 1);

        assertThat(events.on("b")).hasSize(1);
    }

    @Test
    void theyCanBeForgotten() {
        publish("a", 2);
        events.clear();

        assertThat(events.all()).isEmpty();
    }

    private void publish(String bus, int count) {
        for (int i = 0; i < count; i++) {
            events.add(new PublishedEvent(bus, "s", "T", "{}", Instant.EPOCH, List.of(), Integer.toString(i)));
        }
    }
}
