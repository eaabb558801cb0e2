//! Auth0's Management API: which methods are in use (`methods`), and how they are called with care.

mod client;
mod failure;
mod limits;
mod methods;
mod pace;
mod pages;
mod request;
mod waits;
mod wire;

pub use client::Client;
pub use failure::Failure;
pub use methods::Method;
pub use request::Request;
pub use waits::Waits;
