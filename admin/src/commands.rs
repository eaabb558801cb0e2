//! The commands, one file each; those that write a user share `write_user`.

mod apply;
mod deploy;
mod dry_run;
mod show;
mod sync;
mod token_picture;
mod write_user;

pub use apply::Unfinished;
use clap::CommandFactory;
use picture_claim::PictureUrl;
use serde_json::json;

use crate::{
    cli::{Cli, Command, Switch},
    error::Error,
    report::Report,
};

/// Runs the command that was asked for.
///
/// # Errors
/// Whatever kept it from being done.
pub async fn run(cli: &Cli) -> Result<Report, Error> {
    let write = |user_id, change| write_user::run(user_id, change, cli.dry_run);
    match &cli.command {
        Command::Show { user, settings } => show::run(&user.user_id, settings).await,
        Command::Set { user, url, hosts } => {
            let settings = hosts.read();
            let picture = PictureUrl::parse(url, settings.allowed_hosts())
                .map_err(|rejection| Error::Picture { what: crate::text::quoted(url), rejection })?;
            write(&user.user_id, json!({ "user_metadata": { "picture": picture.as_str() } })).await
        }
        Command::Remove { user, root: false } => {
            write(&user.user_id, json!({ "user_metadata": { "picture": "" } })).await
        }
        Command::Remove { user, root: true } => write(&user.user_id, json!({ "picture": "" })).await,
        // Never `{}`, which would wipe all of the metadata.
        Command::Reset { user } => write(&user.user_id, json!({ "user_metadata": { "picture": null } })).await,
        Command::Gravatar { user, switch } => {
            let disabled = (*switch == Switch::Off).then_some(true);
            write(&user.user_id, json!({ "user_metadata": { "gravatar_disabled": disabled } })).await
        }
        Command::Apply(args) => apply::run(args, cli).await,
        Command::Sync { connection, sync, save_to } => {
            sync::run(connection, *sync, save_to.as_ref(), cli.dry_run).await
        }
        Command::Deploy(args) => deploy::run(args, cli.dry_run).await,
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "picture-admin", &mut script);
            Ok(Report::plain(String::from_utf8_lossy(&script).into_owned()))
        }
    }
}
