//! `picture-admin`: sets, removes and explains users' pictures on an Auth0 tenant, and deploys the Picture Claim Action.

mod api;
mod cli;
mod commands;
mod error;
mod report;
mod settings;
mod tenant;
mod text;

use std::process::ExitCode;

use clap::Parser;

use crate::{
    cli::Cli,
    error::Error,
    report::{Report, say},
};

fn main() -> ExitCode {
    // clap ends the process itself: 2 and stderr for a usage error, 0 and stdout for `--help`.
    let cli = Cli::parse();
    match run(&cli).and_then(|report| report.print(cli.json)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(format_args!("picture-admin: {error}"));
            ExitCode::from(error.exit_code())
        }
    }
}

fn run(cli: &Cli) -> Result<Report, Error> {
    // reqwest takes the process's provider of cryptography. An error means that there is one already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::Runtime)?;
    runtime.block_on(commands::run(cli))
}
