// `/pictures?of=URL`: a drawing in place of each picture on the web. The sample application must show every picture
// on a machine without a network, and a page that loaded what a user typed would ask strangers' servers for it.
import { drawGravatar, drawInitials, drawLandscape, drawPortrait, drawSilhouette } from "./drawings.js";

// Longer than any picture that may pass the Action's URL rule (2,048), short enough for a request's first line.
const longest = 4000;

/** @type {Array<[string, string]>} */
const providers = [
  ["googleusercontent.com", "Google"],
  ["fbsbx.com", "Facebook"],
  ["twimg.com", "X"],
  ["licdn.com", "LinkedIn"],
  ["githubusercontent.com", "GitHub"],
];

/**
 * @param {unknown} picture
 * @returns {URL | null} null for what is no picture on the web
 */
function webAddress(picture) {
  if (typeof picture !== "string" || picture.length > longest || !URL.canParse(picture)) return null;
  const url = new URL(picture);
  return url.protocol === "https:" || url.protocol === "http:" ? url : null;
}

/**
 * @param {string} path a URL's path, percent-encoded
 * @returns {string} its last part, as short as a drawing needs it, without what XML forbids
 */
function fileName(path) {
  const last = path.slice(path.lastIndexOf("/") + 1);
  let name = last;
  try {
    name = decodeURIComponent(last);
  } catch {
    // A lone percent sign is fine in a URL: the name stays encoded.
  }
  const printable = [...name.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, "")];
  return printable.length > 24 ? `${printable.slice(0, 23).join("")}…` : printable.join("");
}

/**
 * @param {unknown} picture
 * @returns {string | null} the address of the drawing for this picture, for an `src`: always on this origin
 */
export function drawingOf(picture) {
  return webAddress(picture) && `/pictures?of=${encodeURIComponent(String(picture))}`;
}

/**
 * @param {unknown} picture
 * @returns {string | null} an SVG document, or null for what is no picture on the web
 */
export function draw(picture) {
  const url = webAddress(picture);
  if (!url) return null;
  const { hostname: host, pathname: path, href } = url;
  const isAt = (/** @type {string} */ domain) => host === domain || host.endsWith(`.${domain}`);
  if (isAt("gravatar.com")) return drawGravatar(path);
  if (
    /(^|\/cdn\.auth0\.com)\/avatars\//.test(host === "cdn.auth0.com" ? path : /^i\d\.wp\.com$/.test(host) ? path : "")
  ) {
    return drawInitials(
      fileName(path)
        .replace(/\.\w+$/, "")
        .slice(0, 2)
        .toUpperCase(),
    );
  }
  if (path.includes("silhouette")) return drawSilhouette();
  const provider = providers.find(([domain]) => isAt(domain));
  return provider ? drawPortrait(href, provider[1]) : drawLandscape(href, fileName(path) || host);
}
