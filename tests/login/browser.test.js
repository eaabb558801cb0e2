// The sample application in a real browser: what a person sees, clicks, types and tabs to.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startSampleForTest } from "./application-under-test.js";
import { findChromium, launchChromium, whyNoBrowser } from "./chromium.js";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").Locator} Locator */

const hasBrowser = findChromium() !== undefined;
if (!hasBrowser) console.error(`NOT RUN: the browser tests. ${whyNoBrowser}`);

/** @type {import("./application-under-test.js").Sample} */
let sample;
/** @type {import("playwright-core").Browser} */
let browser;

/**
 * A visit with a fresh profile, which fails on anything that must not happen on any page.
 * @param {(page: Page) => Promise<void>} visit
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
async function visiting(visit, options) {
  const context = await browser.newContext(options);
  /** @type {string[]} */
  const mishaps = [];
  context.on("request", (request) => {
    if (new URL(request.url()).hostname !== "localhost") mishaps.push(`asked the network for ${request.url()}`);
  });
  context.on("response", (response) => {
    const { "content-type": type = "", "content-security-policy": policy = "" } = response.headers();
    const isRedirect = response.status() >= 300 && response.status() < 400;
    if (isRedirect || !type.includes("html")) return;
    if (!policy.startsWith("default-src 'none'")) mishaps.push(`no policy at ${response.url()}`);
  });
  context.on("console", (message) => {
    // What a form's error answers with (422) is logged by Chromium as a failed request.
    if (message.type() === "error" && !message.text().includes("422")) mishaps.push(`console: ${message.text()}`);
  });
  context.on("weberror", (error) => mishaps.push(`script: ${error.error()}`));
  context.on("dialog", (dialog) => {
    mishaps.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  try {
    const page = await context.newPage();
    await page.goto(sample.url);
    await visit(page);
    assert.deepEqual(mishaps, []);
  } finally {
    await context.close();
  }
}

/**
 * @param {Page} page
 * @param {string} name
 */
async function signIn(page, name) {
  await page.getByRole("button", { name: `Sign in as ${name}`, exact: true }).click();
  await page.getByRole("button", { name }).first().click();
  await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
}

/** @param {Page} page @param {string} title */
const card = (page, title) => page.getByRole("figure").filter({ has: page.getByRole("heading", { name: title }) });
/** @param {Page} page */
const provided = (page) => card(page, "The provider's picture");
/** @param {Page} page */
const carried = (page) => card(page, "The picture in the token");

/** @param {Locator} figure */
async function assertPictureLoaded(figure) {
  const image = figure.getByRole("img");
  await image.evaluate((/** @type {HTMLImageElement} */ element) => element.decode());
  assert.ok(await image.evaluate((/** @type {HTMLImageElement} */ element) => element.naturalWidth > 0));
}

/** @param {Page} page @param {string} title */
async function assertReason(page, title) {
  const why = page.getByRole("region", { name: "Why this picture" });
  assert.match(await why.innerText(), new RegExp(title.replaceAll(".", "\\.")));
}

/**
 * Presses Tab until this element has the focus, and sees that the focus can be seen.
 * @param {Page} page
 * @param {Locator} target
 */
async function tabTo(page, target) {
  const hasFocus = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 60 && !(await hasFocus()); presses += 1) await page.keyboard.press("Tab");
  assert.ok(await hasFocus(), `Tab does not reach ${target}`);
  const outline = await target.evaluate((element) => getComputedStyle(element).outlineStyle);
  assert.notEqual(outline, "none", `the focus on ${target} is not visible`);
}

/** @param {Page} page */
async function assertNoSidewaysScroll(page) {
  const { content, window: width } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: window.innerWidth,
  }));
  assert.ok(content <= width, `the page is ${content} wide in a window of ${width}`);
}

describe("the sample application in a browser", { skip: hasBrowser ? false : whyNoBrowser }, () => {
  before(async () => {
    [sample, browser] = await Promise.all([startSampleForTest(), launchChromium()]);
  });
  after(async () => {
    await browser?.close();
    await sample?.close();
  });

  test("a picture of one's own takes the place of the provider's", () =>
    visiting(async (page) => {
      await signIn(page, "Ada Example");
      await assertPictureLoaded(provided(page));
      await assertPictureLoaded(carried(page));
      assert.match(await carried(page).innerText(), /https:\/\/example\.com\/some-image\.png/);
      assert.match(await provided(page).innerText(), /https:\/\/lh3\.googleusercontent\.com\/a\//);
      await provided(page)
        .getByRole("img", { name: "Picture of Ada Example, from the connection google-oauth2" })
        .waitFor();
      await assertReason(page, "The user chose this picture.");
    }));

  test("a removed picture is said to be none", () =>
    visiting(async (page) => {
      await signIn(page, "X Example");
      await assertPictureLoaded(provided(page));
      await carried(page).getByRole("img", { name: "No picture of X Example, only initials" }).waitFor();
      assert.match(await carried(page).innerText(), /No picture: the value is an empty string\./);
      await assertReason(page, "The user removed their picture.");
    }));

  test("a disabled Gravatar gives way to its own default image", () =>
    visiting(async (page) => {
      await signIn(page, "old.timer@example.com");
      await assertPictureLoaded(carried(page));
      assert.match(await carried(page).innerText(), /silhouette80\.png/);
      await assertReason(page, "Gravatar is switched off for this user.");
    }));

  test("a picture is changed, removed and reset, each time with a new token and no second password", () =>
    visiting(async (page) => {
      await signIn(page, "Fay Example");
      const field = page.getByLabel("Picture of your own");
      await field.fill("https://photos.example.com/Fay at work.jpg");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.getByRole("status").filter({ hasText: "Saved. This is a new token." }).waitFor();
      await assertPictureLoaded(carried(page));
      assert.match(await carried(page).innerText(), /https:\/\/photos\.example\.com\/Fay%20at%20work\.jpg/);
      await page.getByRole("button", { name: "Remove" }).click();
      await page.getByRole("status").filter({ hasText: "Removed." }).waitFor();
      await carried(page).getByRole("img", { name: "No picture of Fay Example, only initials" }).waitFor();
      await page.getByRole("button", { name: "Reset to the provider's" }).click();
      await page.getByRole("status").filter({ hasText: "Reset" }).waitFor();
      assert.match(await carried(page).innerText(), /https:\/\/platform-lookaside\.fbsbx\.com\//);
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByRole("heading", { level: 1, name: "Which picture does the token carry?" }).waitFor();
    }));

  test("markup in a name, in a file's name and a javascript: picture are text and run nothing", () =>
    visiting(async (page) => {
      const name = "<img src=x onerror=alert(1)>";
      await signIn(page, name);
      await assertPictureLoaded(carried(page));
      assert.match(await page.getByRole("region", { name: "The ID token" }).innerText(), /"name": "<img src=x onerror/);
      await page.getByRole("button", { name: "Sign out" }).click();
      await signIn(page, "Lin Example");
      await assertReason(page, "The value in user_metadata.picture was ignored: its address does not begin with https");
      const field = page.getByLabel("Picture of your own");
      assert.equal(await field.inputValue(), "javascript:alert(document.domain)");
      assert.equal(await page.locator('[href^="javascript:" i], [src^="javascript:" i]').count(), 0);
    }));

  test("with the keyboard alone: in, through the tenant, a form sent", () =>
    visiting(async (page) => {
      const skip = page.getByRole("link", { name: "Skip to the content" });
      await tabTo(page, skip);
      assert.ok(((await skip.boundingBox())?.y ?? -1) >= 0, "the skip link is seen when it has the focus");
      await page.keyboard.press("Enter");
      await tabTo(page, page.getByRole("button", { name: "Sign in as Octo Example" }));
      await page.keyboard.press("Enter");
      await page.waitForURL((url) => url.href.startsWith(sample.tenant.issuer));
      await tabTo(page, page.getByRole("button", { name: "Octo Example" }));
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: "Octo Example" }).waitFor();
      await tabTo(page, page.getByLabel("Picture of your own"));
      await page.keyboard.type("https://example.com/octo.png");
      await page.keyboard.press("Enter");
      await page.getByRole("status").filter({ hasText: "Saved." }).waitFor();
      assert.match(await carried(page).innerText(), /https:\/\/example\.com\/octo\.png/);
      await tabTo(page, page.getByRole("button", { name: "Remove" }));
      await page.keyboard.press("Enter");
      await page.getByRole("status").filter({ hasText: "Removed." }).waitFor();
    }));

  test("an error leads to its field", () =>
    visiting(async (page) => {
      await signIn(page, "Linked Example");
      const field = page.getByLabel("Picture of your own");
      await field.fill("");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.getByRole("alert").getByRole("link", { name: "Go to the field" }).click();
      assert.ok(await field.evaluate((element) => element === document.activeElement));
      assert.equal(await field.getAttribute("aria-invalid"), "true");
      const described = await field.evaluate((element) =>
        (element.getAttribute("aria-describedby") ?? "")
          .split(" ")
          .map((id) => document.getElementById(id)?.textContent)
          .join(" "),
      );
      assert.match(described, /Enter the address of a picture/);
    }));

  test("landmarks and headings give the page its outline", () =>
    visiting(async (page) => {
      for (const role of /** @type {const} */ (["banner", "main", "contentinfo"])) {
        assert.equal(await page.getByRole(role).count(), 1, role);
      }
      await signIn(page, "Sam Example");
      for (const name of ["The two pictures", "Why this picture", "Change it", "The ID token"]) {
        await page.getByRole("region", { name }).getByRole("heading", { level: 2, name }).waitFor();
      }
      await page.getByRole("checkbox", { name: "Do not use my Gravatar" }).waitFor();
    }));

  test("on a telephone nothing scrolls sideways, and buttons are big enough for a finger", () =>
    visiting(
      async (page) => {
        await assertNoSidewaysScroll(page);
        // The longest things there are: an address, a connection's name, markup.
        await signIn(page, "Lin Example");
        await page.getByText("As it was signed").click();
        await assertNoSidewaysScroll(page);
        for (const button of await page.getByRole("button").all()) {
          assert.ok(((await button.boundingBox())?.height ?? 0) >= 44, `${await button.innerText()} is too low`);
        }
      },
      { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true },
    ));
});
