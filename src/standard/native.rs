//! The URL standard's native home: the `url` crate.

use serde::Serialize;
use url::form_urlencoded;

use super::Href;

/// A string.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Text(String);

impl Text {
    /// Whether it has no characters.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is empty or has only ASCII white space (Infra standard, section 4.6).
    pub fn is_blank(&self) -> bool {
        self.0.bytes().all(|byte| byte.is_ascii_whitespace())
    }

    /// A copy of it.
    pub fn read(&self) -> String {
        self.0.clone()
    }

    /// The string itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

/// A URL that the `url` crate has parsed.
pub struct Url {
    parsed: url::Url,
    href: Href,
}

impl Url {
    pub fn parse(text: &Text) -> Option<Self> {
        let parsed = url::Url::parse(&text.0).ok()?;
        let href = Href::new(parsed.as_str().to_owned());
        Some(Self { parsed, href })
    }

    pub fn href(&self) -> &Href {
        &self.href
    }

    /// The normalized form.
    pub fn into_text(self) -> Text {
        Text(self.parsed.into())
    }

    /// `URLSearchParams.get`.
    pub fn parameter(&self, name: &str) -> Option<Text> {
        let (_, value) = self.parsed.query_pairs().find(|(other, _)| other == name)?;
        Some(Text(value.into_owned()))
    }

    /// The URL after `URLSearchParams.delete(deleted)` and `.set(name, value)`: `set` puts the value where the name
    /// first stood, drops its other places, and appends it where there was none (URL standard, section 6.2).
    pub fn with_parameter(&self, deleted: &str, name: &str, value: &Text) -> Text {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let mut is_set = false;
        for (other, kept) in self.parsed.query_pairs() {
            if other == deleted {
                continue;
            }
            if other != name {
                query.append_pair(&other, &kept);
            } else if !is_set {
                query.append_pair(name, &value.0);
                is_set = true;
            }
        }
        if !is_set {
            query.append_pair(name, &value.0);
        }
        let mut url = self.parsed.clone();
        url.set_query(Some(&query.finish()));
        Text(url.into())
    }
}
