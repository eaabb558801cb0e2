//! A value whose type nobody promised: `user_metadata` holds whatever was written to it.
//!
//! In WebAssembly it is the host's, and each question about it is a call across the boundary: it is asked only what the
//! decision wants to know, and its text is copied once at most. Natively it comes out of JSON. Both answer alike.

#[cfg(target_arch = "wasm32")]
#[path = "value/host.rs"]
mod home;
#[cfg(not(target_arch = "wasm32"))]
#[path = "value/native.rs"]
mod home;

pub use home::Value;
