// Which sources an action.js was made of, said without a commit: whoever has a file of a tenant and a checkout can tell
// whether the one was built from the other, even from an archive or a fork.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";

/** In the folders of the build, and no part of it. */
const others = ["js-shim/setup.js", "js-shim/try.js"];

/**
 * SHA-256 over the inputs of the build: the sources, in the order of their paths, each as path, length and bytes; and the
 * versions of what is compiled in and of the tools. Not the lock files, where most of what changes never gets here.
 * @param {string} root
 * @param {string[]} versions
 */
export function digestSources(root, versions) {
  const inFolders = ["js-shim", "src"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
      .filter((path) => !others.includes(path)),
  );
  const hash = createHash("sha256");
  for (const path of ["Cargo.toml", "rust-toolchain.toml", ...inFolders].sort()) {
    const bytes = readFileSync(join(root, path));
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.update(versions.join("\n")).digest("hex");
}
