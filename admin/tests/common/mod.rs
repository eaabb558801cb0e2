//! What the tests speak: a local tenant as a process, and picture-admin as a process that talks to it over real HTTP.

#![allow(dead_code, reason = "each test file uses its part of the vocabulary")]

pub mod actions;
mod run;

use std::{
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::Duration,
};

use serde_json::{Value as Json, json};
use tempfile::TempDir;

pub use run::Run;

pub const DATABASE_USER: &str = "auth0|5f7c8ec7c33c6c004bbafe82";
pub const GOOGLE_USER: &str = "google-oauth2|115015401343387192604";

/// A tenant; its process ends with it, also where a test panics.
pub struct Tenant {
    process: Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<Json>,
    about: Json,
    scheme: &'static str,
    /// Where picture-admin runs, and what it writes.
    pub folder: TempDir,
}

impl Tenant {
    pub fn start() -> Self {
        Self::with(&[])
    }

    /// `node tenant/serve.js --log` with further options.
    pub fn with(options: &[&str]) -> Self {
        let script = [&["tenant/serve.js", "--log"], options].concat();
        Self::spawn(&script, tempfile::tempdir().unwrap())
    }

    /// Answers by `rules` (tenant/http/faults.js) in place of the API, or cuts its answers.
    pub fn with_faults(rules: &Json, options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("faults.json");
        std::fs::write(&file, rules.to_string()).unwrap();
        let script = [&["tenant/serve.js", "--log", "--faults", file.to_str().unwrap()], options].concat();
        Self::spawn(&script, folder)
    }

    /// A tenant whose users can log in.
    pub fn with_logins() -> Self {
        Self::spawn(&["admin/tests/tenant-with-logins.js"], tempfile::tempdir().unwrap())
    }

    /// A tenant behind a certificate that this machine has no reason to trust.
    pub fn distrusted() -> Self {
        let mut tenant = Self::spawn(&["admin/tests/tenant-with-logins.js", "--tls"], tempfile::tempdir().unwrap());
        tenant.scheme = "";
        tenant
    }

    fn spawn(arguments: &[&str], folder: TempDir) -> Self {
        let mut process = Command::new("node")
            .args(arguments)
            .current_dir(repository())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node is on the PATH");
        let stdin = process.stdin.take();
        let stdout = BufReader::new(process.stdout.take().unwrap());
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                let _ = sender.send(serde_json::from_str(&line).unwrap_or(Json::String(line)));
            }
        });
        let mut tenant = Self { process, stdin, lines, about: Json::Null, scheme: "http://", folder };
        tenant.about = tenant.next_line().expect("the local tenant starts: is `npm ci` done?");
        tenant
    }

    fn next_line(&self) -> Option<Json> {
        self.lines.recv_timeout(Duration::from_secs(30)).ok()
    }

    pub fn domain(&self) -> String {
        format!("{}{}", self.scheme, self.about["domain"].as_str().unwrap())
    }

    pub fn secret(&self) -> &str {
        self.about["clientSecret"].as_str().unwrap()
    }

    /// picture-admin with this tenant's settings; nothing of the tests' own environment reaches it.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = admin(arguments);
        command
            .current_dir(self.folder.path())
            .env("AUTH0_DOMAIN", self.domain())
            .env("AUTH0_CLIENT_ID", self.about["clientId"].as_str().unwrap())
            .env("AUTH0_CLIENT_SECRET", self.secret());
        command
    }

    /// Runs it to its end. The secret must not be seen, whatever happens.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> Run {
        let run = Run::of(&mut self.command(arguments));
        for output in [&run.stdout, &run.stderr] {
            assert!(!output.contains(self.secret()), "the secret is in the output: {output}");
        }
        run
    }

    /// Runs it, and expects it to be done.
    #[track_caller]
    pub fn done(&self, arguments: &[&str]) -> Run {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {run:?}");
        run
    }

    /// The JSON of a command that is done.
    #[track_caller]
    pub fn json(&self, arguments: &[&str]) -> Json {
        self.done(&[arguments, &["--json"]].concat()).json()
    }

    /// The requests since the last look: `GET /api/v2/users/1 200`. What a log line is late for is waited for.
    pub fn requests(&self) -> Vec<String> {
        let mut requests = Vec::new();
        while let Ok(line) = self.lines.recv_timeout(Duration::from_millis(100)) {
            if let (Some(method), Some(path)) = (line["method"].as_str(), line["path"].as_str()) {
                requests.push(format!("{method} {path} {}", line["status"]));
            }
        }
        requests
    }

    /// The requests since the last look that could change something.
    pub fn writes(&self) -> Vec<String> {
        let mut requests = self.requests();
        requests.retain(|request| !request.starts_with("GET ") && !request.contains("/oauth/token"));
        requests
    }

    /// Calls the Management API past picture-admin, to prepare a tenant or to look at it.
    pub fn api(&self, method: &str, path: &str, body: &Json) -> Json {
        let script = "
            const [domain, id, secret, method, path, body] = process.argv.slice(1);
            const headers = { 'content-type': 'application/json' };
            const call = async (method, path, body, more) => (await fetch(domain + path,
                { method, headers: { ...headers, ...more }, body: method === 'GET' ? undefined : body })).text();
            const credentials = { grant_type: 'client_credentials', client_id: id, client_secret: secret,
                audience: domain + '/api/v2/' };
            const { access_token } = JSON.parse(await call('POST', '/oauth/token', JSON.stringify(credentials)));
            console.log(await call(method, '/api/v2/' + path, body, { authorization: 'Bearer ' + access_token }));";
        let id = self.about["clientId"].as_str().unwrap();
        let output = Command::new("node")
            .args(["--input-type=module", "-e", script, &self.domain(), id, self.secret(), method, path])
            .arg(body.to_string())
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let answer = serde_json::from_str(&text).unwrap_or(Json::Null);
        self.requests();
        answer
    }

    /// Logs a user in; gives the ID token's claims.
    #[track_caller]
    pub fn log_in(&mut self, user_id: &str) -> Json {
        writeln!(self.stdin.as_mut().unwrap(), "{user_id}").unwrap();
        loop {
            let line = self.next_line().expect("the login ends");
            assert!(line["error"].is_null(), "{line}");
            if line["claims"].is_object() {
                return line["claims"].clone();
            }
        }
    }
}

impl Drop for Tenant {
    fn drop(&mut self) {
        drop(self.stdin.take());
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// picture-admin without any setting.
pub fn admin(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_picture-admin"));
    command.args(arguments);
    for name in ["DOMAIN", "CLIENT_ID", "CLIENT_SECRET", "API_TOKEN"] {
        command.env_remove(format!("AUTH0_{name}"));
    }
    command.env_remove("DEFAULT_PICTURE_URL").env_remove("ALLOWED_PICTURE_HOSTS").stdin(Stdio::null());
    command
}

pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// A fault on one path.
pub fn fault(method: &str, path: &str, rest: &Json) -> Json {
    let mut rule = json!({ "method": method, "path": path });
    for (name, value) in rest.as_object().unwrap() {
        rule[name] = value.clone();
    }
    rule
}
