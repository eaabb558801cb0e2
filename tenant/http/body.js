// Request bodies: read once, and handed on where somebody else has to read them again.
import { IncomingMessage } from "node:http";

// A Management API body carries at most an Action's code; the code's own limit is checked by the build.
const maximumBodyBytes = 1_000_000;

export class BodyTooLarge extends Error {}

/**
 * @param {IncomingMessage} request
 * @returns {Promise<Buffer>}
 */
export async function readBody(request) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= maximumBodyBytes) chunks.push(chunk);
  }
  // Read to its end all the same: who is still sending reads no answer.
  if (bytes > maximumBodyBytes) throw new BodyTooLarge();
  return Buffer.concat(chunks);
}

/**
 * The same request again, its body unread: oidc-provider wants to read a body itself.
 * @param {IncomingMessage} request
 * @param {Buffer} body
 */
export function replay(request, body) {
  const copy = new IncomingMessage(request.socket);
  copy.method = request.method;
  copy.url = request.url;
  copy.headers = request.headers;
  copy.httpVersion = request.httpVersion;
  // Without this it takes its own end for a broken connection, and closes the socket that the answer needs.
  copy.complete = true;
  copy.push(body);
  copy.push(null);
  return copy;
}
