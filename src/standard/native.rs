//! The URL standard's native home: the `url` crate.

use std::borrow::Cow;

use url::form_urlencoded;

use super::Href;

/// A URL that the `url` crate has parsed.
pub struct Url<'a> {
    parsed: url::Url,
    href: Href<'a>,
}

impl<'a> Url<'a> {
    pub fn parse(text: &'a str) -> Option<Self> {
        let parsed = url::Url::parse(text).ok()?;
        let href = Href::new(parsed.as_str().to_owned());
        Some(Self { parsed, href })
    }

    pub fn href(&self) -> &Href<'a> {
        &self.href
    }

    /// The normalized form.
    pub fn into_text(self) -> Cow<'a, str> {
        self.href.into_text()
    }

    /// `URLSearchParams.get`.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let (_, value) = self.parsed.query_pairs().find(|(other, _)| other == name)?;
        Some(value.into_owned())
    }

    /// The URL after `URLSearchParams.delete(deleted)` and `.set(name, value)`: `set` puts the value where the name
    /// first stood, drops its other places, and appends it where there was none (URL standard, section 6.2).
    pub fn with_parameter(&self, deleted: &str, name: &str, value: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let mut is_set = false;
        for (other, kept) in self.parsed.query_pairs() {
            if other == deleted {
                continue;
            }
            if other != name {
                query.append_pair(&other, &kept);
            } else if !is_set {
                query.append_pair(name, value);
                is_set = true;
            }
        }
        if !is_set {
            query.append_pair(name, value);
        }
        let mut url = self.parsed.clone();
        url.set_query(Some(&query.finish()));
        url.into()
    }
}
