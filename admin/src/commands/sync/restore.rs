//! The way back: the state before in a file that its owner alone can read, and the command that undoes the change.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use super::connection::Connection;
use crate::{error::Error, text::quoted};

/// Writes the connection as it was read to a new file, and makes sure that it is on the disk.
///
/// # Errors
/// If that isn't possible; nothing has been changed by then.
pub fn save(connection: &Connection, path: Option<&PathBuf>) -> Result<PathBuf, Error> {
    let path = path.cloned().unwrap_or_else(|| default_path(connection));
    let write = || -> io::Result<()> {
        let mut file = create(&path)?;
        writeln!(file, "{:#}", connection.json())?;
        file.sync_all()
    };
    match write() {
        Ok(()) => Ok(path),
        Err(source) => Err(Error::File { doing: "save the connection's state to", path, source }),
    }
}

/// Never over a file that is there: it may be the state before an earlier change.
fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn default_path(connection: &Connection) -> PathBuf {
    let milliseconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let id: String = connection.id().chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    format!("picture-admin-{id}-{milliseconds}.json").into()
}

/// What to run to go back.
pub fn command(connection: &Connection) -> String {
    match connection.sync().and_then(|value| value.as_str()) {
        None | Some("on_each_login") => format!("picture-admin sync {} each-login", connection.id()),
        Some("on_first_login") => format!("picture-admin sync {} first-login", connection.id()),
        // `never_on_login`, or what Auth0 has thought of since.
        Some(other) => format!(
            "PATCH /api/v2/connections/{} with options, display_name and realms from the saved file (it was {})",
            connection.id(),
            quoted(other)
        ),
    }
}
