package dev.ordersaga.saga;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.browser.Browser;
import dev.ordersaga.browser.NeedsBrowser;
import dev.ordersaga.saga.place.Place;
import dev.ordersaga.saga.place.PlaceKind;
import dev.ordersaga.saga.place.RunsOn;
import dev.ordersaga.saga.place.Shop;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The desk as people use it, with the whole suite behind it. */
@Execution(ExecutionMode.SAME_THREAD)
@NeedsBrowser
@RunsOn(PlaceKind.LOCAL_AWS)
class DeskInABrowserTest {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final int STOCK = 3;
    private static final long CHEAP = 1_250;
    private static final long DEAR = 60_000;

    private final Place place;
    private final Shop shop;
    private final String sku = "sku-" + UUID.randomUUID().toString().substring(0, 8);
    private final Browser browser = Browser.open(false);

    DeskInABrowserTest(Place place) {
        this.place = place;
        this.shop = new Shop(place);
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void aCustomerPlacesAnOrderWatchesItGoThroughAndTakesItBack() {
        shop.sells(sku, CHEAP, STOCK);
        signIn("customer-1");
        isSound("no-orders");

        String id = places(2, "pm_card_unavailable_twice");
        standsAt("It is confirmed.");
        browser.until("document.querySelector('.saga-picture [data-state=ConfirmOrder].lit-done')");
        assertThat(browser.text("#sheet-live")).contains("25.00 EUR charged, 25.00 EUR kept", "reserved");
        isSound("confirmed");

        browser.element("#reason").sendKeys("changed my mind");
        browser.click("button[value=cancel]");
        standsAt("It was taken back; nothing is kept.");
        browser.until("document.querySelector('#sheet-live').innerText.includes('charged and refunded')");
        assertThat(browser.text(".events")).contains("Taken back by customer-1", "changed my mind");
        assertThat(shop.moneyKept(id)).isZero();
        assertThat(shop.onHand(sku)).isEqualTo(STOCK);
        isSound("taken-back");
    }

    @Test
    void anOrderThatIsDeclinedIsSeenToBeRejected() {
        shop.sells(sku, CHEAP, STOCK);
        signIn("customer-2");

        places(1, "pm_card_declined");

        standsAt("It was rejected: card declined.");
        browser.until("document.querySelector('.saga-picture [data-state=ProcessPayment].lit-failed')");
        isSound("declined");
    }

    @Test
    void anOperatorApprovesOneLargeOrderAndRefusesAnother() {
        shop.sells(sku, DEAR, STOCK);
        signIn("operator-1");
        String approved = places(1, "pm_card_visa");
        standsAt("It waits for a person's review before anybody is charged.");
        isSound("review");
        String refused = places(1, "pm_card_visa");
        standsAt("It waits for a person's review before anybody is charged.");

        browser.to(at("/desk/waiting"))
                .until("document.querySelector('#reviews-" + approved + " time[data-form=until]')");
        assertThat(browser.text("#reviews-" + approved)).contains("600.00 EUR", "23 h");
        isSound("waiting");
        browser.click("#reviews-" + approved + " input").click("#reviews button[value=approve]");
        browser.until("document.querySelector('#reviews [data-outcomes]').innerText.includes('approved')");
        browser.until("!document.getElementById('reviews-" + approved + "')");
        browser.click("#reviews-" + refused + " input");
        browser.element("#reviews-reason").sendKeys("never heard of them");
        browser.click("#reviews button[value=refuse]");
        browser.until("!document.getElementById('reviews-" + refused + "')");

        browser.to(at("/desk/orders/" + approved));
        standsAt("It is confirmed.");
        browser.to(at("/desk/orders/" + refused));
        standsAt("It was rejected: review refused.");
        assertThat(browser.text(".events")).contains("Review refused by operator-1", "never heard of them");
    }

    @Test
    void anOperatorRepairsOneOrderSkipsAnotherAndIsToldOfEach() {
        shop.sells(sku, CHEAP, STOCK);
        signIn("operator-1");
        String once = places(STOCK + 1, "pm_card_refund_refused_once");
        standsAt("Something could not be undone. It waits for an operator.");
        assertThat(browser.text("#order-live")).contains("RefundPayment", "RefundRefused");
        isSound("repair");
        String forGood = places(STOCK + 1, "pm_card_refund_refused");
        standsAt("Something could not be undone. It waits for an operator.");

        browser.to(at("/desk/waiting/repairs"));
        browser.click("#repairs-" + once + " input").click("#repairs-" + forGood + " input");
        browser.click("#repairs button[value=skip]");
        browser.until("document.querySelector('#repairs [data-outcomes]').innerText.includes('needs a reason')");
        browser.click("#repairs button[value=retry]");
        browser.until("document.querySelectorAll('#repairs [data-outcomes] li').length === 2");
        isSound("decided");

        browser.to(at("/desk/orders/" + once));
        standsAt("It was rejected: out of stock.");
        browser.to(at("/desk/orders/" + forGood));
        standsAt("Something could not be undone. It waits for an operator.");
        browser.element("#reason").sendKeys("the bank pays it back");
        browser.click("button[value=skip]");
        standsAt("It was rejected: out of stock.");
        // The saga may end before it is noted that it was told.
        browser.until("document.querySelector('#sheet-live').innerText.includes('Repair: skip by operator-1')");
        assertThat(browser.text("#sheet-live"))
                .contains(
                        "Left as it is, by an operator's word", "Repair: skip by operator-1", "the bank pays it back");
        assertThat(shop.moneyKept(once)).isZero();
    }

    @Test
    void whoeverSignsOutIsOutAndWhoeverDoesNotSignInIsTold() {
        signIn("customer-1");
        browser.click(".who button");
        browser.until("document.body.innerText.includes('You are signed out.')");
        assertThat(browser.driver().getCurrentUrl()).isEqualTo(at("/?because=signed-out"));
        isSound("signed-out");
        browser.to(at("/desk/orders"));
        assertThat(browser.text("main")).contains("Sign in to see that page.");

        browser.click("a.button").click("button[name=cancel]");

        browser.until("document.body.innerText.includes('You did not sign in.')");
    }

    @Test
    void everyPageFitsAPhoneInLightAndDark() {
        shop.sells(sku, CHEAP, STOCK);
        browser.size(360, 740).colours(true).to(at("/"));
        isSound("phone-landing");
        browser.click("a.button");
        isSound("phone-issuer");
        browser.click("button[value$='/operator-1']");
        browser.until("document.querySelector('#repairs')");
        isSound("phone-waiting");
        places(STOCK + 1, "pm_card_refund_refused");
        standsAt("Something could not be undone. It waits for an operator.");
        isSound("phone-repair");
        for (String page : new String[] {
            "/desk/waiting",
            "/desk/waiting/repairs",
            "/desk/orders",
            "/desk/orders?status=NEEDS_REPAIR",
            "/desk/place",
            "/desk/none"
        }) {
            browser.to(at(page));
            isSound("phone" + page.replaceAll("[^a-z]+", "-"));
        }
    }

    /** What README.md and docs/ show: {@code -Ddocs.photographs=FOLDER} saves it there, such as into docs/images. */
    @Test
    void theDeskAndTheConsoleTellTheSameOfAnOrderThatWaitsForAnOperator() {
        shop.sells("copper-kettle", CHEAP, STOCK);
        shop.sells("lever-machine", DEAR, STOCK);
        signIn("operator-1");
        places("lever-machine", 1, "pm_card_visa");
        standsAt("It waits for a person's review before anybody is charged.");
        String broken = places("copper-kettle", STOCK + 1, "pm_card_refund_refused_once");
        standsAt("Something could not be undone. It waits for an operator.");
        isShownInTheDocs("desk-order");

        browser.to(at("/desk/waiting")).until("document.querySelector('#repairs-" + broken + "')");
        assertThat(browser.text("#repairs-" + broken)).contains("RefundPayment");
        isShownInTheDocs("desk-waiting");
        assertThat(browser.tabStops())
                .hasSizeGreaterThan(10)
                .noneMatch(stop -> stop.startsWith("unseen: "))
                .anyMatch(stop -> stop.contains("value=\"retry\""));

        browser.to(console() + "executions/" + run(broken))
                .until("document.querySelector('g.state[data-state=RequestRepair]')?.dataset.status === 'WAITING'");
        assertThat(browser.text(".left-list")).contains("ProcessPayment").doesNotContain("ReserveInventory");
        isShownInTheDocs("console-run");

        browser.to(at("/desk/orders/" + broken)).click("button[value=retry]");
        standsAt("It was rejected: out of stock.");
        browser.to(console() + "executions/" + run(broken))
                .until("document.querySelector('g.state[data-state=ProcessPayment]')?.dataset.status === 'UNDONE'");
        assertThat(browser.text(".undone-list")).contains("ProcessPayment undone by RefundPayment");
        isShownInTheDocs("console-undone");
    }

    private void isShownInTheDocs(String name) {
        isSound(name);
        Optional.ofNullable(System.getProperty("docs.photographs"))
                .ifPresent(folder -> browser.photograph(Path.of(folder, name + ".png")));
    }

    private String console() {
        return place.aws()
                        .stepFunctions()
                        .serviceClientConfiguration()
                        .endpointOverride()
                        .orElseThrow()
                + "/_local/console/";
    }

    private String run(String order) {
        return URLEncoder.encode(place.stateMachineArn().replace(":stateMachine:", ":execution:") + ":" + order, UTF_8);
    }

    private void signIn(String person) {
        browser.to(at("/")).click("a.button");
        isSound("issuer");
        browser.click("button[value$='/" + person + "']");
        browser.until("document.querySelector('.who b')?.innerText === '" + person + "'");
    }

    /** Gives back the order's id. */
    private String places(int pieces, String method) {
        return places(sku, pieces, method);
    }

    private String places(String product, int pieces, String method) {
        browser.to(at("/desk/place"));
        isSound("place");
        browser.element("input[name='quantity." + product + "']").sendKeys(Integer.toString(pieces));
        browser.click("input[value=" + method + "]").click("form.place button");
        browser.until("location.pathname.startsWith('/desk/orders/')");
        return browser.driver().getCurrentUrl().replaceFirst(".*/", "");
    }

    private void standsAt(String text) {
        browser.until("document.getElementById('standing').innerText.startsWith(\"" + text + "\")");
    }

    /** Nothing that axe, the page's own policy or the window's width has against it. */
    private void isSound(String name) {
        browser.photograph(SCREENSHOTS.resolve("desk-" + name + ".png"));
        assertThat(browser.accessibilityProblems()).as(name).isEmpty();
        assertThat(browser.complaints())
                .as(name)
                // The browser notes every answer that is a refusal, and some are asked for here.
                .allMatch(complaint -> complaint.contains("the server responded with a status of 4"));
        assertThat(browser.isTooWide()).as(name).isFalse();
    }

    private String at(String path) {
        return place.rest() + path;
    }
}
