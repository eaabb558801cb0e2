//! The parts of a URL in its normalized form.

use std::{borrow::Cow, ops::Range};

/// A URL as the standard serializes it: ASCII, the scheme and a DNS host in lower case, and each of the delimiters
/// looked for below either a delimiter or percent-encoded. That is what makes it safe to take apart without a parser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Href<'a> {
    text: Cow<'a, str>,
    scheme: Scheme,
    host: Range<usize>,
    path: Range<usize>,
    credentials: bool,
}

/// A URL's scheme, as far as anyone here cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    Https,
    Http,
    Other,
}

impl<'a> Href<'a> {
    /// `text` must come from the standard's serializer (URL standard, section 4.5).
    pub fn new(text: String) -> Self {
        let bytes = text.as_bytes();
        let find = |range: Range<usize>, wanted: &[u8]| {
            let start = range.start;
            let found = bytes.get(range)?.iter().position(|byte| wanted.contains(byte))?;
            Some(start + found)
        };
        let scheme_end = find(0..text.len(), b":").unwrap_or(0);
        let scheme = match bytes.get(..scheme_end) {
            Some(b"https") => Scheme::Https,
            Some(b"http") => Scheme::Http,
            _ => Scheme::Other,
        };
        let mut host = scheme_end..scheme_end;
        let mut path = host.clone();
        let mut credentials = false;
        // Without "//" (`data:`, `mailto:`) there is no host, and no path that anyone here asks for.
        if bytes.get(scheme_end..scheme_end + 3) == Some(b"://") {
            let start = scheme_end + 3;
            let end = find(start..text.len(), b"/?#").unwrap_or(text.len());
            let at = find(start..end, b"@");
            credentials = at.is_some();
            let host_start = at.map_or(start, |at| at + 1);
            // An IPv6 address has its colons between brackets; behind them, a colon begins the port.
            let address_end = find(host_start..end, b"]").unwrap_or(host_start);
            host = host_start..find(address_end..end, b":").unwrap_or(end);
            path = end..find(end..text.len(), b"?#").unwrap_or(text.len());
        }
        Self { text: text.into(), scheme, host, path, credentials }
    }

    /// A URL without credentials whose parts are known.
    #[cfg_attr(
        not(target_arch = "wasm32"),
        allow(dead_code, reason = "the parser of plain URLs is not part of a native build")
    )]
    pub fn of_parts(text: Cow<'a, str>, scheme: Scheme, host: Range<usize>, path: Range<usize>) -> Self {
        Self { text, scheme, host, path, credentials: false }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn into_text(self) -> Cow<'a, str> {
        self.text
    }

    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// Whether there is a user name or a password: the serializer leaves empty ones out.
    pub fn has_credentials(&self) -> bool {
        self.credentials
    }

    /// Without the port; an IPv6 address with its brackets; empty where the URL has none. In bytes, because all of them
    /// are ASCII, and a part of a `str` is looked at twice more for where its characters begin and end.
    pub fn host(&self) -> &[u8] {
        self.part(&self.host)
    }

    /// From its first slash; empty for a URL without a host.
    pub fn path(&self) -> &[u8] {
        self.part(&self.path)
    }

    fn part(&self, range: &Range<usize>) -> &[u8] {
        self.text.as_bytes().get(range.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Href, Scheme};

    #[track_caller]
    fn assert_parts(text: &str, scheme: Scheme, credentials: bool, host: &str, path: &str) {
        let href = Href::new(text.to_owned());
        assert_eq!((href.scheme(), href.has_credentials()), (scheme, credentials), "{text}");
        assert_eq!((href.host(), href.path()), (host.as_bytes(), path.as_bytes()), "{text}");
    }

    #[test]
    fn takes_urls_apart() {
        assert_parts("https://a.example/b/c.png?d=/e#f", Scheme::Https, false, "a.example", "/b/c.png");
        assert_parts("https://u:p@a.example:8443/", Scheme::Https, true, "a.example", "/");
        assert_parts("http://[::1]:8443/?@", Scheme::Http, false, "[::1]", "/");
        assert_parts("https://a.example/@:b", Scheme::Https, false, "a.example", "/@:b");
        assert_parts("foo://a.example?q", Scheme::Other, false, "a.example", "");
        assert_parts("file:///a", Scheme::Other, false, "", "/a");
        assert_parts("data:image/png;base64,//@x", Scheme::Other, false, "", "");
        assert_parts("mailto:a@b.example", Scheme::Other, false, "", "");
    }

    #[test]
    fn survives_what_no_serializer_wrote() {
        for text in ["", ":", "://", "https:", "https://", "https://]", "https://@", "é://é:é/é", "a:/"] {
            let href = Href::new(text.to_owned());
            assert!(href.host().len() + href.path().len() <= text.len(), "{text}");
        }
    }
}
