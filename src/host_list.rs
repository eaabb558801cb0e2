//! The hosts that a tenant allows.

/// Hosts, each `pictures.example`, or `*.example` for any subdomain of `example` but not `example` itself. Names in
/// other scripts are written as DNS holds them (`xn--…`). An entry that is no host allows nothing.
#[derive(Clone, Debug)]
pub struct HostList(Vec<String>);

impl HostList {
    /// The list of a tenant that has none: any host passes.
    pub const fn any() -> Self {
        Self(Vec::new())
    }

    /// Reads the value of the secret `ALLOWED_PICTURE_HOSTS`; without an entry in it, any host passes.
    pub fn parse(list: &str) -> Self {
        let entries = list.split(',').map(|entry| entry.trim_ascii().to_ascii_lowercase());
        Self(entries.filter(|entry| !entry.is_empty()).collect())
    }

    /// `host` is as a URL's normalized form has it: lower case, without port.
    pub fn allows(&self, host: &[u8]) -> bool {
        self.0.is_empty() || self.names(host)
    }

    /// Apart, so that a first login without a list does not wait for it to be compiled.
    #[inline(never)]
    fn names(&self, host: &[u8]) -> bool {
        self.0.iter().any(|entry| is_match(entry.as_bytes(), host))
    }
}

fn is_match(entry: &[u8], host: &[u8]) -> bool {
    match entry.strip_prefix(b"*.") {
        Some(parent) => host.strip_suffix(parent).is_some_and(|subdomain| subdomain.ends_with(b".")),
        None => entry == host,
    }
}
