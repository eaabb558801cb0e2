//! The URL standard's home in WebAssembly: the host's own `URL` and `URLSearchParams`.

use std::borrow::Cow;

use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use super::{Href, plain};

#[wasm_bindgen]
extern "C" {
    type URL;
    #[wasm_bindgen(constructor, catch)]
    fn new(text: &str) -> Result<URL, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn href(this: &URL) -> String;
    #[wasm_bindgen(method, getter, js_name = searchParams)]
    fn search_params(this: &URL) -> URLSearchParams;

    type URLSearchParams;
    #[wasm_bindgen(method)]
    fn get(this: &URLSearchParams, name: &str) -> Option<String>;
    #[wasm_bindgen(method)]
    fn set(this: &URLSearchParams, name: &str, value: &str);
    #[wasm_bindgen(method)]
    fn delete(this: &URLSearchParams, name: &str);
}

/// A URL that the host has parsed, or that is so plain that it need not be asked.
pub struct Url<'a>(Href<'a>);

impl<'a> Url<'a> {
    pub fn parse(text: &'a str) -> Option<Self> {
        plain::parse(text).or_else(|| parse_on_host(text)).map(Self)
    }

    pub fn href(&self) -> &Href<'a> {
        &self.0
    }

    /// The normalized form.
    pub fn into_text(self) -> Cow<'a, str> {
        self.0.into_text()
    }

    /// `URLSearchParams.get`.
    pub fn parameter(&self, name: &str) -> Option<String> {
        self.parsed_again()?.search_params().get(name)
    }

    /// The URL after `URLSearchParams.delete(deleted)` and `.set(name, value)`.
    pub fn with_parameter(&self, deleted: &str, name: &str, value: &str) -> String {
        let Some(url) = self.parsed_again() else {
            return self.0.as_str().to_owned();
        };
        let parameters = url.search_params();
        parameters.delete(deleted);
        parameters.set(name, value);
        url.href()
    }

    /// The host's `URL` is not kept: few logins ask for a parameter, and every handle costs.
    fn parsed_again(&self) -> Option<URL> {
        URL::new(self.0.as_str()).ok()
    }
}

/// Apart, so that a first login that does not come here does not wait for it to be compiled.
#[cold]
#[inline(never)]
pub fn parse_on_host<'a>(text: &str) -> Option<Href<'a>> {
    Some(Href::new(URL::new(text).ok()?.href()))
}
