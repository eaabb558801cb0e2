//! The settings: the Action's secrets.

use crate::{host_list::HostList, picture_url::PictureUrl};

/// What the tenant's admin decided. Anything missing, empty or broken counts as not set: it must not cost a login.
#[derive(Clone, Debug)]
pub struct Settings {
    default_picture: Option<PictureUrl<'static>>,
    allowed_hosts: HostList,
}

impl Settings {
    /// Those of a tenant that set nothing.
    pub const fn none() -> Self {
        Self { default_picture: None, allowed_hosts: HostList::any() }
    }

    /// Reads the values of the secrets `DEFAULT_PICTURE_URL` and `ALLOWED_PICTURE_HOSTS`; `None` for what is no string.
    pub fn read(default_picture_url: Option<&str>, allowed_picture_hosts: Option<&str>) -> Self {
        Self {
            default_picture: default_picture_url.and_then(default_picture),
            allowed_hosts: allowed_picture_hosts.map_or(HostList::any(), HostList::parse),
        }
    }

    /// Reads the secrets as `event.secrets` holds them.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn from_secrets(secrets: &serde_json::Value) -> Self {
        let text = |name| secrets.get(name).and_then(serde_json::Value::as_str);
        Self::read(text("DEFAULT_PICTURE_URL"), text("ALLOWED_PICTURE_HOSTS"))
    }

    /// The picture of who has none.
    pub fn default_picture(&self) -> Option<&PictureUrl<'static>> {
        self.default_picture.as_ref()
    }

    /// Where the pictures that users choose may come from.
    pub fn allowed_hosts(&self) -> &HostList {
        &self.allowed_hosts
    }
}

fn default_picture(url: &str) -> Option<PictureUrl<'static>> {
    PictureUrl::parse(url, &HostList::any()).ok().map(PictureUrl::into_owned)
}
