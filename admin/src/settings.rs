//! The tenant's settings as the operator tells them: the Action's secrets can be written, but never read.

use clap::Args;
use picture_claim::{HostList, PictureUrl, Settings, Value};
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
        Settings::read(&value(self.default_picture_url.as_ref()), &value(self.hosts.allowed_picture_hosts.as_ref()))
    }

    /// Whether each does what it says.
    ///
    /// # Errors
    /// Where the login would count a setting as not set, or an entry would let no host pass.
    pub fn check(&self) -> Result<(), Error> {
        if let Some(url) = given(self.default_picture_url.as_ref())
            && let Err(rejection) = PictureUrl::parse(&Value::Text(url.into()), &HostList::any())
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
        Settings::read(&Value::Missing, &value(self.allowed_picture_hosts.as_ref()))
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

fn value(setting: Option<&String>) -> Value {
    setting.map_or(Value::Missing, |text| Value::Text(text.as_str().into()))
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
    let parsed = PictureUrl::parse(&Value::Text(url.as_str().into()), &HostList::any());
    parsed.is_ok_and(|picture| picture.text().as_str() == url)
}
