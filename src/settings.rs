//! The settings: the Action's secrets.

use crate::{host_list::HostList, picture_url::PictureUrl, profile::Value};

/// What the tenant's admin decided. Anything missing, empty or broken counts as not set: it must not cost a login.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    default_picture: Option<PictureUrl>,
    allowed_hosts: HostList,
}

impl Settings {
    /// Reads the values of the secrets `DEFAULT_PICTURE_URL` and `ALLOWED_PICTURE_HOSTS`.
    pub fn read(default_picture_url: &Value, allowed_picture_hosts: &Value) -> Self {
        Self {
            default_picture: PictureUrl::parse(default_picture_url, &HostList::any()).ok(),
            allowed_hosts: HostList::read(allowed_picture_hosts),
        }
    }

    /// Reads the secrets as `event.secrets` holds them.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn from_secrets(secrets: &serde_json::Value) -> Self {
        Self::read(&secrets.get("DEFAULT_PICTURE_URL").into(), &secrets.get("ALLOWED_PICTURE_HOSTS").into())
    }

    /// The picture of who has none.
    pub fn default_picture(&self) -> Option<&PictureUrl> {
        self.default_picture.as_ref()
    }

    /// Where the pictures that users choose may come from.
    pub fn allowed_hosts(&self) -> &HostList {
        &self.allowed_hosts
    }
}
