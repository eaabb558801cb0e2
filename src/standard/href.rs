//! The parts of a URL in its normalized form.

use std::ops::Range;

/// A URL as the standard serializes it: ASCII, the scheme and a DNS host in lower case, and each of the delimiters
/// looked for below either a delimiter or percent-encoded. That is what makes it safe to take apart without a parser.
#[derive(Clone, Debug)]
pub struct Href {
    text: String,
    scheme: Range<usize>,
    host: Range<usize>,
    path: Range<usize>,
    credentials: bool,
}

impl Href {
    /// `text` must come from the standard's serializer (URL standard, section 4.5).
    pub fn new(text: String) -> Self {
        let bytes = text.as_bytes();
        let find = |range: Range<usize>, wanted: &[u8]| {
            let start = range.start;
            let found = bytes.get(range)?.iter().position(|byte| wanted.contains(byte))?;
            Some(start + found)
        };
        let scheme = 0..find(0..text.len(), b":").unwrap_or(0);
        let mut host = scheme.end..scheme.end;
        let mut path = host.clone();
        let mut credentials = false;
        // Without "//" (`data:`, `mailto:`) there is no host, and no path that anyone here asks for.
        if bytes.get(scheme.end..scheme.end + 3) == Some(b"://") {
            let start = scheme.end + 3;
            let end = find(start..text.len(), b"/?#").unwrap_or(text.len());
            let at = find(start..end, b"@");
            credentials = at.is_some();
            let host_start = at.map_or(start, |at| at + 1);
            // An IPv6 address has its colons between brackets; behind them, a colon begins the port.
            let address_end = find(host_start..end, b"]").unwrap_or(host_start);
            host = host_start..find(address_end..end, b":").unwrap_or(end);
            path = end..find(end..text.len(), b"?#").unwrap_or(text.len());
        }
        Self { text, scheme, host, path, credentials }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Without the colon: `https`.
    pub fn scheme(&self) -> &str {
        self.part(&self.scheme)
    }

    /// Whether there is a user name or a password: the serializer leaves empty ones out.
    pub fn has_credentials(&self) -> bool {
        self.credentials
    }

    /// Without the port; an IPv6 address with its brackets; empty where the URL has none.
    pub fn host(&self) -> &str {
        self.part(&self.host)
    }

    /// From its first slash; empty for a URL without a host.
    pub fn path(&self) -> &str {
        self.part(&self.path)
    }

    fn part(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Href;

    #[track_caller]
    fn parts(text: &str) -> (String, bool, String, String) {
        let href = Href::new(text.to_owned());
        (href.scheme().into(), href.has_credentials(), href.host().into(), href.path().into())
    }

    #[track_caller]
    fn assert_parts(text: &str, scheme: &str, credentials: bool, host: &str, path: &str) {
        assert_eq!(parts(text), (scheme.into(), credentials, host.into(), path.into()));
    }

    #[test]
    fn takes_urls_apart() {
        assert_parts("https://a.example/b/c.png?d=/e#f", "https", false, "a.example", "/b/c.png");
        assert_parts("https://u:p@a.example:8443/", "https", true, "a.example", "/");
        assert_parts("https://[::1]:8443/?@", "https", false, "[::1]", "/");
        assert_parts("https://a.example/@:b", "https", false, "a.example", "/@:b");
        assert_parts("foo://a.example?q", "foo", false, "a.example", "");
        assert_parts("file:///a", "file", false, "", "/a");
        assert_parts("data:image/png;base64,//@x", "data", false, "", "");
        assert_parts("mailto:a@b.example", "mailto", false, "", "");
    }

    #[test]
    fn survives_what_no_serializer_wrote() {
        for text in ["", ":", "://", "https:", "https://", "https://]", "https://@", "é://é:é/é", "a:/"] {
            let _ = parts(text);
        }
    }
}
