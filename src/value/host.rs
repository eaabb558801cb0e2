//! A value of the host's.

use std::{cell::OnceCell, ptr};

use js_sys::JsString;
use wasm_bindgen::{JsCast, JsValue};

/// A value of the host's, and its text as soon as someone has asked for it.
#[derive(Clone, Debug)]
pub struct Value {
    js: JsValue,
    text: OnceCell<Option<String>>,
}

impl Value {
    /// Takes the value along with its text, which must be `None` for what is no string: a copy made at a call costs less
    /// than one that is asked for.
    pub fn with_text(js: JsValue, text: Option<String>) -> Self {
        Self { js, text: text.into() }
    }

    /// The text of a string; a lone surrogate is U+FFFD in it, as in the host's own URL parser.
    pub fn text(&self) -> Option<&str> {
        self.text.get_or_init(|| self.js.as_string()).as_deref()
    }

    /// Whether it is a string with something in it.
    pub fn has_text(&self) -> bool {
        self.js.is_string() && self.js.unchecked_ref::<JsString>().length() != 0
    }

    /// Whether it is null, or not there.
    pub fn is_missing(&self) -> bool {
        self.js.is_undefined() || self.js.is_null()
    }

    /// Whether it is `true` itself.
    pub fn is_true(&self) -> bool {
        self.js == JsValue::TRUE
    }

    /// The host's own string, if `text` is what [`Self::text`] gave: it need not go back across the boundary.
    pub fn as_js(&self, text: &str) -> Option<&JsValue> {
        self.text().is_some_and(|own| ptr::eq(own, text)).then_some(&self.js)
    }
}

impl From<JsValue> for Value {
    fn from(js: JsValue) -> Self {
        Self { js, text: OnceCell::new() }
    }
}
