// A self-signed certificate for `localhost`, for the Deploy CLI, which speaks HTTPS only. Written by hand in DER (RFC 5280),
// because Node can read certificates and not make them, and `openssl` is not on every machine.
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/**
 * @param {number} tag
 * @param {...Buffer} contents
 */
function der(tag, ...contents) {
  const content = Buffer.concat(contents);
  const { length } = content;
  const header = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...header]), content]);
}
const sequence = (/** @type {Buffer[]} */ ...contents) => der(0x30, ...contents);
const oid = (/** @type {string} */ hex) => der(0x06, Buffer.from(hex, "hex"));
const octets = (/** @type {Buffer} */ content) => der(0x04, content);
const time = (/** @type {number} */ milliseconds) => {
  const digits = new Date(milliseconds).toISOString().replace(/\D/g, "");
  return der(0x17, Buffer.from(`${digits.slice(2, 14)}Z`));
};

/** @returns {{ key: string, cert: string }} PEM, valid for a day */
export function selfSignedCertificate() {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const ecdsaWithSha256 = sequence(oid("2a8648ce3d040302"));
  const name = sequence(der(0x31, sequence(oid("550403"), der(0x0c, Buffer.from("localhost")))));
  const now = Date.now();
  const day = 24 * 60 * 60 * 1000;
  const isAuthority = sequence(oid("551d13"), octets(sequence(der(0x01, Buffer.from([0xff])))));
  const alternativeName = sequence(oid("551d11"), octets(sequence(der(0x82, Buffer.from("localhost")))));
  const certificate = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    // A first byte of 1 keeps the number positive and its encoding minimal.
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    name,
    sequence(time(now - day), time(now + day)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(isAuthority, alternativeName)),
  );
  const signature = sign("sha256", certificate, privateKey);
  const signed = sequence(certificate, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature));
  const lines = signed.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
  };
}
