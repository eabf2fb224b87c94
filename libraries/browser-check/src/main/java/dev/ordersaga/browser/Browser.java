package dev.ordersaga.browser;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Chromium without a window, with its driver; nothing of a profile is kept. */
public final class Browser implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> DRIVERS = List.of("chromedriver");

    /** WCAG 2.2 A and AA, and what axe calls good practice. */
    private static final String ASK_AXE = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
              resultTypes: ['violations'],
            }).then(result => done(result.violations.flatMap(violation => violation.nodes.map(node =>
              violation.id + ' (' + violation.impact + '): ' + node.target.join(' ') + ' ' + node.html.slice(0, 160)
                + ' ' + node.any.concat(node.all).map(check => check.message).join('; ')))),
              failure => done(['axe failed: ' + failure]));
            """;

    private static final int MAX_STOPS = 300;

    /** A ring around it, a shadow, or for a state of a drawing a thick line. */
    private static final String STOPPED_AT = """
            const at = document.activeElement;
            if (!at || at === document.body) return '';
            const style = getComputedStyle(at);
            const shape = at.querySelector(':scope > .shape');
            const seen = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== 'none'
              || (shape && parseFloat(getComputedStyle(shape).strokeWidth) >= 3);
            return (seen ? '' : 'unseen: ') + at.outerHTML.slice(0, 160);
            """;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Whether both the browser and its driver are on this machine. */
    public static boolean isThere() {
        return onPath(BROWSERS).isPresent() && onPath(DRIVERS).isPresent();
    }

    /**
     * Opens one.
     *
     * @param dark whether pages are asked for in dark colours
     */
    public static Browser open(boolean dark) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(onPath(BROWSERS).orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--hide-scrollbars",
                "--force-prefers-reduced-motion",
                "--window-size=1280,900");
        if (dark) {
            options.addArguments("--force-dark-mode", "--blink-settings=preferredColorScheme=0");
        }
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.WARNING);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(onPath(DRIVERS).orElseThrow().toFile())
                .build();
        Browser browser = new Browser(new ChromeDriver(service, options));
        browser.colours(dark);
        return browser;
    }

    /** The driver, for what this class does not do. */
    public ChromeDriver driver() {
        return driver;
    }

    public Browser to(String address) {
        driver.get(address);
        return this;
    }

    /** Has pages believe that the reader likes them dark, or light. */
    public Browser colours(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        return this;
    }

    /** The size of what is seen of a page, in CSS pixels. */
    public Browser size(int width, int height) {
        driver.manage().window().setSize(new Dimension(Math.max(width, 500), height));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    /** The first element that a CSS selector names; waits until there is one. */
    public WebElement element(String selector) {
        return waiting(selector).until(any -> driver.findElement(By.cssSelector(selector)));
    }

    /** All elements that a CSS selector names, now. */
    public List<WebElement> elements(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** The text that is seen of an element. */
    public String text(String selector) {
        return element(selector).getText();
    }

    /** Clicks, as soon as there is something that can be clicked. */
    public Browser click(String selector) {
        waiting("a click on " + selector).until(any -> {
            driver.findElement(By.cssSelector(selector)).click();
            return true;
        });
        return this;
    }

    /** Waits until a script's expression is true. */
    public Browser until(String expression) {
        waiting(expression)
                .until(any -> Boolean.TRUE.equals(driver.executeScript("return Boolean(" + expression + ")")));
        return this;
    }

    public Object script(String script, Object... arguments) {
        return Optional.ofNullable(driver.executeScript(script, arguments)).orElse("");
    }

    /** Whether the page is wider than the window, so that it has to be pushed sideways. */
    public boolean isTooWide() {
        return Boolean.TRUE.equals(driver.executeScript(
                "return document.documentElement.scrollWidth > document.documentElement.clientWidth"));
    }

    /** What axe has against the page; empty where it has nothing. */
    public List<String> accessibilityProblems() {
        driver.executeScript(axe());
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(1));
        Object found = driver.executeAsyncScript(ASK_AXE);
        List<String> problems = new ArrayList<>();
        if (found instanceof List<?> list) {
            list.forEach(each -> problems.add(String.valueOf(each)));
        }
        return problems;
    }

    /**
     * Goes through the page by the tab key alone, from its beginning to its end.
     *
     * @return each element that was stopped at, as markup, with {@code unseen: } before it where nothing shows that it has the focus
     * @throws IllegalStateException where the key does not get out of the page again
     */
    public List<String> tabStops() {
        driver.executeScript("document.activeElement.blur(); scrollTo(0, 0)");
        List<String> stops = new ArrayList<>();
        while (stops.size() < MAX_STOPS) {
            driver.switchTo().activeElement().sendKeys(Keys.TAB);
            String stop = String.valueOf(driver.executeScript(STOPPED_AT));
            if (stop.isEmpty()) {
                return stops;
            }
            stops.add(stop);
        }
        throw new IllegalStateException("the tab key does not get out after " + stops.get(stops.size() - 1));
    }

    /** What the page complained of since the last time this was asked: errors, and what its policy refused. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .toList();
    }

    /** Saves what is seen of the page. */
    public Browser photograph(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }

    private WebDriverWait waiting(String what) {
        WebDriverWait wait = new WebDriverWait(driver, TIMEOUT, Duration.ofMillis(50));
        wait.withMessage(() -> what + " on " + driver.getCurrentUrl()).ignoring(RuntimeException.class);
        return wait;
    }

    private static String axe() {
        try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
            if (in == null) {
                throw new IllegalStateException("axe.min.js is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> onPath(List<String> names) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator, -1))
                .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
