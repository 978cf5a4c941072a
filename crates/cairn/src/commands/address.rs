//! `cairn security address`: what browsers will say of the certificate at the public address.

use std::{io, path::PathBuf};

use cairn_app::Clock;
use chrono::{DateTime, Utc};
use clap::Args;
use serde::Serialize;
use tokio_rustls::rustls::{CertificateError, Error as TlsError};
use x509_cert::{Certificate, der::Decode};

use super::print_line;
use crate::{
    instance::{Place, Problem},
    outward::{Host, Shaken, Trust},
};

/// A certificate that is renewed by itself is renewed before this many days are left.
const TOO_FEW_DAYS: i64 = 14;

#[derive(Debug, Args)]
pub struct Address {
    #[command(flatten)]
    place: Place,
    /// The address to try; the first of `trusted_origins` in the file of `--config` unless said otherwise.
    #[arg(long, value_name = "https://…")]
    address: Option<String>,
    /// Believe the authorities of this file (PEM), in the place of those that browsers know: for a network of
    /// your own whose browsers do the same.
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
}

/// What was found at an address.
#[derive(Debug, Serialize)]
struct Found {
    address: String,
    trusted: bool,
    until: DateTime<Utc>,
    days_left: i64,
}

impl Address {
    /// Prints one line about a certificate that browsers take; everything else is a failure in words.
    pub fn run(self) -> Result<(), Problem> {
        let file = self.place.file()?;
        let address = self
            .address
            .or_else(|| file.trusted_origins.first().cloned());
        let address = address.ok_or(
            "no public address is set: put it first into trusted_origins, or give --address",
        )?;
        let rest = address
            .strip_prefix("https://")
            .map(|rest| rest.trim_end_matches('/'));
        let host = rest.and_then(|rest| Host::parse(rest, Some(443)));
        let host = host.ok_or_else(|| format!("{address} is no https:// address of a site"))?;
        let trust = Trust::new(self.ca.as_deref())?;
        let shaken = host.connect_over_tls(&trust);
        let shaken = shaken.map_err(|error| format!("{address}: {}", why_not(&error)))?;
        let until = end_of(&shaken).map_err(|error| format!("{address}: {error}"))?;
        let days_left = (until - Clock::System.now()).num_days();
        print_line(&Found {
            address: address.clone(),
            trusted: true,
            until,
            days_left,
        })?;
        match days_left {
            few if few < TOO_FEW_DAYS => {
                Err(format!("{address}: its certificate runs out in {few} days; renew it").into())
            }
            _ => Ok(()),
        }
    }
}

/// When the certificate of the other end runs out.
fn end_of(shaken: &Shaken) -> Result<DateTime<Utc>, Problem> {
    let chain = shaken.conn.peer_certificates().unwrap_or_default();
    let own = chain.first().ok_or("it has shown no certificate")?;
    let own = Certificate::from_der(own).map_err(|error| format!("its certificate: {error}"))?;
    let end = own.tbs_certificate.validity.not_after.to_unix_duration();
    let end = DateTime::from_timestamp(i64::try_from(end.as_secs())?, 0);
    Ok(end.ok_or("its certificate never runs out")?)
}

/// Why browsers would warn, or that nobody answers.
fn why_not(error: &io::Error) -> String {
    let inner = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<TlsError>());
    let Some(TlsError::InvalidCertificate(flaw)) = inner else {
        return format!("TLS does not come about: {error}");
    };
    use CertificateError as E;
    let why = match flaw {
        E::UnknownIssuer => {
            "nobody whom they know has signed it, or the certificates between are not sent along"
                .into()
        }
        E::NotValidForName | E::NotValidForNameContext { .. } => "it is for another name".into(),
        E::Expired | E::ExpiredContext { .. } => "it has run out".into(),
        E::NotValidYet | E::NotValidYetContext { .. } => "it is not valid yet".into(),
        E::Revoked => "it was revoked".into(),
        // Among others one that its owner has signed and that calls itself an authority.
        other => format!("{other:?}"),
    };
    format!("browsers do not trust its certificate: {why}")
}
