// What needs no server: words for every code, escaping, the drawings, the contrast of the colours.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { decisionSection } from "../../tenant/app/decision-section.js";
import { html } from "../../tenant/app/markup.js";
import { initialsOf } from "../../tenant/app/picture-card.js";
import { draw, drawingOf } from "../../tenant/app/pictures.js";
import { reasons, rejections } from "../../tenant/app/reasons.js";
import { samples, unescape } from "./application-under-test.js";

const reasonCodes = ["removed", "metadata", "gravatar_disabled", "gravatar_default", "default", "provider", "none"];
const rejectionCodes = ["not_a_string", "not_a_url", "not_https", "credentials", "host", "too_long"];

test("every reason and every rejection has words of its own, and nothing else has", () => {
  assert.deepEqual(Object.keys(reasons), reasonCodes);
  assert.deepEqual(Object.keys(rejections), rejectionCodes);
  assert.equal(new Set(Object.values(reasons).map(({ title }) => title)).size, reasonCodes.length);
  assert.equal(new Set(Object.values(rejections)).size, rejectionCodes.length);
});

describe("the decision is shown in words and as codes", () => {
  const user = { picture: "https://p.example/1.png", metadata: {} };
  for (const reason of reasonCodes) {
    for (const rejection of [null, ...rejectionCodes]) {
      test(`${reason}, ${rejection ?? "nothing rejected"}`, () => {
        const section = decisionSection({
          decision: { claim: "keep", reason, rejection },
          user,
          carried: user.picture,
        });
        const text = unescape(`${section}`);
        assert.ok(text.includes(reasons[reason].title) && text.includes(reasons[reason].text));
        assert.ok(text.includes(`<code>${reason}</code>`));
        assert.equal(text.includes("was ignored"), rejection !== null);
        if (rejection) assert.ok(text.includes(rejections[rejection]) && text.includes(`<code>${rejection}</code>`));
      });
    }
  }
});

describe("html`...`", () => {
  test("escapes every value", () => {
    assert.equal(`${html`<p title="${`"'`}">${"<b>&amp;"}</p>`}`, `<p title="&quot;&#39;">&lt;b&gt;&amp;amp;</p>`);
  });
  test("leaves its own markup, joins lists, and drops what is nothing", () => {
    const parts = [html`<i>${1}</i>`, "<", null, undefined, false, 0];
    assert.equal(`${html`${parts}`}`, "<i>1</i>&lt;0");
  });
  test("an object that only looks like markup is text", () => {
    assert.equal(`${html`${{ text: "<b>" }}`}`, "[object Object]");
    assert.equal(`${html`${{ toString: () => "<b>" }}`}`, "&lt;b&gt;");
  });
});

describe("the drawings", () => {
  const pictures = samples.map(({ user }) => String(user.picture));
  test("there is one for every sample picture, and it is always the same", () => {
    for (const picture of pictures) {
      const drawing = draw(picture) ?? "";
      assert.match(drawing, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 400 400"/);
      assert.equal(draw(picture), drawing);
    }
    assert.equal(new Set(pictures.map(draw)).size, new Set(pictures).size, "another picture, another drawing");
  });
  test("a file's name is escaped, shortened, and free of what XML forbids", () => {
    const drawing = draw("https://example.com/%3Cscript%3E%00%0B%F0%9F%98%80-and-a-long-tail-of-a-name.png") ?? "";
    assert.match(drawing, />&lt;script&gt;😀-and-a-long-ta…<\/text>/u);
    assert.match(draw("https://example.com/100%.png") ?? "", />100%\.png</);
  });
  const refused = [
    "javascript:alert(1)",
    "data:image/png;base64,AA",
    "/a.png",
    "",
    undefined,
    null,
    7,
    ["https://a.b/"],
  ];
  for (const picture of [...refused, `https://a.example/${"x".repeat(4000)}`]) {
    test(`none for ${JSON.stringify(picture)?.slice(0, 30)}`, () => {
      assert.equal(draw(picture), null);
      assert.equal(drawingOf(picture), null);
    });
  }
});

test("initials are at most two letters, whatever a name is made of", () => {
  assert.deepEqual(["Ada Example", "jeison@example.com", "Ünal", "😀", "", "<img src=x>", "a b c"].map(initialsOf), [
    "AE",
    "JC",
    "Ü",
    "?",
    "?",
    "IX",
    "AC",
  ]);
});

describe("text on every ground has a contrast of at least 4.5 to 1, a control's edge 3 to 1", () => {
  const sheet = readFileSync(new URL("../../tenant/app/style/frame.css", import.meta.url), "utf8");
  const [light, dark] = [...sheet.matchAll(/:root \{([^}]*)\}/g)].map(([, block]) =>
    Object.fromEntries([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value])),
  );
  /** @param {string} colour relative luminance, by the definition of WCAG 2 */
  const luminance = (colour) => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const pairs = [
    ...["text", "muted", "accent"].flatMap((text) => ["ground", "surface", "tint"].map((on) => [text, on, 4.5])),
    ["on-accent", "accent", 4.5],
    ["warn-text", "warn-ground", 4.5],
    ["error-text", "error-ground", 4.5],
    ["control", "surface", 3],
    ["control", "ground", 3],
  ];
  for (const [scheme, colours] of Object.entries({ light, dark })) {
    for (const [text, on, least] of /** @type {[string, string, number][]} */ (pairs)) {
      test(`${scheme}: ${text} on ${on}`, () => {
        const [bright, dim] = [luminance(colours[text]), luminance(colours[on])].sort((a, b) => b - a);
        const contrast = (bright + 0.05) / (dim + 0.05);
        assert.ok(contrast >= least, `${contrast.toFixed(2)} to 1`);
      });
    }
  }
});
