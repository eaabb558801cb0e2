//! The settings: the Action's secrets.

use crate::{picture_url::PictureUrl, profile::Value};

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

/// Hosts, each `pictures.example`, or `*.example` for any subdomain of `example` but not `example` itself. Names in
/// other scripts are written as DNS holds them (`xn--…`). An entry that is no host allows nothing.
#[derive(Clone, Debug, Default)]
pub struct HostList(Vec<String>);

impl HostList {
    /// The list of a tenant that has none: any host passes.
    pub fn any() -> Self {
        Self::default()
    }

    fn read(list: &Value) -> Self {
        let Value::Text(list) = list else {
            return Self::any();
        };
        let entries = list.read();
        let entries = entries.split(',').map(|entry| entry.trim_ascii().to_ascii_lowercase());
        Self(entries.filter(|entry| !entry.is_empty()).collect())
    }

    /// `host` is in its normalized form: lower case, without port.
    pub fn allows(&self, host: &str) -> bool {
        self.0.is_empty() || self.0.iter().any(|entry| is_match(entry, host))
    }
}

fn is_match(entry: &str, host: &str) -> bool {
    match entry.strip_prefix("*.") {
        Some(parent) => host.strip_suffix(parent).is_some_and(|subdomain| subdomain.ends_with('.')),
        None => entry == host,
    }
}
