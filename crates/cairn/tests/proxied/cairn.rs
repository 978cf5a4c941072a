//! `cairn serve` with the settings that the guide asks for behind a proxy, and TLS of its own.

use std::{
    fs,
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
};

use crate::listening::listening;

/// What the proxy calls the program, as the guide has it.
pub const INSIDE: &str = "cairn.internal";

/// The program; stopped when dropped.
pub struct Cairn {
    child: Child,
    pub address: SocketAddr,
}

impl Cairn {
    /// Starts it in a directory, with few receipts a minute.
    pub fn start(directory: &Path) -> Self {
        let settings = directory.join("cairn.toml");
        let text = "trusted_proxies = [\"127.0.0.1/32\"]\nreceipts_per_min = 3\n";
        fs::write(&settings, text).expect("writes");
        let said = directory.join("cairn.said");
        let mut command = Command::new(env!("CARGO_BIN_EXE_cairn"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CAIRN_")) {
            command.env_remove(name);
        }
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
            .arg(directory.join("data"))
            .arg("--config")
            .arg(settings);
        certificate(directory, INSIDE);
        for (flag, name) in [
            ("--tls-certificate", "inside.pem"),
            ("--tls-key", "inside.key"),
        ] {
            command.arg(flag).arg(directory.join(name));
        }
        let child = command
            .stdout(fs::File::create(&said).expect("creates"))
            .stderr(Stdio::null())
            .spawn()
            .expect("starts");
        let address = listening(&said, "https");
        Self { child, address }
    }
}

impl Drop for Cairn {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A certificate of one's own for a name: `certificate.pem` and `key.pem`, or `inside.pem` and `inside.key`.
pub fn certificate(directory: &Path, name: &str) {
    let (chain, key) = match name == INSIDE {
        true => ("inside.pem", "inside.key"),
        false => ("certificate.pem", "key.pem"),
    };
    let made = Command::new("openssl")
        .args([
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
        ])
        .arg(format!("/CN={name}"))
        .args(["-addext", &format!("subjectAltName=DNS:{name}")])
        .args(["-keyout", key, "-out", chain])
        .current_dir(directory)
        .output()
        .expect("openssl is installed");
    let complaint = String::from_utf8_lossy(&made.stderr);
    assert!(made.status.success(), "{complaint}");
}
