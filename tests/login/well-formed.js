// Enough of an HTML checker for pages that are written in one style: every element is closed, ids are unique, and what
// refers to an id finds it. (No HTML parser is among the dependencies, and a browser would repair what is broken.)
import assert from "node:assert/strict";

const voidElements = new Set(["img", "input", "link", "meta"]);

/** @param {string} html */
export function assertWellFormed(html) {
  assert.match(html, /^<!doctype html>\n<html lang="en">/);
  const body = html.replace("<!doctype html>", "");
  /** @type {string[]} */
  const open = [];
  // A tag, with attributes that are all quoted; whatever else has a "<" in it is not well-formed.
  const rest = body.replace(/<(\/?)([a-z]+\d?)((?:\s+[a-z-]+="[^"<>]*")*)\s*\/?>/g, (_tag, slash, name) => {
    if (voidElements.has(name)) return "";
    if (slash) assert.equal(open.pop(), name, `</${name}> closes another element`);
    else open.push(name);
    return "";
  });
  assert.deepEqual(open, [], "elements are left open");
  assert.doesNotMatch(rest, /[<>]/, "markup that is no tag");
  assert.doesNotMatch(rest, /&(?!(amp|lt|gt|quot|#39);)/, "an ampersand that is no entity");

  const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
  assert.deepEqual(ids, [...new Set(ids)], "an id is there twice");
  for (const [, name, references] of html.matchAll(/\s(for|aria-labelledby|aria-describedby)="([^"]*)"/g)) {
    for (const id of references.split(" ")) assert.ok(ids.includes(id), `${name} names the missing id "${id}"`);
  }
  for (const [image] of html.matchAll(/<img[^>]*>/g)) assert.match(image, /\salt="/, image);
  assert.equal([...html.matchAll(/<h1>/g)].length, 1, "one h1");
}
