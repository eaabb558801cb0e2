// The drawings that stand in for pictures on the web. Each is a function of its seed alone: the same address is always
// the same picture, and another address is another one.
import { createHash } from "node:crypto";
import { svg } from "./markup.js";

/**
 * @param {string} seed
 * @returns {Buffer} 32 bytes to take shapes and colours from
 */
const bytesOf = (seed) => createHash("sha256").update(seed).digest();

/**
 * @param {number} byte its hue
 * @param {number} saturation percent
 * @param {number} lightness percent
 */
const colour = (byte, saturation, lightness) => `hsl(${Math.round((byte * 360) / 256)} ${saturation}% ${lightness}%)`;

/**
 * A corner label that says where a picture is from.
 * @param {string} text
 */
const badge = (text) => svg`
  <rect x="16" y="340" width="${40 + text.length * 16}" height="44" rx="22" fill="#fff" fill-opacity=".92"/>
  <text x="${36 + text.length * 8}" y="370" font-size="25" font-weight="600" text-anchor="middle" fill="#27303b">${text}</text>`;

/** @param {unknown} content */
const canvas = (content) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="400" height="400" font-family="system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif">${content}\n</svg>\n`;

/**
 * A Gravatar: blocks that mirror each other, and a small G.
 * @param {string} hash the address' hash, the last part of a Gravatar URL's path
 */
export function drawGravatar(hash) {
  const bytes = bytesOf(hash);
  const squares = [];
  for (let row = 0; row < 5; row += 1) {
    for (let column = 0; column < 3; column += 1) {
      // 144 of 256: a little more than half of the squares are filled, which reads as a figure.
      if (bytes[row * 3 + column] > 144) continue;
      const mirrored = column === 2 ? [2] : [column, 4 - column];
      for (const x of mirrored) {
        squares.push(svg`<rect x="${70 + x * 52}" y="${62 + row * 52}" width="52.5" height="52.5"/>`);
      }
    }
  }
  return canvas(svg`
  <rect width="400" height="400" fill="${colour(bytes[20], 45, 93)}"/>
  <g fill="${colour(bytes[20], 52, 46)}" shape-rendering="crispEdges">${squares}</g>
  <circle cx="362" cy="362" r="24" fill="#1d4fc4"/>
  <text x="362" y="372" font-size="28" font-weight="700" text-anchor="middle" fill="#fff">G</text>`);
}

/**
 * Auth0's initials image.
 * @param {string} letters
 */
export function drawInitials(letters) {
  return canvas(svg`
  <rect width="400" height="400" fill="${colour(bytesOf(letters)[0], 48, 40)}"/>
  <text x="200" y="258" font-size="164" font-weight="500" text-anchor="middle" fill="#fff">${letters}</text>`);
}

/** Nobody in particular. */
export function drawSilhouette() {
  return canvas(svg`
  <rect width="400" height="400" fill="#d5dae1"/>
  <g fill="#f8f9fb"><circle cx="200" cy="158" r="72"/><path d="M62 400c0-92 58-146 138-146s138 54 138 146z"/></g>`);
}

/**
 * A person, as social connections have them.
 * @param {string} seed
 * @param {string} provider
 */
export function drawPortrait(seed, provider) {
  const bytes = bytesOf(seed);
  const skin = ["#f3cfb3", "#e2ab82", "#c68b60", "#9a6240", "#6f452d"][bytes[0] % 5];
  const hair = ["#2b211d", "#5a3a24", "#8c5a2b", "#c9a05a", "#8d8f95", "#35303f"][bytes[1] % 6];
  const backs = [
    svg`<path d="M118 176c0-62 34-96 82-96s82 34 82 96v96c0 20-164 20-164 0z"/>`,
    svg`<path d="M124 176c0-60 32-94 76-94s76 34 76 94z"/>`,
    svg`<circle cx="200" cy="78" r="34"/><path d="M124 180c0-60 32-96 76-96s76 36 76 96z"/>`,
  ];
  return canvas(svg`
  <rect width="400" height="400" fill="${colour(bytes[2], 42, 76)}"/>
  <circle cx="${60 + (bytes[3] % 280)}" cy="70" r="150" fill="${colour(bytes[2], 46, 83)}"/>
  <g fill="${hair}">${backs[bytes[4] % 3]}</g>
  <path d="M74 400c4-84 56-122 126-122s122 38 126 122z" fill="${colour(bytes[5], 40, 42)}"/>
  <path d="M170 236h60v46c0 34-60 34-60 0z" fill="${skin}"/>
  <path d="M170 262c20 16 40 16 60 0v-12h-60z" fill="#000" fill-opacity=".12"/>
  <ellipse cx="200" cy="184" rx="64" ry="78" fill="${skin}"/>
  <path d="M134 172c4-52 32-76 70-76 36 0 60 26 62 74-30-4-50-16-64-36-14 24-36 36-68 38z" fill="${hair}"/>
  <g fill="#2a2522"><circle cx="176" cy="192" r="7"/><circle cx="224" cy="192" r="7"/></g>
  <path d="M178 226q22 ${10 + (bytes[6] % 12)} 44 0" fill="none" stroke="#7a3b34" stroke-width="6" stroke-linecap="round"/>
  ${badge(provider)}`);
}

/**
 * Any other picture: a landscape with the file's name below.
 * @param {string} seed
 * @param {string} label
 */
export function drawLandscape(seed, label) {
  const bytes = bytesOf(seed);
  const height = (/** @type {number} */ index) => 190 + (bytes[index] % 70);
  return canvas(svg`
  <rect width="400" height="400" fill="${colour(bytes[0], 62, 80)}"/>
  <circle cx="${90 + (bytes[1] % 220)}" cy="${84 + (bytes[2] % 50)}" r="${34 + (bytes[3] % 22)}" fill="${colour(bytes[4], 85, 93)}"/>
  <path d="M0 ${height(5)}C90 ${height(6) - 50} 150 ${height(7) - 30} 230 ${height(8)}S360 ${height(9) - 40} 400 ${height(10)}V400H0z" fill="${colour(bytes[0], 34, 58)}"/>
  <path d="M0 ${height(11) + 66}C70 ${height(12) + 20} 170 ${height(13) + 20} 250 ${height(14) + 60}S370 ${height(15) + 30} 400 ${height(16) + 40}V400H0z" fill="${colour(bytes[0] + 18, 38, 36)}"/>
  <rect y="336" width="400" height="64" fill="#0d1117" fill-opacity=".68"/>
  <text x="200" y="377" font-size="26" font-weight="500" text-anchor="middle" fill="#fff">${label}</text>`);
}
