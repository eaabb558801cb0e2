//! The command line: commands, options, and their help with an example and the scopes that each needs.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::settings::{HostsArgs, SettingsArgs};

const ENVIRONMENT: &str = "\
Environment:
  AUTH0_DOMAIN         the tenant's host: tenant.eu.auth0.com (http://localhost:3000 for a tenant on this machine)
  AUTH0_CLIENT_ID      a machine-to-machine application that is authorized for the Auth0 Management API,
  AUTH0_CLIENT_SECRET  with the scopes that the command's help names
  AUTH0_API_TOKEN      in place of the two: a token for the Management API

Exit codes: 0 done, 1 failed, 2 called with wrong arguments or settings.";

/// Sets, removes and explains users' pictures on an Auth0 tenant, and deploys the Picture Claim Action
#[derive(Parser)]
#[command(name = "picture-admin", version, after_help = ENVIRONMENT, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    /// Print the result as JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// Print the exact requests that would change something, and send none of them
    #[arg(long, global = true)]
    pub dry_run: bool,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Show a user's picture: the provider's, the metadata's, and which the token will carry and why
    #[command(after_help = "\
Example: picture-admin show 'auth0|5f7c8ec7c33c6c004bbafe82'
Scopes:  read:users

The Action's settings can't be read from the tenant. Give them as options or environment variables of the same names,
or the answer is the one of a tenant that has none.")]
    Show {
        #[command(flatten)]
        user: User,
        #[command(flatten)]
        settings: SettingsArgs,
    },
    /// Give a user a picture, from their next login on
    #[command(after_help = "\
Example: picture-admin set 'auth0|5f7c8ec7c33c6c004bbafe82' https://pictures.example.com/jeison.png
Scopes:  read:users update:users
Undo:    picture-admin reset USER

The URL must pass the rule that the login applies: https, a host name, no user name in it, at most 2,048 characters.
Stored is its normalized form.")]
    Set {
        #[command(flatten)]
        user: User,
        /// The picture: an absolute https URL
        url: String,
        #[command(flatten)]
        hosts: HostsArgs,
    },
    /// Take a user's picture away: the token carries the tenant's default, or none
    #[command(after_help = "\
Example: picture-admin remove 'auth0|5f7c8ec7c33c6c004bbafe82'
Scopes:  read:users update:users
Undo:    picture-admin reset USER (not after --root: that picture is gone until the provider writes it again)")]
    Remove {
        #[command(flatten)]
        user: User,
        /// Empty the profile's own picture instead, where the connection lets it be edited
        #[arg(long)]
        root: bool,
    },
    /// Forget what was set or removed: back to the provider's picture
    #[command(after_help = "\
Example: picture-admin reset 'auth0|5f7c8ec7c33c6c004bbafe82'
Scopes:  read:users update:users
Undo:    picture-admin set USER URL, with the URL that `show` printed before")]
    Reset {
        #[command(flatten)]
        user: User,
    },
    /// Turn a user's Gravatar off, or on again
    #[command(after_help = "\
Example: picture-admin gravatar 'auth0|5f7c8ec7c33c6c004bbafe82' off
Scopes:  read:users update:users
Undo:    picture-admin gravatar USER on")]
    Gravatar {
        #[command(flatten)]
        user: User,
        switch: Switch,
    },
    /// Give many users their pictures, from a list: within the tenant's rate limit, resumable after any interruption
    #[command(after_help = "\
Example: picture-admin apply pictures.csv
Scopes:  update:users, and read:users to look up what an interrupted run left open
Undo:    a list of the same users with - for a picture, or with the pictures that `show` printed before

The list is a CSV file in UTF-8 whose first line is user_id,picture. A picture is a URL, as `set` takes it; empty removes
the picture, as `remove` does; - resets it, as `reset` does. Each line stands for itself: one that can't be done is
reported and doesn't stop the rest. A user in several lines gets none of them: which one counts is not for a tool to guess.

Beside the list it keeps FILE.journal. Run again, it goes on where it stopped, sends nothing twice, and tries the lines
that failed again, which may be corrected in place. To apply a list anew, delete its journal.

Exit codes besides: 1 if a line failed or is left, 130 if it was interrupted (ctrl-c once ends it in order).
With --dry-run nothing is sent and nothing written.")]
    Apply(ApplyArgs),
    /// Choose whether a connection writes the provider's profile at each login, or at the first one alone
    #[command(after_help = "\
Example: picture-admin sync google-oauth2 first-login
Scopes:  read:connections read:connections_options update:connections update:connections_options
Undo:    the command that it prints; the connection's state before is in the file that it names

Changes options.set_user_root_attributes alone and writes everything else back as it was read. Refuses where something
could be lost: options that can't be read, secrets that look masked, databases, passwordless connections.
With --dry-run the connection is read, but not written, and no file either.")]
    Sync {
        /// The connection's id or name
        #[arg(value_name = "CONNECTION", value_parser = parse_id)]
        connection: String,
        sync: Sync,
        /// Where to save the connection's state before the change, secrets and all; must not exist yet
        #[arg(long, value_name = "FILE")]
        save_to: Option<PathBuf>,
    },
    /// Put the Action onto the tenant: create or update it, try it there, deploy it, bind it to post-login
    #[command(after_help = "\
Example: picture-admin deploy --default-picture-url https://pictures.example.com/nobody.png
Scopes:  read:actions create:actions update:actions
Undo:    unbind it in the dashboard (Actions > Triggers > post-login), or deploy an older version from its history

Stops before anything goes live if the tenant's own runtime fails at one of two sample logins. Keeps what is bound
already, and its order. Run twice, it changes nothing. With --dry-run the tenant is read, but nothing is sent that
changes it.")]
    Deploy(DeployArgs),
    /// Print a script that completes this tool's commands in a shell
    #[command(
        after_help = "Example: picture-admin completions bash > ~/.local/share/bash-completion/completions/picture-admin"
    )]
    Completions { shell: Shell },
}

/// Which list.
#[derive(Args)]
pub struct ApplyArgs {
    /// The list: lines of user_id,picture
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Where to write the report, in JSON [default: FILE.report.json]
    #[arg(long, value_name = "PATH")]
    pub report: Option<PathBuf>,
    #[command(flatten)]
    pub hosts: HostsArgs,
}

/// Which Action, with which settings.
#[derive(Args)]
pub struct DeployArgs {
    /// The Action's name
    #[arg(long, default_value = "picture-claim")]
    pub name: String,
    #[command(flatten)]
    pub settings: SettingsArgs,
    /// Write the settings given here also where the Action has them already: its secrets can't be read and compared
    #[arg(long)]
    pub renew_settings: bool,
}

/// Which user.
#[derive(Args)]
pub struct User {
    /// The user's id, such as 'auth0|5f7c8ec7c33c6c004bbafe82' (in quotes: a shell takes | for itself)
    #[arg(value_name = "USER", value_parser = parse_id)]
    pub user_id: String,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    Off,
    On,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Sync {
    FirstLogin,
    EachLogin,
}

/// `.` and `..` would be taken for a path, and mean another method.
pub fn parse_id(text: &str) -> Result<String, &'static str> {
    match text {
        "" | "." | ".." => Err("this is no id"),
        _ => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn each_command_has_an_example() {
        for command in Cli::command().get_subcommands() {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("Example: picture-admin"), "{}", command.get_name());
        }
    }
}
