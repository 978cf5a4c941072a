//! The log at a receiver elsewhere.

use std::{
    fs,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, Stdio},
    thread,
    time::Duration,
};

use crate::{
    authority::{Authority, Connection, cairn},
    listening::{BETWEEN_TRIES, TRIES, listening},
};

/// A server whose log goes elsewhere too.
struct Logging {
    child: Child,
    address: SocketAddr,
    directory: tempfile::TempDir,
}

impl Logging {
    fn start(to: u16, ca: &Path) -> Self {
        Self::on_a_machine_that_says(to, ca, "yes")
    }

    /// What the machine says when it is asked whether its clock is synchronised.
    fn on_a_machine_that_says(to: u16, ca: &Path, clock: &str) -> Self {
        let directory = tempfile::tempdir().expect("a folder");
        let programs = directory.path().join("programs");
        fs::create_dir(&programs).expect("a folder");
        let asked = programs.join("timedatectl");
        fs::write(&asked, format!("#!/bin/sh\n[ \"$*\" = 'show --property=NTPSynchronized --value' ] && echo {clock}\n")).expect("writes");
        fs::set_permissions(&asked, fs::Permissions::from_mode(0o755)).expect("may run");
        let path = std::env::var("PATH").unwrap_or_default();
        let config = directory.path().join("cairn.toml");
        let receiver = format!("tls://localhost:{}", to);
        let text = format!("log_to = \"{receiver}\"\nlog_ca = \"{}\"\n", ca.display());
        fs::write(&config, text).expect("writes");
        let (said, log) = (directory.path().join("said"), directory.path().join("log"));
        let child = cairn()
            .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
            .arg(directory.path().join("data"))
            .arg("--config")
            .arg(config)
            .env("PATH", format!("{}:{path}", programs.display()))
            .stdout(fs::File::create(&said).expect("creates"))
            .stderr(Stdio::from(fs::File::create(log).expect("creates")))
            .spawn()
            .expect("starts");
        Self {
            child,
            address: listening(&said, "http"),
            directory,
        }
    }

    /// Asks for what nobody may have who is not signed in; gives the status.
    fn knock(&self) -> String {
        let mut stream = TcpStream::connect(self.address).expect("connects");
        let ask = "GET /projects/AFG/queue HTTP/1.1\r\nhost: t\r\nconnection: close\r\n\r\n";
        stream.write_all(ask.as_bytes()).expect("writes");
        let mut said = String::new();
        stream.read_to_string(&mut said).expect("reads");
        said.split(' ').nth(1).expect("a status").to_owned()
    }

    fn log(&self) -> String {
        fs::read_to_string(self.directory.path().join("log")).expect("reads")
    }
}

impl Drop for Logging {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The next frame: its length in digits, a space, and as many bytes.
fn next(connection: &mut Connection) -> String {
    let mut digits = String::new();
    loop {
        let mut byte = [0];
        connection.read_exact(&mut byte).expect("a frame");
        match byte[0] {
            b' ' => break,
            digit => digits.push(char::from(digit)),
        }
    }
    let mut frame = vec![0; digits.parse().expect("a length")];
    connection.read_exact(&mut frame).expect("the whole of it");
    String::from_utf8(frame).expect("UTF-8")
}

#[test]
fn every_line_of_the_log_arrives_elsewhere_over_tls_as_syslog() {
    let authority = Authority::new();
    let receiver = authority.server("localhost", 90);
    let port = receiver.address().port();
    let shaken = thread::spawn(move || receiver.accept());
    let server = Logging::start(port, &authority.file());
    let shaken = shaken.join().expect("answered");
    let mut connection = shaken.expect("it trusts its receiver");
    connection
        .sock
        .set_read_timeout(Some(Duration::from_secs(60)))
        .expect("set");
    assert_eq!(server.knock(), "303");
    let frame = loop {
        let frame = next(&mut connection);
        if frame.contains("turned away") {
            break frame;
        }
    };
    let parts: Vec<_> = frame.splitn(8, ' ').collect();
    let [priority, at, host, program, process, id, data, words] = parts[..] else {
        panic!("{frame}");
    };
    assert_eq!(
        (priority, program, id, data),
        ("<30>1", "cairn", "-", "-"),
        "a daemon says so"
    );
    assert!(
        at.ends_with('Z') && chrono::DateTime::parse_from_rfc3339(at).is_ok(),
        "{at}"
    );
    assert!(!host.is_empty() && process.parse() == Ok(server.child.id()));
    assert!(
        words.contains("/projects/{code}/queue") && words.contains("sign-in-needed"),
        "{words}"
    );
    assert!(!words.contains('\u{1b}'), "no colours: {words}");
    assert!(server.log().contains("turned away"), "and here as before");
}

#[test]
fn a_receiver_that_is_not_whom_it_says_is_told_nothing_and_holds_nobody_up() {
    let (authority, another) = (Authority::new(), Authority::new());
    let receiver = another.server("localhost", 90);
    let port = receiver.address().port();
    let shaken = thread::spawn(move || receiver.accept().is_some());
    let server = Logging::start(port, &authority.file());
    assert_eq!(server.knock(), "303", "nobody waits for it");
    assert!(!shaken.join().expect("answered"), "it was told nothing");
    let complains = |log: &str| {
        log.contains("the log does not reach tls://localhost:")
            && log.contains("invalid peer certificate")
    };
    for _ in 0..TRIES {
        if complains(&server.log()) {
            return;
        }
        thread::sleep(BETWEEN_TRIES);
    }
    panic!("{}", server.log());
}

#[test]
fn a_machine_whose_clock_is_not_kept_right_is_told_of() {
    let authority = Authority::new();
    let complaint = "the clock of this machine is not synchronised with any other";
    for (says, is_told) in [("no", true), ("yes", false)] {
        let receiver = authority.server("localhost", 90);
        let server =
            Logging::on_a_machine_that_says(receiver.address().port(), &authority.file(), says);
        assert_eq!(server.log().contains(complaint), is_told, "{says}");
        assert!(!server.log().contains("nobody here knows"));
        assert_eq!(server.knock(), "303");
    }
}
