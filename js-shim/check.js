// What must hold of the file that ships, whatever the code in it does.
import { builtinModules } from "node:module";

/** Bytes: what a release must keep to, what it aims at, and the platform's own limit for an Action. */
export const budget = { must: 60_000, aim: 40_000, platform: 100_000 };

/** What would not work on the platform, or not be allowed to be there. */
const forbidden = [
  { pattern: /\b__(?:dirname|filename)\b/, why: "there is no folder that the Action lies in" },
  { pattern: /\beval\b|\bFunction\s*\(/, why: "it makes code out of a string" },
  { pattern: /\bimport\s*[(.]/, why: "it imports at run time" },
  { pattern: /\brequire\b(?!\s*\(\s*["'`][^"'`]+["'`]\s*\))/, why: "it requires something that has no fixed name" },
];

/**
 * @param {string} text the file
 * @param {Uint8Array} wasm the WebAssembly in it
 * @param {string[]} paths folders of this machine
 * @returns {string[]} what is wrong with it, a sentence each
 */
export function problems(text, wasm, paths) {
  const found = [];
  const size = Buffer.byteLength(text);
  if (size > budget.must) found.push(`it has ${size} bytes, ${size - budget.must} over the budget of ${budget.must}`);
  const encoded = Buffer.from(wasm).toString("base64");
  if (!text.includes(encoded)) found.push("the WebAssembly that was built is not in it");
  const code = text.replace(encoded, "");
  for (const { pattern, why } of forbidden) {
    const match = pattern.exec(code);
    if (match) found.push(`"${match[0]}": ${why}`);
  }
  for (const [, name] of code.matchAll(/\brequire\s*\(\s*["'`]([^"'`]+)/g)) {
    if (!builtinModules.includes(name.replace(/^node:/, ""))) found.push(`it requires "${name}", no part of Node`);
  }
  const contents = code + Buffer.from(wasm).toString("latin1");
  for (const path of paths) {
    if (contents.includes(path)) found.push(`it contains "${path}", a path of this machine`);
  }
  return found;
}
