//! The hosts that a tenant allows.

use crate::profile::Value;

/// Hosts, each `pictures.example`, or `*.example` for any subdomain of `example` but not `example` itself. Names in
/// other scripts are written as DNS holds them (`xn--…`). An entry that is no host allows nothing.
#[derive(Clone, Debug, Default)]
pub struct HostList(Vec<String>);

impl HostList {
    /// The list of a tenant that has none: any host passes.
    pub fn any() -> Self {
        Self::default()
    }

    /// Reads the value of the secret `ALLOWED_PICTURE_HOSTS`; what is no string, or has no entry, allows any host.
    pub fn read(list: &Value) -> Self {
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
