//! Whoever is turned away leaves a line in the log that a machine can read: when, which door, why, and which
//! account; and nothing that says where somebody is or what they typed.

mod listening;

use std::{
    fs,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
};

use listening::listening;
use serde_json::Value;
use tempfile::TempDir;

const PASSWORD: &str = "kettle-harbour-violet-7";

struct Server {
    child: Child,
    address: SocketAddr,
    directory: TempDir,
}

fn cairn(directory: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cairn"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CAIRN_")) {
        command.env_remove(name);
    }
    command
        .args(words)
        .arg("--data-dir")
        .arg(directory.join("data"));
    command
}

/// Runs an operator's command with a password on its standard input.
fn operate(directory: &Path, words: &[&str]) {
    let mut child = cairn(directory, words)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("starts");
    let mut stdin = child.stdin.take().expect("piped");
    stdin
        .write_all(format!("{PASSWORD}\n").as_bytes())
        .expect("writes");
    drop(stdin);
    assert!(child.wait().expect("ends").success(), "{words:?}");
}

impl Server {
    fn start() -> Self {
        let directory = tempfile::tempdir().expect("a folder");
        let path = directory.path();
        for code in ["AFG", "OTH"] {
            operate(
                path,
                &[
                    "project",
                    "add",
                    "--code",
                    code,
                    "--name",
                    code,
                    "--zone",
                    "Asia/Kabul",
                ],
            );
        }
        operate(
            path,
            &["user", "add", "--email", "ana@example.org", "--name", "Ana"],
        );
        operate(
            path,
            &[
                "user",
                "join",
                "--email",
                "ana@example.org",
                "--project",
                "AFG",
                "--role",
                "verifier",
            ],
        );
        let said = path.join("said");
        let child = cairn(path, &["serve", "--listen", "127.0.0.1:0"])
            .env("CAIRN_LOG_FORMAT", "json")
            .stdout(fs::File::create(&said).expect("creates"))
            .stderr(fs::File::create(path.join("log")).expect("creates"))
            .spawn()
            .expect("starts");
        let address = listening(&said, "http");
        Self {
            child,
            address,
            directory,
        }
    }

    /// Status and cookie of an answer.
    fn ask(&self, start: &str, cookie: &str, body: &str, site: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.address).expect("connects");
        let length = body.len();
        let request = format!(
            "{start} HTTP/1.1\r\nhost: t\r\nconnection: close\r\nsec-fetch-site: {site}\r\ncookie: {cookie}\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).expect("writes");
        let mut said = Vec::new();
        stream.read_to_end(&mut said).expect("reads");
        let said = String::from_utf8_lossy(&said);
        let status = said
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        let cookie = said
            .lines()
            .find_map(|line| line.strip_prefix("set-cookie: __Host-cairn="));
        let cookie = cookie
            .and_then(|value| value.split(';').next())
            .unwrap_or_default();
        (status.expect("an answer"), format!("__Host-cairn={cookie}"))
    }

    fn lines(&self) -> Vec<Value> {
        let log = fs::read_to_string(self.directory.path().join("log")).expect("reads");
        log.lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}")))
            .collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the server turns away from Ana, or from nobody: what is asked, whether as Ana, with which form,
/// from where, and the answer.
const TURNED_AWAY: &[(&str, bool, &str, &str, u16)] = &[
    ("GET /projects/OTH/queue", true, "", "same-origin", 404),
    ("GET /projects/AFG/members", true, "", "same-origin", 409),
    ("GET /audit", true, "", "same-origin", 404),
    (
        "POST /projects/AFG/vocabularies",
        true,
        "code=canary-of-a-form",
        "cross-site",
        403,
    ),
    (
        "GET /projects/AFG/queue?q=canary-of-a-query",
        false,
        "",
        "same-origin",
        303,
    ),
    (
        "POST /receipt",
        false,
        "code=zoo+zoo+zoo+zoo+zoo+zoo+zoo",
        "same-origin",
        422,
    ),
    (
        "GET /projects/AFG/items/ZZZZZZ",
        true,
        "",
        "same-origin",
        404,
    ),
    (
        "GET /nowhere/canary-of-a-path",
        true,
        "",
        "same-origin",
        404,
    ),
];

/// Door, reason and whether somebody is known, of every line about whoever was turned away; each line is
/// whole: when in UTC, how grave, where in the program, who, what, why.
fn told(lines: &[Value]) -> Vec<(String, String, String, bool)> {
    let away: Vec<_> = lines
        .iter()
        .filter(|line| line["message"] == "turned away")
        .collect();
    let mut found = Vec::new();
    for line in &away {
        let at = line["timestamp"].as_str().expect("a time");
        assert!(
            at.ends_with('Z') && chrono::DateTime::parse_from_rfc3339(at).is_ok(),
            "{at}"
        );
        assert!(
            line["level"].is_string() && line["target"] == "cairn_web::watch",
            "{line}"
        );
        let who = line["who"].as_str().expect("who");
        assert!(
            who == "nobody" || uuid::Uuid::parse_str(who).is_ok(),
            "{who}"
        );
        let text = |name: &str| line[name].as_str().expect("words").to_owned();
        found.push((text("method"), text("path"), text("why"), who != "nobody"));
    }
    found
}

#[test]
fn whoever_is_turned_away_leaves_a_line_and_nothing_of_themselves() {
    let server = Server::start();
    let form = format!("email=ana%40example.org&password={PASSWORD}");
    let (status, ana) = server.ask("POST /login", "", &form, "same-origin");
    assert_eq!(status, 303);
    let secret = "canary-of-a-path";
    for &(start, is_ana, body, site, status) in TURNED_AWAY {
        let cookie = if is_ana { ana.as_str() } else { "" };
        assert_eq!(server.ask(start, cookie, body, site).0, status, "{start}");
    }
    let found = told(&server.lines());
    let line = |method: &str, path: &str, why: &str, known: bool| {
        (method.to_owned(), path.to_owned(), why.to_owned(), known)
    };
    let expected = [
        line("GET", "/projects/{code}/queue", "not-found", true),
        line("GET", "/projects/{code}/members", "refused", true),
        line("GET", "/audit", "not-found", true),
        line(
            "POST",
            "/projects/{code}/vocabularies",
            "another-site",
            true,
        ),
        line("GET", "/projects/{code}/queue", "sign-in-needed", false),
        line("POST", "/receipt", "invalid", false),
        line("GET", "/projects/{code}/items/{short}", "not-found", true),
    ];
    assert_eq!(found, expected);
    let log = fs::read_to_string(server.directory.path().join("log")).expect("reads");
    for canary in [
        "canary",
        "127.0.0.1",
        "ana@",
        "OTH",
        PASSWORD,
        "zoo",
        secret,
    ] {
        assert!(!log.contains(canary), "{canary} in {log}");
    }
}
