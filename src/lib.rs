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
#[cfg(target_arch = "wasm32")]
mod normal_form;
mod picture_url;
mod profile;
mod provided;
mod settings;
mod standard;

#[cfg(target_arch = "wasm32")]
mod boundary;

pub use decision::{Claim, Decision, Reason, decide};
pub use host_list::HostList;
pub use picture_url::{PictureUrl, Rejection};
pub use profile::{Profile, Value};
pub use settings::Settings;
pub use standard::Text;

#[cfg(target_arch = "wasm32")]
pub use boundary::Action;

// A quarter of the size of the standard library's: 7 kB of the WebAssembly, for an Action that frees all it allocates.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
