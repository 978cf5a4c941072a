//! Certificates of a test's own, and a PostgreSQL server that speaks TLS with them.

use std::{
    net::{Ipv4Addr, TcpListener},
    path::Path,
    process::Command,
};

use super::Setup;

/// Makes two roots and a certificate of the first, and tells the server to use it. Gives back the port.
pub fn switch_on(
    postgres: &mut Command,
    directory: &Path,
    user: Option<&str>,
    setup: Setup,
) -> Result<u16, String> {
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|error| error.to_string())?;
    let port = listener
        .local_addr()
        .map_err(|error| error.to_string())?
        .port();
    for root in ["ca", "foreign"] {
        let request = format!(
            "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={root} -keyout {root}.key -out {root}.pem"
        );
        openssl(directory, &request)?;
    }
    std::fs::write(directory.join("names"), "subjectAltName=DNS:localhost\n")
        .map_err(|error| error.to_string())?;
    openssl(
        directory,
        "req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr",
    )?;
    openssl(
        directory,
        "x509 -req -days 2 -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile names -out server.pem",
    )?;
    if let Some(user) = user {
        let owner = Command::new("chown")
            .arg(user)
            .arg(directory.join("server.key"))
            .status();
        owner.map_err(|error| error.to_string())?;
    }
    let file = |name: &str| directory.join(name).display().to_string();
    for setting in [
        "listen_addresses=localhost".to_owned(),
        format!("port={port}"),
        "ssl=on".to_owned(),
        format!("ssl_cert_file={}", file("server.pem")),
        format!("ssl_key_file={}", file("server.key")),
    ] {
        postgres.arg("-c").arg(setting);
    }
    if setup == Setup::OldTls {
        postgres.args([
            "-c",
            "ssl_min_protocol_version=TLSv1",
            "-c",
            "ssl_max_protocol_version=TLSv1.1",
            // Else its own library would not speak them either.
            "-c",
            "ssl_ciphers=ALL:@SECLEVEL=0",
        ]);
    }
    Ok(port)
}

fn openssl(directory: &Path, arguments: &str) -> Result<(), String> {
    let out = Command::new("openssl")
        .args(arguments.split(' '))
        .current_dir(directory)
        .output();
    let out = out.map_err(|error| error.to_string())?;
    match out.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&out.stderr).into_owned()),
    }
}
