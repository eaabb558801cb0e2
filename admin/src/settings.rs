//! The tenant's settings as the operator tells them: the Action's secrets can be written, but never read.

use clap::Args;
use picture_claim::{HostList, PictureUrl, Settings};
use serde::Serialize;

use crate::{
    error::{Error, SettingProblem},
    report::say,
};

/// `DEFAULT_PICTURE_URL` and `ALLOWED_PICTURE_HOSTS`.
#[derive(Args, Clone, Debug, Serialize)]
pub struct SettingsArgs {
    /// The picture of who has none
    #[arg(long, env = "DEFAULT_PICTURE_URL", hide_env_values = true, value_name = "URL")]
    default_picture_url: Option<String>,
    #[command(flatten)]
    #[serde(flatten)]
    hosts: HostsArgs,
}

/// `ALLOWED_PICTURE_HOSTS`.
#[derive(Args, Clone, Debug, Serialize)]
pub struct HostsArgs {
    /// The hosts that users' pictures may come from, separated by commas; `*.x.example` is any subdomain of x.example
    #[arg(long, env = "ALLOWED_PICTURE_HOSTS", hide_env_values = true, value_name = "HOSTS")]
    allowed_picture_hosts: Option<String>,
}

impl SettingsArgs {
    /// What the login does with them, broken ones and all; says so where the operator can hardly have meant that.
    pub fn read(&self) -> Settings {
        warn(&self.check());
        Settings::read(self.default_picture_url.as_deref(), self.hosts.allowed_picture_hosts.as_deref())
    }

    /// Whether each does what it says.
    ///
    /// # Errors
    /// Where the login would count a setting as not set, or an entry would let no host pass.
    pub fn check(&self) -> Result<(), Error> {
        if let Some(url) = given(self.default_picture_url.as_ref())
            && let Err(rejection) = PictureUrl::parse(url, &HostList::any())
        {
            return Err(Error::setting("DEFAULT_PICTURE_URL", SettingProblem::NotAPicture(rejection)));
        }
        self.hosts.check()
    }

    /// The Action's secrets, by name, that the operator gave a value for.
    pub fn secrets(&self) -> Vec<(&'static str, &str)> {
        let named = [
            ("DEFAULT_PICTURE_URL", given(self.default_picture_url.as_ref())),
            ("ALLOWED_PICTURE_HOSTS", given(self.hosts.allowed_picture_hosts.as_ref())),
        ];
        named.into_iter().filter_map(|(name, value)| value.map(|value| (name, value))).collect()
    }
}

impl HostsArgs {
    /// As [`SettingsArgs::read`]; there is no default picture in it.
    pub fn read(&self) -> Settings {
        warn(&self.check());
        Settings::read(None, self.allowed_picture_hosts.as_deref())
    }

    fn check(&self) -> Result<(), Error> {
        let Some(hosts) = given(self.allowed_picture_hosts.as_ref()) else {
            return Ok(());
        };
        let mut entries = hosts.split(',').map(str::trim_ascii).filter(|entry| !entry.is_empty()).peekable();
        // No entry at all would let any host pass.
        if entries.peek().is_none() || !entries.all(is_host_entry) {
            return Err(Error::setting("ALLOWED_PICTURE_HOSTS", SettingProblem::NotAHostList));
        }
        Ok(())
    }
}

fn warn(checked: &Result<(), Error>) {
    if let Err(error) = checked {
        say(format_args!("warning: {error}; the login takes it as it is"));
    }
}

/// Empty is not given: that is what an empty variable means.
fn given(setting: Option<&String>) -> Option<&str> {
    setting.map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// Whether a picture could come from there: the entry, behind `*.`, is a host as a URL's normalized form has it.
fn is_host_entry(entry: &str) -> bool {
    let entry = entry.to_ascii_lowercase();
    let host = entry.strip_prefix("*.").unwrap_or(&entry);
    // `*.example` alone allows `a.example`: a parent needs no dot, a host does.
    let host = if entry.starts_with("*.") { format!("a.{host}") } else { host.to_owned() };
    let url = format!("https://{host}/");
    PictureUrl::parse(&url, &HostList::any()).is_ok_and(|picture| picture.as_str() == url)
}
