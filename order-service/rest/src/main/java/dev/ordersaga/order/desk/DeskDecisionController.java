package dev.ordersaga.order.desk;

import dev.ordersaga.order.Attribution;
import dev.ordersaga.order.access.Requester;
import dev.ordersaga.order.desk.Shell.Section;
import dev.ordersaga.order.desk.signin.LocalPath;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Takes decisions about one order or several, and answers with a line for each. */
@Controller
final class DeskDecisionController {

    private final Pages pages;
    private final Decisions decisions;

    DeskDecisionController(Pages pages, Decisions decisions) {
        this.pages = pages;
        this.decisions = decisions;
    }

    @PostMapping("/desk/decisions")
    ResponseEntity<String> decide(
            HttpServletRequest request,
            @RequestParam(name = "order", required = false) @Nullable List<String> ids,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable String back,
            Requester requester) {
        Optional<DeskAction> wanted = DeskAction.of(action);
        if (wanted.isEmpty()) {
            return refused(request, "What is to be done was not said.");
        }
        if (wanted.get().needsAnOperator()) {
            requester.requireOperator();
        }
        List<String> orders = ids == null ? List.of() : List.copyOf(new LinkedHashSet<>(ids));
        if (orders.isEmpty()) {
            return refused(request, "No order was chosen. Choose at least one.");
        }
        if (orders.size() > Decisions.MAX_ORDERS) {
            return refused(request, "At most " + Decisions.MAX_ORDERS + " orders are decided about at once.");
        }
        String said = reason == null || reason.isBlank() ? null : reason.strip();
        if (said == null && wanted.get() == DeskAction.SKIP) {
            return refused(request, "To skip needs a reason. Say why what is left over may stay.");
        }
        Optional<String> problem = said == null ? Optional.empty() : Attribution.problemOf(said);
        if (problem.isPresent()) {
            return refused(request, "The reason " + problem.get() + ".");
        }
        return pages.page(
                HttpStatus.OK,
                request,
                wanted.get().label(),
                Section.NONE,
                "outcome",
                Map.of(
                        "action",
                        wanted.get(),
                        "outcomes",
                        decisions.decide(orders, wanted.get(), said, requester),
                        "back",
                        LocalPath.of(back)));
    }

    private ResponseEntity<String> refused(HttpServletRequest request, String why) {
        return pages.notice(request, HttpStatus.BAD_REQUEST, "Nothing was decided", why);
    }
}
