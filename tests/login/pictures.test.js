// Every sample user logs in, with every scope and setting, and the picture in the verified ID token is the one that the
// decision names: once against `decide()` of the same Action, once against what is written here by hand.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { startTenant } from "../../tenant/tenant.js";
import { installActions, managementClient } from "./management-client.js";
import { logIn } from "./visitor.js";

const code = readFileSync(new URL("../../pkg/action.js", import.meta.url), "utf8");
const { decide } = createRequire(import.meta.url)("../../pkg/action.js");
/** @type {import("../../tenant/users.js").SampleUser[]} */
const samples = JSON.parse(readFileSync(new URL("../../tenant/users.json", import.meta.url), "utf8"));

const fallback = "https://cdn.example.com/nobody.png";
const encodedFallback = encodeURIComponent(fallback);

/** @type {Record<string, Record<string, string>>} */
const settings = {
  "no settings": {},
  "a default picture": { DEFAULT_PICTURE_URL: fallback },
  "allowed hosts": { ALLOWED_PICTURE_HOSTS: "pictures.example.org, *.example.net" },
};

// In the order of `settings`; undefined is "whatever the provider had".
/** @type {Record<string, (string | undefined)[]>} */
const expected = {
  "auth0|5f7c8ec7c33c6c004bbafe82": [
    undefined,
    `https://s.gravatar.com/avatar/6222081fd7dcea7dfb193788d138c457?s=480&r=pg&d=${encodedFallback}`,
    undefined,
  ],
  "auth0|507f1f77bcf86cd799439020": [
    "https://ssl.gstatic.com/s2/profiles/images/silhouette80.png",
    fallback,
    "https://ssl.gstatic.com/s2/profiles/images/silhouette80.png",
  ],
  "google-oauth2|115015401343387192604": [
    "https://example.com/some-image.png",
    "https://example.com/some-image.png",
    undefined,
  ],
  "twitter|783214": ["", fallback, ""],
  "linkedin|EXAMPLEid1": [undefined, undefined, undefined],
  "github|583231": [undefined, undefined, undefined],
  "apple|001234.abcdef0123456789abcdef0123456789.0123": [
    "https://cdn.auth0.com/avatars/ab.png",
    fallback,
    "https://cdn.auth0.com/avatars/ab.png",
  ],
  "sms|5f7c8ec7c33c6c004bbafe99": [undefined, fallback, undefined],
  "google-oauth2|115015401343387192605": [
    "https://example.com/Jos%C3%A9%20at%20work.png",
    "https://example.com/Jos%C3%A9%20at%20work.png",
    undefined,
  ],
};

test("each user named here is a sample user", () => {
  const ids = samples.map(({ user }) => user.user_id);
  assert.deepEqual(
    Object.keys(expected).filter((id) => !ids.includes(id)),
    [],
  );
});

for (const [index, [name, secrets]] of Object.entries(settings).entries()) {
  describe(`with ${name}`, () => {
    /** @type {import("../../tenant/tenant.js").Tenant} */
    let tenant;
    before(async () => {
      tenant = await startTenant();
      const listed = Object.entries(secrets).map(([name, value]) => ({ name, value }));
      await installActions(await managementClient(tenant), [{ name: "picture-claim", code, secrets: listed }]);
    });
    after(() => tenant.close());

    for (const { user } of samples) {
      test(`${user.user_id} gets the picture that was decided`, async () => {
        const { claim } = decide({ user, secrets });
        const decided = claim === "keep" ? user.picture : claim.set;
        const { claims } = await logIn(tenant, user.user_id, "openid profile");
        assert.equal(claims.sub, user.user_id);
        assert.equal(claims.name, user.name);
        assert.equal(claims.picture, decided);
        if (user.user_id in expected) assert.equal(decided, expected[user.user_id][index] ?? user.picture);
      });

      test(`${user.user_id} gets no picture without the scope "profile"`, async () => {
        const { claims } = await logIn(tenant, user.user_id, "openid");
        assert.equal(claims.sub, user.user_id);
        assert.equal("picture" in claims, false);
      });
    }
  });
}
