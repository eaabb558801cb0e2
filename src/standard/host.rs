//! The URL standard's home in WebAssembly: the host's own `URL` and `URLSearchParams`.

use js_sys::JsString;
use serde::Serialize;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use super::Href;
use crate::normal_form::is_normal_form;

#[wasm_bindgen]
extern "C" {
    type URL;
    #[wasm_bindgen(constructor, catch)]
    fn new(text: &JsString) -> Result<URL, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn href(this: &URL) -> JsString;
    #[wasm_bindgen(method, getter, js_name = searchParams)]
    fn search_params(this: &URL) -> URLSearchParams;

    type URLSearchParams;
    #[wasm_bindgen(method)]
    fn get(this: &URLSearchParams, name: &str) -> Option<JsString>;
    #[wasm_bindgen(method)]
    fn set(this: &URLSearchParams, name: &str, value: &JsString);
    #[wasm_bindgen(method)]
    fn delete(this: &URLSearchParams, name: &str);
}

/// A string that stays on the host's side until someone looks inside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Text(#[serde(with = "serde_wasm_bindgen::preserve")] JsString);

impl Text {
    /// Holds on to a string of the host's.
    pub fn new(text: JsString) -> Self {
        Self(text)
    }

    /// Whether it has no characters.
    pub fn is_empty(&self) -> bool {
        self.0.length() == 0
    }

    /// Whether it is empty or has only ASCII white space (Infra standard, section 4.6).
    pub fn is_blank(&self) -> bool {
        // One code unit decides nearly always; a copy into this side's memory costs ten times as much.
        self.0.iter().all(|unit| u8::try_from(unit).is_ok_and(|byte| byte.is_ascii_whitespace()))
    }

    /// A copy of it; a lone surrogate becomes U+FFFD, as in the host's own URL parser.
    pub fn read(&self) -> String {
        String::from(&self.0)
    }

    /// The string itself.
    pub fn as_js(&self) -> &JsString {
        &self.0
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

/// A URL that the host has parsed.
pub struct Url {
    text: Text,
    href: Href,
}

impl Url {
    pub fn parse(text: &Text) -> Option<Self> {
        let copy = text.read();
        if is_normal_form(copy.as_bytes()) {
            return Some(Self { text: text.clone(), href: Href::new(copy) });
        }
        let text = Text(URL::new(&text.0).ok()?.href());
        Some(Self { href: Href::new(text.read()), text })
    }

    pub fn href(&self) -> &Href {
        &self.href
    }

    /// The normalized form.
    pub fn into_text(self) -> Text {
        self.text
    }

    /// `URLSearchParams.get`.
    pub fn parameter(&self, name: &str) -> Option<Text> {
        self.parsed_again()?.search_params().get(name).map(Text)
    }

    /// The URL after `URLSearchParams.delete(deleted)` and `.set(name, value)`.
    pub fn with_parameter(&self, deleted: &str, name: &str, value: &Text) -> Text {
        let Some(url) = self.parsed_again() else {
            return self.text.clone();
        };
        let parameters = url.search_params();
        parameters.delete(deleted);
        parameters.set(name, &value.0);
        Text(url.href())
    }

    /// The host's `URL` is not kept: few logins ask for a parameter, and every handle costs.
    fn parsed_again(&self) -> Option<URL> {
        URL::new(&self.text.0).ok()
    }
}
