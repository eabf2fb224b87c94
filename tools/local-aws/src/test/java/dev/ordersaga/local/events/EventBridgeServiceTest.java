package dev.ordersaga.local.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.local.Clients;
import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.WithoutFunctions;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.EventBus;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.eventbridge.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;

class EventBridgeServiceTest {

    private LocalAws aws;
    private EventBridgeClient events;

    @BeforeEach
    void start() {
        aws = LocalAws.start(WithoutFunctions.options());
        events = Clients.events(aws);
    }

    @AfterEach
    void close() {
        events.close();
        aws.close();
    }

    @Test
    void anEventCanBeReadByWhoeverTests() throws Exception {
        events.createEventBus(r -> r.name("shop"));
        Instant time = Instant.parse("2026-01-02T03:04:05Z");

        PutEventsResponse put = put(entry("shop").time(time).build());

        assertThat(put.failedEntryCount()).isZero();
        assertThat(aws.events().on("shop")).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo(put.entries().get(0).eventId());
            assertThat(event.source()).isEqualTo("shop.orders");
            assertThat(event.detailType()).isEqualTo("OrderConfirmed");
            assertThat(event.detail()).isEqualTo("{\"orderId\":\"o-1\"}");
            assertThat(event.time()).isEqualTo(time);
        });
        assertThat(get("/_local/events?bus=shop"))
                .contains("\"bus\":\"shop\"", "\"detail\":{\"orderId\":\"o-1\"}", "\"time\":\"2026-01-02T03:04:05Z\"");
        assertThat(get("/_local/events?bus=other")).isEqualTo("{\"events\":[]}");
        assertThat(get("/_local/events?colour=red")).contains("\"reason\"");
    }

    @Test
    void withoutABusTheDefaultOneTakesIt() {
        put(entry(null).build());

        assertThat(aws.events().on("default")).hasSize(1);
    }

    @Test
    void aBusCanBeNamedByItsArn() {
        String arn = events.createEventBus(r -> r.name("shop")).eventBusArn();

        put(entry(arn).build());

        assertThat(aws.events().on("shop")).hasSize(1);
    }

    @Test
    void anEventForABusThatDoesNotExistIsAnsweredAndLostAsOnAws() {
        PutEventsResponse put = put(entry("no-such").build());

        assertThat(put.failedEntryCount()).isZero();
        assertThat(put.entries().get(0).eventId()).isNotEmpty();
        assertThat(aws.events().all()).isEmpty();
    }

    @Test
    void malformedEntriesFailOneByOne() {
        PutEventsResponse put = put(
                entry(null).detail("not json").build(),
                entry(null).source(null).build(),
                entry(null).source("aws.s3").build(),
                entry(null).build());

        assertThat(put.failedEntryCount()).isEqualTo(3);
        assertThat(put.entries())
                .extracting(PutEventsResultEntry::errorCode)
                .containsExactly("MalformedDetail", "InvalidArgument", "NotAuthorizedForSourceException", null);
        assertThat(aws.events().all()).hasSize(1);
    }

    @Test
    void moreThanTenAtOnceAreRefused() {
        assertThatExceptionOfType(EventBridgeException.class)
                .isThrownBy(() -> events.putEvents(
                        r -> r.entries(Collections.nCopies(11, entry(null).build()))))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
    }

    @Test
    void thereAreAHundredBusesAndNoMore() {
        for (int i = 0; i < 100; i++) {
            String name = "bus-" + i;
            events.createEventBus(r -> r.name(name));
        }

        assertThatExceptionOfType(EventBridgeException.class)
                .isThrownBy(() -> events.createEventBus(r -> r.name("more")))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("LimitExceededException"));
    }

    @Test
    void whatIsNoNameOfABusAndNoArnOfOneIsRefusedBeforeAnythingIsPublished() {
        for (String name : new String[] {"arn:aws:sns:us-east-1:000000000000:shop", "a b", "arn:aws:events:x"}) {
            assertThatExceptionOfType(EventBridgeException.class)
                    .isThrownBy(() -> events.describeEventBus(r -> r.name(name)))
                    .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
            assertThatExceptionOfType(EventBridgeException.class)
                    .isThrownBy(() -> events.putEvents(
                            r -> r.entries(entry(null).build(), entry(name).build())))
                    .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
        }
        assertThat(aws.events().all()).isEmpty();
    }

    @Test
    void busesAreMadeListedDescribedAndDeleted() {
        events.createEventBus(r -> r.name("shop"));

        assertThatThrownBy(() -> events.createEventBus(r -> r.name("shop")))
                .isInstanceOf(ResourceAlreadyExistsException.class);
        assertThat(events.listEventBuses(r -> {}).eventBuses())
                .extracting(EventBus::name)
                .containsExactly("default", "shop");
        assertThat(events.describeEventBus(r -> r.name("shop")).arn())
                .isEqualTo("arn:aws:events:us-east-1:000000000000:event-bus/shop");

        events.deleteEventBus(r -> r.name("shop"));

        assertThatThrownBy(() -> events.describeEventBus(r -> r.name("shop")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void whatIsNotSupportedIsRefusedAndItIsSaidWhat() {
        assertThatExceptionOfType(EventBridgeException.class)
                .isThrownBy(() -> events.createArchive(r -> r.archiveName("a").eventSourceArn("arn")))
                .withMessageContaining("CreateArchive");
    }

    private PutEventsResponse put(PutEventsRequestEntry... entries) {
        return events.putEvents(r -> r.entries(entries));
    }

    private static PutEventsRequestEntry.Builder entry(@Nullable String bus) {
        return PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source("shop.orders")
                .detailType("OrderConfirmed")
                .detail("{\"orderId\":\"o-1\"}");
    }

    private String get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(aws.endpoint().resolve(path)).build(), BodyHandlers.ofString())
                .body();
    }
}
