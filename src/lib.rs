//! Which picture a user's ID token carries: the logic of Picture Claim, an Auth0 post-login Action.
//!
//! [`decide`] is the whole of it: a pure, total function from a [`Profile`] and the [`Settings`] to a [`Decision`]. The
//! Action (WebAssembly) and `picture-admin` (native) share it.

// A panic ends the instance, and what makes messages for panics makes the Action larger: what can't fail says so in its
// types.
#![warn(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod decision;
mod gravatar;
mod host_list;
mod picture_url;
mod profile;
mod provided;
mod settings;
mod standard;
mod value;

#[cfg(target_arch = "wasm32")]
pub mod boundary;

pub use decision::{Claim, Decision, Reason, decide};
pub use host_list::HostList;
pub use picture_url::{PictureUrl, Rejection};
pub use profile::Profile;
pub use settings::Settings;
pub use value::Value;

// A quarter of the size of the standard library's: 7 kB of the WebAssembly, for an Action that frees all it allocates.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
