//! The seam to the URL standard (WHATWG), which has two homes: in WebAssembly the host's own `URL` (no bytes to ship,
//! and the parser that the token's readers have), natively the `url` crate. Each gives a [`Url`] that parses a text; what
//! a URL's parts are is read off its normalized form by one [`Href`].
//!
//! They agree on everything that the tests could think of but broken Punycode: every host takes `xn--bcher-kva-.example`
//! for a name, Node 24 `xn--a.example` too; the `url` crate refuses both.

mod href;
#[cfg(any(test, target_arch = "wasm32"))]
mod plain;

#[cfg(target_arch = "wasm32")]
#[path = "standard/host.rs"]
mod home;
#[cfg(not(target_arch = "wasm32"))]
#[path = "standard/native.rs"]
mod home;

pub use home::Url;
pub use href::{Href, Scheme};

#[cfg(all(test, target_arch = "wasm32"))]
mod agreement;
#[cfg(all(test, target_arch = "wasm32"))]
mod native;
