//! `deploy`: the Action onto the tenant, bound to post-login.
//!
//! Everything is read before anything is written; a draft that the tenant's own runtime has not run does not go live; and
//! wherever it stops, it says what is live.

mod action;
mod bindings;
mod live;
mod once;
mod plan;
mod sample;

use std::{fmt, time::Duration};

use serde::Serialize;

use self::{action::Action, bindings::Binding, live::Live, once::once, plan::Plan};
use super::dry_run::DryRun;
use crate::{
    api::{Client, Method},
    cli::DeployArgs,
    error::Error,
    report::{Report, say},
    text::quoted,
};

/// The Action as it ships.
const CODE: &str = include_str!("../../../pkg/action.js");
/// What `GET /actions/triggers` names as the default runtime of post-login.
const RUNTIME: &str = "node22";
/// Auth0 builds in seconds; a queue may be long.
const LONGEST_BUILD: Duration = Duration::from_secs(120);

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Draft {
    Created,
    Updated,
    Unchanged,
}

#[derive(Serialize)]
struct Deployed<'a> {
    action: &'a str,
    name: &'a str,
    changed: bool,
    draft: Draft,
    /// Whether the sample logins were run, which they are before a deployment.
    tested: bool,
    /// Whether a version was deployed.
    deployed: bool,
    /// Whether it was bound now.
    bound: bool,
    /// The names of the secrets that were written, and of those that the Action has.
    secrets_written: Vec<&'a str>,
    secrets: Vec<String>,
    live: String,
}

/// The work under way, and what is known of the tenant.
struct Deployment<'a> {
    client: Client,
    name: &'a str,
    doing: String,
    live: Live,
}

/// Creates or updates, waits, tests, deploys and binds, as far as that isn't done.
///
/// # Errors
/// [`Error::Stopped`] with what is live, from the moment on at which that is known.
pub async fn run(args: &DeployArgs, dry_run: bool) -> Result<Report, Error> {
    args.settings.check()?;
    let client = Client::from_env()?;
    let name = args.name.as_str();
    let doing = format!("deploy action {}", quoted(name));
    let (found, bindings) = read(&client, name).await.map_err(|error| Error::Stopped {
        doing: doing.clone(),
        why: error.to_string(),
        live: "what was live before, which can't be read; nothing was changed".to_owned(),
    })?;
    let plan = Plan::new(found.as_ref(), args)?;
    if dry_run {
        return Ok(DryRun(plan.requests(found.as_ref(), &bindings, name)).report());
    }
    let mut deployment = Deployment { client, name, doing, live: Live::read(found.as_ref(), &bindings) };
    match deployment.carry_out(&plan, found, bindings).await {
        Ok(report) => Ok(report),
        Err(error) => {
            let Deployment { doing, live, name, .. } = deployment;
            Err(Error::Stopped { doing, why: error.to_string(), live: live.describe(name) })
        }
    }
}

async fn read(client: &Client, name: &str) -> Result<(Option<Action>, Vec<Binding>), Error> {
    Ok((Action::find(client, name).await?, bindings::read(client).await?))
}

impl Deployment<'_> {
    async fn carry_out(
        &mut self,
        plan: &Plan<'_>,
        found: Option<Action>,
        bindings: Vec<Binding>,
    ) -> Result<Report, Error> {
        let (mut action, draft) = match found {
            None => (self.create(&plan.draft).await?, Draft::Created),
            Some(action) if plan.changes_draft() => (self.update(&action, plan).await?, Draft::Updated),
            Some(action) => (action, Draft::Unchanged),
        };
        self.live.has_draft = true;
        let must_deploy = draft != Draft::Unchanged || plan.must_deploy;
        if must_deploy {
            action = self.wait_until_built(action).await?;
            self.test(&action).await?;
            action = self.deploy(&action).await?;
        }
        let must_bind = !bindings.iter().any(|binding| binding.is_of(&action));
        if must_bind {
            self.bind(&action).await?;
        }
        self.live.is_bound = true;
        Ok(Report::new(&Deployed {
            action: action.id(),
            name: self.name,
            changed: must_deploy || must_bind,
            draft,
            tested: must_deploy,
            deployed: must_deploy,
            bound: must_bind,
            secrets_written: plan.secrets.clone(),
            secrets: action.secret_names(),
            live: self.live.describe(self.name),
        }))
    }

    async fn create(&self, body: &serde_json::Value) -> Result<Action, Error> {
        let doing = format!("create action {}", quoted(self.name));
        say(format_args!("creating the draft of action {}", quoted(self.name)));
        once(
            async || Action::read(self.client.call(Method::CreateAction(body), &doing).await?, &doing),
            async || Action::find(&self.client, self.name).await,
        )
        .await
    }

    async fn update(&self, before: &Action, plan: &Plan<'_>) -> Result<Action, Error> {
        let doing = format!("update action {}", quoted(self.name));
        say(format_args!("updating the draft of action {}", quoted(self.name)));
        self.client.call(Method::PatchAction(before.id(), &plan.draft), &doing).await?;
        let after = Action::get(&self.client, before.id(), &doing).await?;
        if !plan.secrets.is_empty() {
            before.must_have_kept_secrets(&after, &plan.secrets)?;
        }
        Ok(after)
    }

    async fn wait_until_built(&self, action: Action) -> Result<Action, Error> {
        let doing = format!("build action {}", quoted(self.name));
        say("waiting until it is built");
        let is_built = |action: &Action| action.code() == CODE && action.is_built();
        action::wait_for(&self.client, action, LONGEST_BUILD, &doing, is_built).await
    }

    async fn test(&self, action: &Action) -> Result<(), Error> {
        say("running the draft on the tenant with sample logins");
        for login in sample::logins() {
            let doing = format!("test action {} with {}", quoted(self.name), login.name);
            let answer = self.client.call(Method::TestAction(action.id(), &login.payload), &doing).await?;
            login.judge(&answer).map_err(|why| Error::Test { doing, why })?;
        }
        Ok(())
    }

    async fn deploy(&mut self, action: &Action) -> Result<Action, Error> {
        say("deploying");
        match self.deploy_draft(action).await {
            Ok(action) => {
                self.live.version = action.version();
                self.live.is_current = true;
                Ok(action)
            }
            Err(error) => {
                self.live.is_certain = error.is_definite();
                Err(error)
            }
        }
    }

    async fn deploy_draft(&self, action: &Action) -> Result<Action, Error> {
        let doing = format!("deploy action {}", quoted(self.name));
        let get = async || Action::get(&self.client, action.id(), &doing).await;
        once(
            async || self.client.call(Method::DeployAction(action.id()), &doing).await.map(drop),
            async || Ok(get().await?.is_deployed(CODE).then_some(())),
        )
        .await?;
        let is_deployed = |action: &Action| action.is_deployed(CODE);
        action::wait_for(&self.client, get().await?, LONGEST_BUILD, &doing, is_deployed).await
    }

    async fn bind(&mut self, action: &Action) -> Result<(), Error> {
        say("binding it to post-login, after whatever is bound already");
        let bound = bindings::append(&self.client, action, self.name).await;
        if let Err(error) = &bound {
            self.live.is_certain = error.is_definite();
        }
        bound
    }
}

impl fmt::Display for Deployed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "action   {} ({})", quoted(self.name), self.action)?;
        let draft = match self.draft {
            Draft::Created => "created",
            Draft::Updated => "updated",
            Draft::Unchanged => "unchanged",
        };
        let done = |is_done, what| if is_done { what } else { "unchanged" };
        writeln!(f, "draft    {draft}")?;
        writeln!(f, "deploy   {}", done(self.deployed, "deployed, after the sample logins passed"))?;
        writeln!(f, "binding  {}", done(self.bound, "bound to post-login, last"))?;
        let secrets = if self.secrets.is_empty() { "none".to_owned() } else { self.secrets.join(", ") };
        writeln!(f, "secrets  {secrets}")?;
        writeln!(f, "live     {}", self.live)
    }
}
