//! Which tenant, and as whom: `AUTH0_DOMAIN` and the credentials, named as Auth0's own tools name them.

use std::{env, fmt};

use secrecy::{ExposeSecret, SecretString};
use url::{Host, Url};

use crate::error::{Error, SettingProblem};

/// The tenant and how to be let in. Its `Debug` shows no secret, because [`SecretString`]'s doesn't.
#[derive(Clone, Debug)]
pub struct Tenant {
    pub domain: Domain,
    pub credentials: Credentials,
}

/// Where the Management API is: `https://tenant.eu.auth0.com`, without a slash at its end.
#[derive(Clone, Debug)]
pub struct Domain {
    base: String,
    is_loopback: bool,
}

#[derive(Clone, Debug)]
pub enum Credentials {
    /// A machine-to-machine application, which is given a token for this run.
    Client { id: String, secret: SecretString },
    /// A token that the operator brought along.
    Token(SecretString),
}

impl Tenant {
    /// # Errors
    /// Names the variable that is missing or wrong; never its value, if that is a secret.
    pub fn from_env() -> Result<Self, Error> {
        let domain = Domain::parse(&required("AUTH0_DOMAIN")?)?;
        Ok(Self { domain, credentials: Credentials::from_env()? })
    }
}

impl Credentials {
    fn from_env() -> Result<Self, Error> {
        let secret = |name| variable(name).map(|value| value.map(SecretString::from));
        let token = secret("AUTH0_API_TOKEN")?;
        match (variable("AUTH0_CLIENT_ID")?, secret("AUTH0_CLIENT_SECRET")?, token) {
            // The token wins: whoever brings one along means it, and the Auth0 CLI's variables may be around as well.
            (_, _, Some(token)) => Ok(Self::Token(token)),
            (Some(id), Some(secret), None) => Ok(Self::Client { id, secret }),
            (Some(_), None, None) => Err(Error::setting("AUTH0_CLIENT_SECRET", SettingProblem::Missing)),
            (None, Some(_), None) => Err(Error::setting("AUTH0_CLIENT_ID", SettingProblem::Missing)),
            (None, None, None) => {
                let either = "AUTH0_CLIENT_ID with AUTH0_CLIENT_SECRET, or AUTH0_API_TOKEN";
                Err(Error::setting(either, SettingProblem::Missing))
            }
        }
    }

    /// What must not be seen in any output.
    pub fn secret(&self) -> &str {
        match self {
            Self::Client { secret, .. } | Self::Token(secret) => secret.expose_secret(),
        }
    }
}

impl Domain {
    /// Reads a host, with a port or without; or, for a tenant on this machine, its `http://` URL.
    ///
    /// # Errors
    /// Anything else: a token must not go where nobody meant it to go, and never in the clear over a network.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let problem = |problem| Error::setting("AUTH0_DOMAIN", problem);
        let text = text.trim();
        let (url, is_clear) = match text.split_once("://") {
            None => (format!("https://{text}/"), false),
            Some(("http", _)) => (text.to_owned(), true),
            Some(_) => return Err(problem(SettingProblem::NotAHost)),
        };
        let url = Url::parse(&url).map_err(|_| problem(SettingProblem::NotAHost))?;
        let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        if !is_bare || !url.username().is_empty() || url.password().is_some() {
            return Err(problem(SettingProblem::NotAHost));
        }
        let is_loopback = match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => return Err(problem(SettingProblem::NotAHost)),
        };
        if is_clear && !is_loopback {
            return Err(problem(SettingProblem::InTheClear));
        }
        Ok(Self { base: url.as_str().trim_end_matches('/').to_owned(), is_loopback })
    }

    /// Scheme and host, without a slash at the end.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Whether the tenant is on this machine, where no proxy must be asked.
    pub fn is_loopback(&self) -> bool {
        self.is_loopback
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.base.strip_prefix("https://").unwrap_or(&self.base))
    }
}

fn required(name: &'static str) -> Result<String, Error> {
    variable(name)?.ok_or_else(|| Error::setting(name, SettingProblem::Missing))
}

/// An empty variable counts as missing: that is how a shell script unsets one.
fn variable(name: &'static str) -> Result<Option<String>, Error> {
    match env::var(name) {
        Ok(value) => Ok(Some(value.trim().to_owned()).filter(|value| !value.is_empty())),
        Err(env::VarError::NotPresent) => Ok(None),
        Err(env::VarError::NotUnicode(_)) => Err(Error::setting(name, SettingProblem::NotUnicode)),
    }
}

#[cfg(test)]
mod tests {
    use super::Domain;

    fn base(text: &str) -> Option<String> {
        Domain::parse(text).ok().map(|domain| domain.base().to_owned())
    }

    #[test]
    fn takes_a_host() {
        assert_eq!(base("tenant.eu.auth0.com").as_deref(), Some("https://tenant.eu.auth0.com"));
        assert_eq!(base(" Tenant.EU.auth0.com ").as_deref(), Some("https://tenant.eu.auth0.com"));
        assert_eq!(base("localhost:8443").as_deref(), Some("https://localhost:8443"));
        assert_eq!(base("[::1]:8443").as_deref(), Some("https://[::1]:8443"));
    }

    #[test]
    fn takes_http_for_this_machine_alone() {
        for text in ["http://localhost:3000", "http://localhost:3000/", "http://127.0.0.1:3000", "http://[::1]:3000"] {
            assert_eq!(base(text).as_deref(), Some(text.trim_end_matches('/')));
        }
        for text in ["http://tenant.eu.auth0.com", "http://localhost.example.com", "http://10.0.0.1"] {
            assert_eq!(base(text), None, "{text}");
        }
    }

    #[test]
    fn takes_nothing_else() {
        for text in [
            "https://tenant.eu.auth0.com",
            "tenant.eu.auth0.com/",
            "tenant.eu.auth0.com/api/v2",
            "user@tenant.eu.auth0.com",
            "http://user:password@localhost:3000",
            "tenant.eu.auth0.com?a",
            "tenant.eu.auth0.com#a",
            "http://localhost:3000/api",
            "ftp://localhost",
            "two words",
            "",
        ] {
            assert_eq!(base(text), None, "{text:?}");
        }
    }
}
