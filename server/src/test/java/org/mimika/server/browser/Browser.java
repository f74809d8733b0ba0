package org.mimika.server.browser;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.junit.jupiter.api.Assertions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * Debian's Chromium, driven as somebody would who sits before it. Things are found by {@code data-testid}. Nothing is
 * downloaded: both programs are the system's. Not thread-safe; the opener closes it.
 */
final class Browser implements AutoCloseable {
    static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final ChromeDriver driver;
    private final Path downloads;

    /**
     * Opens it.
     *
     * @param camera what its camera shows, as Motion JPEG
     * @param downloads where files go that are saved
     */
    Browser(Path camera, Path downloads) {
        this.downloads = downloads;
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless=new",
                // The tests' own pages only, and often within a container, where the sandbox has no namespaces.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--lang=en-US",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream",
                "--use-file-for-fake-video-capture=" + camera.toAbsolutePath());
        options.setExperimentalOption("prefs", Map.of("intl.accept_languages", "en-US"));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .withLogFile(new File("target/chromedriver.log"))
                .build();
        driver = new ChromeDriver(service, options);
        driver.executeCdpCommand(
                "Browser.setDownloadBehavior",
                Map.of(
                        "behavior",
                        "allow",
                        "downloadPath",
                        downloads.toAbsolutePath().toString()));
    }

    /** Goes to a page and waits until it has begun, as somebody who was never there before. */
    void open(String address) {
        driver.executeCdpCommand(
                "Storage.clearDataForOrigin", Map.of("origin", address, "storageTypes", "local_storage"));
        driver.get(address);
        awaitBegun();
    }

    /** Goes to a page that may ask something first. */
    void visit(String address) {
        driver.get(address);
    }

    void reload() {
        driver.navigate().refresh();
        awaitBegun();
    }

    private void awaitBegun() {
        await("the page begins", () -> "true".equals(script("return document.documentElement.dataset.ready")));
    }

    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** The first element with this name that is shown. */
    WebElement shown(String name) {
        return await("'" + name + "' is shown", () -> all(name).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElse(null));
    }

    boolean isShown(String name) {
        return all(name).stream().anyMatch(WebElement::isDisplayed);
    }

    List<WebElement> all(String name) {
        return driver.findElements(By.cssSelector("[data-testid='" + name + "']"));
    }

    WebElement one(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    void click(String name) {
        WebElement element = shown(name);
        script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element);
        element.click();
    }

    /** A switch lies under its picture: its label is what people click. */
    void flip(String name) {
        WebElement label = one("label:has([data-testid='" + name + "'])");
        script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", label);
        label.click();
    }

    String text(String name) {
        return await("'" + name + "' is shown", () -> all(name).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .map(WebElement::getText)
                .orElse(null));
    }

    /** Chooses a file as the page's file chooser would. */
    void choose(Path file) {
        all("file").get(0).sendKeys(file.toAbsolutePath().toString());
    }

    void await(String what, BooleanSupplier condition) {
        await(what, () -> condition.getAsBoolean() ? Boolean.TRUE : null);
    }

    /** What the supplier gives as soon as that is not null; an element that went meanwhile is looked for again. */
    <T> T await(String what, Supplier<T> supplier) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                T found = supplier.get();
                if (found != null) {
                    return found;
                }
            } catch (StaleElementReferenceException | NoSuchElementException e) {
                // The page is being changed.
            }
            if (System.nanoTime() > end) {
                screenshot("failed");
                Assertions.fail("waited " + PATIENCE.toSeconds() + " s in vain until " + what + "; the console says "
                        + driver.manage().logs().get(LogType.BROWSER).getAll());
            }
            pause(50);
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The page's own width, whatever the window's: below 500 pixels a window is not made. */
    void resize(int width, int height) {
        driver.manage().window().setSize(new Dimension(Math.max(500, width), height));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Keeps what the page looks like from its top, to be looked at. */
    void screenshot(String name) {
        try {
            script("scrollTo({top: 0, behavior: 'instant'})");
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new IllegalStateException("cannot keep the screenshot " + name, e);
        }
    }

    /** What a file that is being saved holds once it is whole. */
    byte[] saved(String name) {
        Path file = downloads.resolve(name);
        await(name + " is saved", () -> Files.exists(file) && !Files.exists(downloads.resolve(name + ".crdownload")));
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }

    /** Errors and violations of the page's policy since the last call. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Everything that the page has loaded. */
    List<String> loaded() {
        Object names = script("return performance.getEntriesByType('resource').map((entry) => entry.name)");
        return ((List<?>) names).stream().map(String::valueOf).toList();
    }

    /** How far the page reaches beyond its window to the right, in pixels. */
    long overflow() {
        return (Long) script("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
