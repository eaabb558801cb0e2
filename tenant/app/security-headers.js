// The headers of every answer.

/**
 * No script, no frame, nothing from anywhere else. Forms may also end at the tenant, because Chromium holds
 * `form-action` against the redirects after a form too: signing in and out both lead there.
 * @param {string} tenantOrigin
 * @returns {string}
 */
function contentSecurityPolicy(tenantOrigin) {
  return [
    "default-src 'none'",
    "img-src 'self'",
    "style-src 'self'",
    `form-action 'self' ${tenantOrigin}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** A picture that is opened by itself is a document: it may run and load nothing. */
export const pictureHeaders = {
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
  "Content-Type": "image/svg+xml; charset=utf-8",
  "Cache-Control": "private, max-age=3600",
};

/**
 * @param {string} tenantOrigin
 * @returns {Record<string, string>}
 */
export function securityHeaders(tenantOrigin) {
  return {
    "Content-Security-Policy": contentSecurityPolicy(tenantOrigin),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    // A page holds an ID token.
    "Cache-Control": "no-store",
  };
}
