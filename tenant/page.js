// The tenant's few pages: plain HTML that works without JavaScript, under a content security policy that allows none.

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem;color:#1b1f24}
button{display:block;width:100%;margin:.5rem 0;padding:.6rem .8rem;font:inherit;text-align:start;cursor:pointer;
background:#fff;color:inherit;border:1px solid #8a929a;border-radius:6px}
button:hover,button:focus-visible{background:#eef4ff;border-color:#1d5fd1}
small{display:block;color:#5a636c}`;

/** @param {string} text */
export function escapeHtml(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * @param {string} title
 * @param {string[]} paragraphs plain text
 * @param {string} trustedHtml already escaped
 */
export function page(title, paragraphs, trustedHtml = "") {
  const nonce = crypto.randomUUID();
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${style}</style>
<main>
<h1>${escapeHtml(title)}</h1>
${paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join("\n")}
${trustedHtml}
</main>
</html>
`;
  // No form-action: Chromium applies it to the redirects after a form too, and those lead to the application.
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`;
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  };
  return { html, headers };
}
