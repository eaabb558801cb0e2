//! What can go wrong, in words for the operator: verb, noun, quoted id, cause.

use std::{error, fmt, io, path::PathBuf};

use picture_claim::Rejection;

use crate::{api::Failure, commands::Unfinished};

/// Why a command stopped.
#[derive(Debug)]
pub enum Error {
    /// A setting is missing or wrong.
    Setting { name: &'static str, problem: SettingProblem },
    /// A picture's URL doesn't pass the rule that the login applies.
    Picture { what: String, rejection: Rejection },
    /// A call of the Management API failed. `doing` is verb, noun and quoted id: `read user "auth0|1"`.
    Call { doing: String, failure: Failure },
    /// The command refuses rather than guesses; nothing was changed.
    Refused { doing: String, why: String },
    /// The write was made, but reading it back showed something else, or wasn't possible.
    NotAsWritten { doing: String, why: String },
    /// The draft was run on the tenant, and must not go live.
    Test { doing: String, why: String },
    /// Secrets that had to be kept aren't there any more, or are new ones.
    Secrets { names: Vec<String> },
    /// Some steps were made: `why` it stopped and what is `live`.
    Stopped { doing: String, why: String, live: String },
    /// A file is no list that `apply` takes.
    List { path: PathBuf, why: String },
    /// Lines of a list are not done.
    Unfinished(Unfinished),
    /// A file can't be read or written.
    File { doing: &'static str, path: PathBuf, source: io::Error },
    /// The results can't be written to stdout.
    Output(io::Error),
    /// The asynchronous runtime doesn't start.
    Runtime(io::Error),
    /// The HTTP client doesn't start, as for want of the system's certificates.
    Client(String),
}

/// What is wrong with a setting; never its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingProblem {
    Missing,
    NotUnicode,
    NotAHost,
    InTheClear,
    NotAPicture(Rejection),
    NotAHostList,
}

impl Error {
    pub fn setting(name: &'static str, problem: SettingProblem) -> Self {
        Self::Setting { name, problem }
    }

    /// Whether the tenant said that it won't do it: then it wasn't done.
    pub fn is_definite(&self) -> bool {
        use Failure::{MissingScope, NotFound, Refused};
        matches!(self, Self::Call { failure: MissingScope(_) | NotFound(_) | Refused { .. }, .. })
    }

    /// Whether only looking can tell if it was done.
    pub fn is_worth_a_look(&self) -> bool {
        matches!(self, Self::Call { failure, .. } if failure.is_worth_a_look())
    }

    /// 2 for what the operator has to call differently, 130 as a shell counts ctrl-c, 1 for all else.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Setting { .. } | Self::Picture { .. } | Self::List { .. } => 2,
            Self::Unfinished(unfinished) if unfinished.is_interrupted() => 130,
            _ => 1,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setting { name, problem } => write!(f, "{name} {problem}"),
            Self::Picture { what, rejection } => write!(f, "{what} is no picture that a login would take: {rejection}"),
            Self::Call { doing, failure } => write!(f, "can't {doing}: {failure}"),
            Self::Refused { doing, why } => write!(f, "won't {doing}: {why}; nothing was changed"),
            Self::NotAsWritten { doing, why } => write!(f, "made a change, but can't vouch for it ({doing}): {why}"),
            Self::Test { doing, why } => write!(f, "can't {doing}: {why}"),
            Self::Secrets { names } => write!(
                f,
                "the draft's secrets {} are not known to have been kept: set them again in the dashboard, then run deploy \
                 again",
                names.join(", ")
            ),
            Self::Stopped { doing, why, live } => write!(f, "can't {doing}: {why}\nlive now: {live}"),
            Self::List { path, why } => write!(f, "can't apply {:?}: {why}", path.display().to_string()),
            Self::Unfinished(unfinished) => unfinished.fmt(f),
            Self::File { doing, path, source } => write!(f, "can't {doing} {:?}: {source}", path.display().to_string()),
            Self::Output(source) => write!(f, "can't write the result: {source}"),
            Self::Runtime(source) => write!(f, "can't start: {source}"),
            Self::Client(why) => write!(f, "can't start the HTTP client: {why}"),
        }
    }
}

impl fmt::Display for SettingProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("is not set"),
            Self::NotUnicode => f.write_str("is not valid Unicode"),
            Self::NotAHost => {
                f.write_str("must be a host such as tenant.eu.auth0.com, without https:// and without a path")
            }
            Self::InTheClear => f.write_str("may begin with http:// for this machine (a loopback address) alone"),
            Self::NotAPicture(rejection) => write!(f, "would not count as a picture: {rejection}"),
            Self::NotAHostList => f.write_str("must be hosts, separated by commas: pictures.example, *.cdn.example"),
        }
    }
}

impl error::Error for Error {}
