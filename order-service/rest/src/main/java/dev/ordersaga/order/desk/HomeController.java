package dev.ordersaga.order.desk;

import dev.ordersaga.order.access.Requester;
import dev.ordersaga.order.desk.Shell.Section;
import dev.ordersaga.order.desk.signin.LocalPath;
import dev.ordersaga.order.desk.signin.SignInConfiguration;
import dev.ordersaga.order.desk.signin.SignInOutcome;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The first page, what it looks like, and the answer to whatever leads to no page. */
@Controller
final class HomeController {

    private final Pages pages;

    HomeController(Pages pages) {
        this.pages = pages;
    }

    /** Whoever is signed in goes on to their own first page; everybody else is told how to sign in. */
    @GetMapping("/")
    ResponseEntity<String> home(
            HttpServletRequest request,
            @RequestParam(name = SignInOutcome.PARAMETER, required = false) @Nullable String because,
            @RequestParam(name = "to", required = false) @Nullable String to,
            @Nullable Principal principal) {
        if (principal instanceof Authentication known && because == null) {
            return goOn(Requester.of(known).operator() ? "/desk/waiting" : "/desk/orders");
        }
        String next = LocalPath.of(to);
        return pages.page(
                HttpStatus.OK,
                request,
                "Sign in",
                Section.NONE,
                "landing",
                Map.of(
                        "news",
                        SignInOutcome.of(because).map(SignInOutcome::text).orElse(""),
                        "signIn",
                        SignInConfiguration.SIGN_IN + (next.equals(LocalPath.HOME) ? "" : "?to=" + encoded(next))));
    }

    @GetMapping("/desk")
    ResponseEntity<String> desk() {
        return goOn(LocalPath.HOME);
    }

    /** Where the issuer sends people back who have signed out. */
    @GetMapping(SignInConfiguration.SIGNED_OUT)
    ResponseEntity<String> signedOut() {
        return goOn("/?" + SignInOutcome.PARAMETER + "=signed-out");
    }

    /** A file of the pages; its address changes with it. */
    @GetMapping("/desk/assets/{name}")
    ResponseEntity<byte[]> asset(@PathVariable String name) {
        return Pages.assets()
                .find(name)
                .map(asset -> ResponseEntity.ok()
                        .contentType(asset.type())
                        .cacheControl(CacheControl.maxAge(365, TimeUnit.DAYS)
                                .cachePublic()
                                .immutable())
                        .body(asset.content()))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    @RequestMapping("/desk/**")
    ResponseEntity<String> nothing(HttpServletRequest request) {
        return pages.notice(
                request, HttpStatus.NOT_FOUND, "There is no such page", "Its address is wrong, or it was moved.");
    }

    static ResponseEntity<String> goOn(String where) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(where))
                .build();
    }

    private static String encoded(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8);
    }
}
