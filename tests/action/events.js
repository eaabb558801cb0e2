// Arbitrary events, made to hit: what users, providers and admins write, and what nobody should.
import fc from "fast-check";

const pieces = [
  ..."https: HTTPS: http: javascript: data: // / \\ @ : :443 ? # & = . .. %2e %2F %40 %00 % %61 a B example example.com".split(
    " ",
  ),
  ..."www.gravatar.com /avatar/ cdn.auth0.com /avatars/ i0.wp.com bücher ｅｘ 。 ß é 😀 127.0.0.1 127.1 0x7f000001 0177".split(
    " ",
  ),
  ..."2130706433 256 1 [::1] [ ] - _ ~ ! $ ' \" ( ) * + , ; < > ^ ` { | } d= default= true".split(" "),
  ..." \t\n\r\v\f\0\u001f\u007f\u00ad\u200b\ufeff\ufffd",
];
const hostile = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((some) => some.join(""));
const word = fc.stringMatching(/^[a-z]{1,8}$/);

export const text = fc.oneof(
  hostile,
  hostile.map((rest) => `https://${rest}`),
  hostile.map((rest) => `https://example.com${rest}`),
  hostile.map((rest) => `https://s.gravatar.com/avatar/x?s=80&${rest}`),
  fc.string({ unit: "binary" }).map((rest) => `https://example.com/${rest}`),
  fc.tuple(word, word).map(([host, file]) => `https://${host}.example/${file}.png`),
  word.map((path) => `https://example.com/${path.repeat(400)}`),
  fc.constantFrom("", " ", "true", "https://cdn.auth0.com/avatars/ab.png", "https://www.gravatar.com/avatar/x"),
);

const anything = fc.oneof(
  { weight: 8, arbitrary: text },
  fc.constantFrom(null, undefined, true, false, 0, 1.5, "true"),
  fc.jsonValue(),
);

const metadata = fc.oneof(
  { weight: 6, arbitrary: fc.record({ picture: anything, gravatar_disabled: anything }, { requiredKeys: [] }) },
  anything,
);

/** @type {fc.Arbitrary<any>} */
export const event = fc.record({
  user: fc.oneof(
    { weight: 8, arbitrary: fc.record({ picture: anything, user_metadata: metadata }, { requiredKeys: [] }) },
    anything,
  ),
  secrets: fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    fc.record({ DEFAULT_PICTURE_URL: anything, ALLOWED_PICTURE_HOSTS: anything }, { requiredKeys: [] }),
    anything,
  ),
});
