package dev.ordersaga.order.desk;

import dev.ordersaga.order.OrderLists;
import dev.ordersaga.order.OrderPage;
import dev.ordersaga.order.access.Requester;
import dev.ordersaga.order.desk.Shell.Section;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What waits for an operator: repairs, reviews, and orders that are PENDING for too long. */
@Controller
@RequestMapping("/desk/waiting")
final class WaitingController {

    private static final int FEW = 10;

    private final Pages pages;
    private final OrderLists lists;
    private final DeskSettings settings;
    private final Clock clock;

    WaitingController(Pages pages, OrderLists lists, DeskSettings settings, Clock clock) {
        this.pages = pages;
        this.lists = lists;
        this.settings = settings;
        this.clock = clock;
    }

    /** The oldest of each kind. */
    @GetMapping
    ResponseEntity<String> all(HttpServletRequest request, Requester requester) {
        requester.requireOperator();
        List<Queue> queues =
                List.of(queue(Kind.REPAIRS, FEW, null), queue(Kind.REVIEWS, FEW, null), queue(Kind.LATE, FEW, null));
        return pages.page(
                request,
                "Waiting for you",
                Section.WAITING,
                "waiting",
                Map.of("queues", queues, "alone", false, "tooLong", Wording.took(settings.pendingTooLong())));
    }

    /** All of one kind, page by page. */
    @GetMapping("/{kind}")
    ResponseEntity<String> one(
            HttpServletRequest request,
            @PathVariable String kind,
            @RequestParam(required = false) @Nullable String after,
            Requester requester) {
        requester.requireOperator();
        return Kind.of(kind)
                .map(known -> pages.page(
                        request,
                        known.title(),
                        Section.WAITING,
                        "waiting",
                        Map.of(
                                "queues",
                                List.of(queue(known, Decisions.MAX_ORDERS, after)),
                                "alone",
                                true,
                                "tooLong",
                                Wording.took(settings.pendingTooLong()))))
                .orElseGet(() -> pages.notice(
                        request, HttpStatus.NOT_FOUND, "There is no such page", "Nothing of that name waits."));
    }

    private Queue queue(Kind kind, int most, @Nullable String after) {
        OrderPage page = switch (kind) {
            case REPAIRS -> lists.waitingForRepair(most, ListPosition.read(after));
            case REVIEWS -> lists.waitingForReview(most, ListPosition.read(after));
            case LATE ->
                lists.pendingSince(clock.instant().minus(settings.pendingTooLong()), most, ListPosition.read(after));
        };
        return new Queue(
                kind,
                ListedOrder.all(page.orders(), settings.reviewTimeout()),
                page.next() == null ? null : ListPosition.write(page.next()));
    }

    /** Why an order waits for an operator. */
    enum Kind {
        REPAIRS("Repairs"),
        REVIEWS("Reviews"),
        LATE("Pending for too long");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        static Optional<Kind> of(String value) {
            return Arrays.stream(values())
                    .filter(kind -> kind.value().equals(value))
                    .findFirst();
        }

        String value() {
            return Wording.words(this);
        }

        String title() {
            return title;
        }

        /** What may be decided about it. */
        List<DeskAction> actions() {
            return switch (this) {
                case REPAIRS -> List.of(DeskAction.RETRY, DeskAction.DONE, DeskAction.SKIP);
                case REVIEWS -> List.of(DeskAction.APPROVE, DeskAction.REFUSE);
                case LATE -> List.of(DeskAction.CANCEL);
            };
        }
    }

    /**
     * Orders that wait for the same.
     *
     * @param next where the next page begins, null on the last
     */
    record Queue(
            Kind kind, List<ListedOrder> orders, @Nullable String next) {

        Queue {
            orders = List.copyOf(orders);
        }

        String nextAddress() {
            return "/desk/waiting/" + kind.value() + "?after=" + Objects.requireNonNull(next);
        }
    }
}
