// The sample application over HTTP: what its pages say, what its forms do, and what it refuses.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { managementClient } from "../../tenant/management-client.js";
import { Guest, samples, startSampleForTest, unescape } from "./application-under-test.js";
import { assertWellFormed } from "./well-formed.js";

const { decide } = createRequire(import.meta.url)("../../pkg/action.js");
const ada = "google-oauth2|115015401343387192604";
const octo = "github|583231";

/** @type {import("./application-under-test.js").Sample} */
let sample;
before(async () => {
  sample = await startSampleForTest();
});
after(() => sample.close());

/** @param {string} html @param {string} name of a row in the facts of the decision */
function fact(html, name) {
  const value = new RegExp(`<dt>${name}</dt>\\s*<dd>(?:<code>)?(.*?)(?:</code>)?</dd>`).exec(html)?.[1];
  return value === undefined ? undefined : unescape(value);
}

/** @param {string} html */
function claimsShown(html) {
  return JSON.parse(unescape(/<pre[^>]*><code>([\s\S]*?)<\/code>/.exec(html)?.[1] ?? ""));
}

/** @param {string} html the verified claims of the raw token on the page */
async function verified(html) {
  const idToken = /<code id="id-token">([^<]+)</.exec(html)?.[1] ?? "";
  const { issuer, application } = sample.tenant;
  const keys = createRemoteJWKSet(new URL(".well-known/jwks.json", issuer));
  const options = { issuer, audience: application.clientId, algorithms: ["RS256"] };
  return (await jwtVerify(idToken, keys, options)).payload;
}

/** @param {string} userId */
const metadataOf = async (userId) =>
  (await managementClient(sample.tenant).get(`users/${encodeURIComponent(userId)}`)).user_metadata;

test("the first page lists every sample user and is well-formed", async () => {
  const { html, status } = await new Guest(sample).open("/");
  assert.equal(status, 200);
  assertWellFormed(html);
  const listed = [...html.matchAll(/name="user_id" value="([^"]*)"/g)].map(([, id]) => unescape(id));
  assert.deepEqual(
    listed,
    samples.map(({ user }) => user.user_id),
  );
  assert.match(html, /&lt;img src=x onerror=alert\(1\)&gt;/);
});

describe("each sample user sees the picture of a verified token, and why", () => {
  for (const { user, connection } of samples) {
    test(`${user.user_id} (${connection.name})`, async () => {
      const { status, html, headers } = await new Guest(sample).signIn(user.user_id);
      assert.equal(status, 200);
      assertWellFormed(html);
      assert.match(headers.get("content-security-policy") ?? "", /^default-src 'none'; /);
      const { claim, reason, rejection } = decide({ user, secrets: {} });
      assert.equal(fact(html, "Reason"), reason);
      assert.equal(fact(html, "Rejection"), rejection ?? undefined);
      assert.doesNotMatch(html, /The token does not carry/);
      const claims = await verified(html);
      assert.equal(claims.picture, claim === "keep" ? user.picture : claim.set);
      assert.deepEqual(claimsShown(html), claims);
      for (const [, src] of html.matchAll(/<img[^>]*\ssrc="([^"]*)"/g))
        assert.match(src, /^\/(icon\.svg|pictures\?of=)/);
    });
  }
});

describe("the forms", () => {
  test("a picture is set, is in the next token, is removed and is reset", async () => {
    const guest = new Guest(sample);
    await guest.signIn(octo);
    const set = await guest.send("/picture", { do: "set", picture: " HTTPS://Example.COM/my pic.png " });
    assert.match(set.html, /role="status">Saved\. This is a new token\.</);
    assert.equal((await verified(set.html)).picture, "https://example.com/my%20pic.png");
    const removed = await guest.send("/picture", { do: "remove", picture: "ignored" });
    assert.equal((await verified(removed.html)).picture, "");
    assert.match(removed.html, /No picture: the value is an empty string\./);
    assert.match(removed.html, /role="img" aria-label="No picture of Octo Example, only initials">\s*OE\s*</);
    const reset = await guest.send("/picture", { do: "reset", picture: "" });
    assert.equal((await verified(reset.html)).picture, "https://avatars.githubusercontent.com/u/583231?v=4");
    assert.deepEqual(await metadataOf(octo), { gravatar_disabled: true }, "other keys are left alone");
  });

  test("the Gravatar setting is switched on and off", async () => {
    const guest = new Guest(sample);
    const jeison = "auth0|5f7c8ec7c33c6c004bbafe82";
    await guest.signIn(jeison);
    const off = await guest.send("/gravatar", { gravatar_disabled: "true" });
    assert.equal(fact(off.html, "Reason"), "gravatar_disabled");
    assert.match(off.html, /type="checkbox"\s+value="true"\s+checked=""/);
    const on = await guest.send("/gravatar", {});
    assert.equal(fact(on.html, "Reason"), "provider");
    assert.deepEqual(await metadataOf(jeison), {});
  });

  test("a picture that the URL rule refuses is stored, ignored, and said to be", async () => {
    const guest = new Guest(sample);
    await guest.signIn("facebook|10222000000000001");
    const { html } = await guest.send("/picture", { do: "set", picture: "https://127.1/x.png" });
    assert.equal(fact(html, "Rejection"), "host");
    assert.match(html, /was ignored:<\/strong>\s+its host is no public name/);
  });

  for (const { name, fields, says } of [
    { name: "an empty field", fields: { do: "set", picture: "  " }, says: "Enter the address of a picture" },
    { name: "a very long one", fields: { do: "set", picture: "x".repeat(4001) }, says: "too long to try: 4001" },
    { name: "no button", fields: { picture: "https://example.com/" }, says: "Press one of the buttons" },
  ]) {
    test(`${name} is an error at the field, and what was typed stays`, async () => {
      const guest = new Guest(sample);
      await guest.signIn(ada);
      const { status, html } = await guest.send("/picture", fields);
      assert.equal(status, 422);
      assertWellFormed(html);
      assert.match(html, /<title>Error: /);
      assert.match(html, new RegExp(`<p id="picture-error" class="error">[^<]*${says}`));
      const input = /<input\s+id="picture"[^>]*>/.exec(html)?.[0] ?? "";
      assert.match(input, /aria-invalid="true"/);
      assert.match(input, /aria-describedby="picture-error picture-hint"/);
      assert.ok(input.includes(`value="${fields.picture}"`));
      assert.deepEqual(await metadataOf(ada), { picture: "https://example.com/some-image.png" });
    });
  }
});

describe("forms from elsewhere are refused", () => {
  for (const path of ["/picture", "/gravatar", "/logout"]) {
    test(`POST ${path} without this session's token changes nothing`, async () => {
      const [guest, other] = [new Guest(sample), new Guest(sample)];
      await guest.signIn(ada);
      const otherPage = await other.signIn(octo);
      const otherToken = /name="form_token" value="([^"]+)"/.exec(otherPage.html)?.[1] ?? "";
      const signedOut = new Guest(sample);
      const fields = { do: "remove", gravatar_disabled: "true" };
      for (const { sender, form } of [
        { sender: guest, form: fields },
        { sender: guest, form: { ...fields, form_token: "" } },
        { sender: guest, form: { ...fields, form_token: otherToken } },
        { sender: signedOut, form: { ...fields, form_token: otherToken } },
      ]) {
        const { status, html } = await sender.open(path, { form });
        assert.equal(status, 403);
        assertWellFormed(html);
      }
      assert.deepEqual(await metadataOf(ada), { picture: "https://example.com/some-image.png" });
      assert.match((await guest.open("/")).html, /<h1>Ada Example<\/h1>/, "still signed in");
    });
  }
});

test("signing out ends the session here and at the tenant", async () => {
  const guest = new Guest(sample);
  await guest.signIn(ada);
  const { html, url } = await guest.send("/logout", {});
  assert.equal(new URL(url).origin, sample.url);
  assert.match(html, /<h1>Which picture/);
  assert.ok((await guest.open("/login/again")).url.startsWith(sample.tenant.issuer), "the tenant asks who it is");
});

test("every answer has the security headers, errors too", async () => {
  const paths = [
    "/",
    "/style/frame.css",
    "/icon.svg",
    "/pictures?of=https://example.com/a.png",
    "/nowhere",
    "/pictures",
  ];
  for (const path of paths) {
    const { headers } = await new Guest(sample).open(path);
    assert.match(headers.get("content-security-policy") ?? "", /^default-src 'none'; .*frame-ancestors 'none'/, path);
    assert.equal(headers.get("x-content-type-options"), "nosniff", path);
    assert.equal(headers.get("referrer-policy"), "same-origin", path);
    assert.equal(headers.get("x-powered-by"), null, path);
  }
  const { headers } = await new Guest(sample).open("/");
  assert.equal(
    headers.get("content-security-policy"),
    `default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self' ${sample.tenant.issuer.slice(0, -1)}; base-uri 'none'; frame-ancestors 'none'`,
  );
});

test("what the tenant answers to a failed login is shown as text", async () => {
  const guest = new Guest(sample);
  await guest.visitor.fetch(`${sample.url}/login`);
  const { status, html } = await guest.open(
    "/callback?error=access_denied&error_description=%3Cscript%3Eno%3C/script%3E",
  );
  assert.equal(status, 400);
  assertWellFormed(html);
  assert.doesNotMatch(html, /<script/);
});

test("an Action that was not carried out is noticed", async () => {
  const silent = "exports.onExecutePostLogin = async () => {};";
  const undone = await startSampleForTest({ code: silent });
  try {
    const { html } = await new Guest(undone).signIn(ada);
    assert.match(html, /The token does not carry what was decided/);
  } finally {
    await undone.close();
  }
});

test("the tenant's default picture takes the place of a removed one", async () => {
  const secrets = { DEFAULT_PICTURE_URL: "https://cdn.example.com/nobody.png" };
  const withDefault = await startSampleForTest({ secrets });
  try {
    const { html } = await new Guest(withDefault).signIn("twitter|783214");
    assert.equal(fact(html, "Reason"), "removed");
    assert.equal(claimsShown(html).picture, secrets.DEFAULT_PICTURE_URL);
    assert.doesNotMatch(html, /The token does not carry/);
  } finally {
    await withDefault.close();
  }
});
