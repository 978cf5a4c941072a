//! A database on another machine is asked over TLS, and its certificate is checked, unless the operator's
//! address itself says otherwise. Nothing falls back to plain text by itself.

use std::{net::IpAddr, str::FromStr};

use sea_orm::sqlx::postgres::{PgConnectOptions, PgSslMode};

use crate::StorageError;

/// The address to connect to: as given, or with `sslmode=verify-full` where it leads elsewhere and says nothing.
///
/// # Errors
/// If it is no address of a PostgreSQL database.
pub(crate) fn secured(url: &str) -> Result<String, StorageError> {
    let options = PgConnectOptions::from_str(url).map_err(StorageError::broken)?;
    if is_here(&options) {
        return Ok(url.to_owned());
    }
    let says = ["sslmode=", "ssl-mode="]
        .iter()
        .any(|name| url.contains(name));
    if !says {
        let joint = if url.contains('?') { '&' } else { '?' };
        return Ok(format!("{url}{joint}sslmode=verify-full"));
    }
    let is_checked = matches!(
        options.get_ssl_mode(),
        PgSslMode::VerifyFull | PgSslMode::VerifyCa
    );
    if !is_checked {
        tracing::warn!(
            "the database is asked without checking its certificate, as its address says"
        );
    }
    Ok(url.to_owned())
}

/// On a socket, or on an address that no other machine hears.
fn is_here(options: &PgConnectOptions) -> bool {
    let host = options.get_host().trim_matches(['[', ']']);
    let is_loopback = host
        .parse::<IpAddr>()
        .is_ok_and(|address| address.is_loopback());
    options.get_socket().is_some() || host.starts_with('/') || host == "localhost" || is_loopback
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_machine_is_asked_over_tls_with_its_certificate_checked() {
        let far = [
            "postgres://c@db.example/cairn",
            "postgres://c@192.0.2.7:5432/cairn",
            "postgres://c@[2001:db8::1]/cairn",
        ];
        for url in far {
            let secured = secured(url).expect("is an address");
            assert_eq!(secured, format!("{url}?sslmode=verify-full"));
            let options = PgConnectOptions::from_str(&secured).expect("is an address");
            assert!(matches!(options.get_ssl_mode(), PgSslMode::VerifyFull));
        }
        let with_more =
            secured("postgres://c@db.example/cairn?sslrootcert=/ca.pem").expect("is an address");
        assert!(with_more.ends_with("&sslmode=verify-full"), "{with_more}");
    }

    #[test]
    fn what_the_operator_wrote_and_what_lies_here_stays() {
        for url in [
            "postgres://c@db.example/cairn?sslmode=disable",
            "postgres://c@db.example/cairn?sslmode=verify-ca",
            "postgres://c@localhost/cairn",
            "postgres://c@127.0.0.1:5433/cairn",
            "postgres://c@[::1]/cairn",
            "postgres://c@localhost/cairn?host=/run/postgresql",
        ] {
            assert_eq!(secured(url).expect("is an address"), url);
        }
    }
}
