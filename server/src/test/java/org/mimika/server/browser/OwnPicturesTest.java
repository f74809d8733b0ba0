package org.mimika.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The start screen in Chromium, and what is shown from there of one's own: camera, video, photo, stream. */
class OwnPicturesTest extends Dashboard {
    @Test
    void theStartScreenOffersFourWays() {
        start();
        for (String way : List.of("demo", "camera", "file", "stream")) {
            assertTrue(browser.shown("start-" + way).isEnabled(), way);
        }
        assertFalse(browser.isShown("stage"));
        browser.screenshot("start");
    }

    @Test
    void theCameraStartsOnlyWithConsentAndShowsTwoPeople() {
        start();
        browser.click("start-camera");
        browser.shown("consent");
        browser.screenshot("consent");
        browser.click("consent-no");
        browser.await("the question goes", () -> !browser.isShown("consent"));
        assertEquals(0, ((Long) browser.script("return document.querySelectorAll('video').length")));
        browser.click("start-camera");
        browser.click("consent-yes");
        browser.await("two people are found", () -> browser.all("person").size() == 2);
        browser.await("both look happy", () -> browser.all("person-emotion").stream()
                .allMatch(emotion -> emotion.getText().equals("happy")));
        assertTrue((Boolean) browser.script("return document.querySelector('video').className.includes('mirrored')"));
        browser.flip("mirror");
        assertFalse((Boolean) browser.script("return document.querySelector('video').className.includes('mirrored')"));
        browser.await("boxes are drawn over it", () -> coloured("canvas.overlay"));
        browser.await("figures come", () -> browser.text("median").endsWith("ms"));
        Browser.pause(1000);
        browser.screenshot("camera");
    }

    @Test
    void aVideoOfThisComputerIsPlayedHere() throws IOException {
        start();
        browser.choose(CLIP.toRealPath());
        browser.shown("player");
        browser.script("document.querySelector('video').loop = true");
        browser.shown("person");
        assertEquals("demo.mp4", browser.one(".tab-name").getText());
        // Another one is looked at: this one goes on.
        browser.choose(PORTRAIT.toRealPath());
        browser.await("both are there", () -> browser.all("source-tab").size() == 2);
        int frames = source().path("stats").path("frames").asInt();
        browser.await("it plays on", () -> source().path("stats").path("frames").asInt() > frames + 5);
        browser.all("source-tab").get(0).click();
        browser.shown("player");
        browser.choose(Path.of("../README.md").toRealPath());
        browser.await("what cannot be played is named", () -> browser.all("toast").stream()
                .anyMatch(toast -> toast.getText().contains("README.md")));
        browser.screenshot("video");
    }

    /** How much of the video's detail is left in what is shown of it; -1 while both are black. */
    private double detailShown() {
        Object share = browser.script("const detail = (from) => {"
                + "  const to = new OffscreenCanvas(320, 180).getContext('2d', {willReadFrequently: true});"
                + "  to.drawImage(from, 0, 0, 320, 180);"
                + "  const data = to.getImageData(0, 0, 320, 180).data;"
                + "  let sum = 0;"
                + "  for (let i = 4; i < data.length; i += 4) sum += Math.abs(data[i] - data[i - 4]);"
                + "  return sum;"
                + "};"
                // It has no size before the first frame is drawn there.
                + "const still = document.querySelector('canvas.still');"
                + "if (!still.width) return -1;"
                + "const shown = detail(still);"
                + "const all = detail(document.querySelector('video'));"
                + "return all > 0 ? shown / all : -1");
        return ((Number) share).doubleValue();
    }

    private void blurFaces() {
        browser.script("const blur = document.querySelector('#blur'); blur.value = 'faces';"
                + "blur.dispatchEvent(new Event('change'))");
        browser.await("it is blurred", () -> source().path("blur").asText().equals("faces"));
    }

    @Test
    void whereNobodyKnowsWhereFacesAreAllOfItIsBlurred() throws IOException {
        start();
        browser.choose(CLIP.toRealPath());
        browser.shown("person");
        // At its beginning, faces leave most of the picture free.
        browser.script(
                "const video = document.querySelector('video'); video.currentTime = 0; video.playbackRate = 1 / 16;"
                        + "video.loop = true; return video.play()");
        blurFaces();
        browser.await("only the faces are blurred", () -> detailShown() > 0.6);
        browser.script("document.querySelector('video').pause()");
        browser.await("all of it is", () -> {
            double shown = detailShown();
            return shown >= 0 && shown < 0.4;
        });
    }

    @Test
    void whatIsSetOutlivesALostConnectionAlsoOutOfSight() throws IOException {
        start();
        browser.script("const Plain = WebSocket; window.sockets = [];"
                + "window.WebSocket = class extends Plain {"
                + "  constructor(address) { super(address); sockets.push(this); }"
                + "}");
        browser.choose(CLIP.toRealPath());
        browser.shown("person");
        browser.one("label:has([data-testid='model-vit'])").click();
        browser.flip("explain");
        browser.await("it explains", () -> source().path("explain").asBoolean());
        blurFaces();
        String before = source().path("id").asText();
        browser.choose(PORTRAIT.toRealPath());
        browser.await("the photo is looked at", () -> !browser.isShown("player"));
        browser.script("sockets.find((socket) => socket.url.includes('/camera?')).close()");
        browser.await("it comes back as it was", () -> browser.script(
                        "return fetch('api/v1/sources').then((answer) => answer.json()).then(({ sources }) =>"
                                + " sources.filter((one) => one.state === 'running' && one.blur === 'faces'"
                                + " && one.model === 'vit' && one.explain && one.id !== arguments[0]).length)",
                        before)
                .equals(1L));
    }

    @Test
    void whatIsSetOutlivesALostConnectionWheneverItIsSet() {
        start();
        Object asked = browser.script(
                "const modules = ['localfeed', 'sources', 'api'].map((name) => import(`./js/${name}.js`));"
                        + "return Promise.all(modules).then(async ([{ LocalFeed }, { Sources }, { api }]) => {"
                        + "  const { fetch, WebSocket } = window;"
                        + "  const asked = [];"
                        + "  let told = { id: 'a', kind: 'browser', state: 'running', model: 'hybrid', explain: false, blur: 'none' };"
                        + "  window.WebSocket = class { constructor(address) { asked.push(address.split('?')[1]); } close() {} };"
                        + "  window.fetch = async (address, options) => {"
                        + "    if (options.method !== 'PATCH') return fetch(address, options);"
                        + "    asked.push(`${address} ${options.body}`);"
                        + "    told = { ...told, ...JSON.parse(options.body) };"
                        + "    return new Response(JSON.stringify(told));"
                        + "  };"
                        + "  const video = document.createElement('video');"
                        + "  const sources = new Sources();"
                        + "  const feed = sources.add(new LocalFeed('video', 'a.mp4', 'hybrid', video, () => {}));"
                        + "  feed.accept({ type: 'source', ...told });"
                        + "  const old = [told];"
                        + "  const askedAt = performance.now();"
                        + "  await feed.change(api, { explain: true, blur: 'faces' });"
                        + "  sources.reconcile(old, askedAt);"
                        + "  sources.reconcile([{ ...told, state: 'ended', explain: false }], performance.now() + 1);"
                        + "  feed.linked('waiting', 0, '');"
                        + "  await feed.change(api, { model: 'vit' });"
                        + "  sources.reconcile(old, performance.now() + 1);"
                        + "  feed.socket.connect();"
                        + "  feed.linked('open', 0, '');"
                        + "  await feed.change(api, { model: 'resnet50' });"
                        + "  told = { ...told, id: 'b', model: 'vit', explain: false };"
                        + "  sources.reconcile([told], performance.now() + 1);"
                        + "  feed.accept({ type: 'source', ...told });"
                        + "  await new Promise((resolve) => setTimeout(resolve));"
                        + "  asked.push(`${sources.size} ${feed.source.id}`);"
                        + "  sources.remove(feed);"
                        + "  Object.assign(window, { fetch, WebSocket });"
                        + "  return asked;"
                        + "})");
        assertEquals(
                List.of(
                        "name=a.mp4&model=hybrid",
                        "api/v1/sources/a {\"explain\":true,\"blur\":\"faces\"}",
                        "name=a.mp4&model=vit&blur=faces",
                        "api/v1/sources/b {\"model\":\"resnet50\",\"explain\":true}",
                        "1 b"),
                asked);
    }

    @Test
    void theNewestAnswerOfAPhotoCountsAndASuccessEndsAFailure() {
        start();
        Object states = browser.script("return import('./js/photofeed.js').then(async ({ PhotoFeed }) => {"
                + "  const plain = window.fetch;"
                + "  const waiting = [];"
                + "  window.fetch = (address, options) => address.includes('faces?')"
                + "      ? new Promise((resolve) => waiting.push(resolve)) : plain(address, options);"
                + "  const asked = async (count) => {"
                + "    while (waiting.length < count) await new Promise((resolve) => setTimeout(resolve, 5));"
                + "  };"
                + "  const good = (model) => new Response(JSON.stringify({ model, width: 8, height: 8, faces: [] }));"
                + "  const bad = () => new Response('{\"error\": \"busy\"}', { status: 503 });"
                + "  const bitmap = await createImageBitmap(new ImageData(8, 8));"
                + "  const feed = new PhotoFeed(new File([], 'a.jpg'), 'hybrid', bitmap);"
                + "  const states = [];"
                + "  const keep = () => states.push(`${feed.source.state} ${feed.source.reason} ${feed.result?.model}`);"
                + "  const asks = [feed.ask()];"
                + "  await asked(1);"
                + "  asks.push(feed.change(null, { model: 'vit' }));"
                + "  await asked(2);"
                + "  waiting[1](good('vit')); await asks[1]; keep();"
                + "  waiting[0](good('hybrid')); await asks[0]; keep();"
                + "  asks.push(feed.ask()); await asked(3); waiting[2](bad()); await asks[2]; keep();"
                + "  asks.push(feed.ask()); await asked(4); waiting[3](good('vit')); await asks[3]; keep();"
                + "  window.fetch = plain;"
                + "  return states;"
                + "})");
        assertEquals(List.of("running  vit", "running  vit", "failed busy vit", "running  vit"), states);
    }

    @Test
    void aPhotoIsShownWithItsFaces() throws IOException {
        start();
        browser.choose(PORTRAIT.toRealPath());
        assertEquals("happy", browser.await("a face is found", () -> browser.text("person-emotion")));
        browser.await("its box is drawn", () -> coloured("canvas.overlay"));
        Browser.pause(300);
        browser.screenshot("photo");
    }

    @Test
    void theKeyboardReachesAllOfIt() {
        start();
        // Nothing has the focus yet.
        browser.reload();
        browser.press(Keys.TAB);
        assertEquals("skip", browser.focused().getAttribute("data-say"));
        for (int i = 0; i < 12 && !"start-demo".equals(browser.focused().getAttribute("data-testid")); i++) {
            browser.press(Keys.TAB);
        }
        browser.press(Keys.ENTER);
        browser.shown("person");
        browser.await("the timeline fills", () -> coloured("#timeline canvas"));
        browser.click("timeline-whole");
        browser.script("document.querySelector('#timeline canvas').focus()");
        browser.await("a moment is read out", () -> {
            browser.press(Keys.ARROW_LEFT);
            return browser.text("timeline-read").contains("happy");
        });
        assertTrue(browser.text("timeline-read").matches("\\d+:\\d\\d\\.\\d · happy \\d+%.* · 1 person"));
    }

    @Test
    void aStreamThatIsRefusedIsExplainedInOneLine() {
        start();
        browser.click("start-stream");
        browser.shown("stream-address").sendKeys("rtsp://127.0.0.1/stream");
        browser.click("stream-yes");
        browser.await("the reason is shown", () -> browser.all("toast").stream()
                .anyMatch(toast -> toast.getText().contains("--allow-network")));
        // The browser itself writes down every answer that is no success.
        assertTrue(browser.complaints().stream().allMatch(line -> line.contains("400")));
    }
}
