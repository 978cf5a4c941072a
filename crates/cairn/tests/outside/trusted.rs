//! `cairn security address`: what browsers would say of the certificate.

use std::{path::Path, thread};

use serde_json::Value;

use crate::authority::{Authority, Server, cairn};

/// Whether it is well, what was printed, and what was complained of. The server is asked by its name, or by another.
fn ask(server: Server, name: &str, ca: Option<&Path>) -> (bool, Value, String) {
    let address = format!("https://{name}:{}", server.address().port());
    let answering = thread::spawn(move || server.accept().is_some());
    let directory = tempfile::tempdir().expect("a folder");
    let config = directory.path().join("cairn.toml");
    std::fs::write(&config, format!("trusted_origins = [\"{address}\"]\n")).expect("writes");
    let mut command = cairn();
    command
        .args(["security", "address", "--config"])
        .arg(config);
    if let Some(ca) = ca {
        command.arg("--ca").arg(ca);
    }
    let out = command.output().expect("runs");
    answering.join().expect("answered");
    let said = serde_json::from_slice(&out.stdout).unwrap_or(Value::Null);
    (
        out.status.success(),
        said,
        String::from_utf8_lossy(&out.stderr).into_owned(),
    )
}

#[test]
fn a_certificate_of_a_trusted_authority_is_taken_with_the_days_it_has_left() {
    let authority = Authority::new();
    let ca = authority.file();
    let (is_well, said, complaint) = ask(authority.server("localhost", 90), "localhost", Some(&ca));
    assert!(is_well, "{complaint}");
    assert_eq!(
        (&said["trusted"], &said["days_left"]),
        (&Value::Bool(true), &Value::from(89))
    );
    let (is_well, said, complaint) = ask(authority.server("localhost", 5), "localhost", Some(&ca));
    assert_eq!((is_well, &said["days_left"]), (false, &Value::from(4)));
    assert!(complaint.contains("runs out in 4 days"), "{complaint}");
}

#[test]
fn a_certificate_that_browsers_do_not_trust_is_refused_with_words() {
    let authority = Authority::new();
    let ca = authority.file();
    let unknown = "nobody whom they know has signed it";
    for (server, trusted, why) in [
        (authority.alone(), None, unknown),
        (authority.alone(), Some(ca.as_path()), unknown),
        // The authority of the test is none that browsers know.
        (authority.server("localhost", 90), None, unknown),
        (
            authority.server("other.example", 90),
            Some(ca.as_path()),
            "it is for another name",
        ),
    ] {
        let (is_well, said, complaint) = ask(server, "localhost", trusted);
        assert_eq!((is_well, said), (false, Value::Null));
        assert!(complaint.contains(why), "{why}: {complaint}");
        assert!(
            complaint.contains("browsers do not trust its certificate"),
            "{complaint}"
        );
    }
}

#[test]
fn an_instance_without_a_public_address_says_what_to_set() {
    let out = cairn()
        .args(["security", "address"])
        .output()
        .expect("runs");
    assert_eq!(out.status.code(), Some(1));
    let complaint = String::from_utf8_lossy(&out.stderr);
    assert!(complaint.contains("trusted_origins"), "{complaint}");
}
