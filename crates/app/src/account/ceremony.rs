//! What stands between asking a device for a passkey and its answer: kept in memory, good once and
//! for five minutes, and only for the session that asked.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use cairn_domain::SessionId;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use url::Url;
use webauthn_rs::{
    Webauthn, WebauthnBuilder,
    prelude::{DiscoverableAuthentication, PasskeyRegistration, WebauthnError},
};

use crate::{App, AppError};

/// How long a device has to answer.
const GOOD_FOR: TimeDelta = TimeDelta::minutes(5);
/// Most questions to people who are not signed in that are open at once; then the oldest goes.
const MOST_OF_STRANGERS: usize = 10_000;

/// Where browsers find an instance: what its passkeys are bound to.
#[derive(Debug, Clone)]
pub struct Site {
    origin: Url,
    host: String,
}

impl Site {
    /// Of an origin such as `https://cairn.example`. Nothing where browsers keep no passkeys: a host
    /// that is a number, or one that is reached without encryption from elsewhere.
    pub fn of(origin: &str) -> Option<Self> {
        let origin = Url::parse(origin).ok()?;
        let host = origin.domain()?.to_owned();
        let is_kept = origin.scheme() == "https" || host == "localhost";
        is_kept.then_some(Self { origin, host })
    }

    pub(super) fn webauthn(&self) -> Result<Webauthn, AppError> {
        WebauthnBuilder::new(&self.host, &self.origin)
            .and_then(|builder| builder.rp_name("Cairn").build())
            .map_err(AppError::internal)
    }
}

/// What a browser asks the device: its options as WebAuthn writes them in JSON, and the name by which
/// the answer comes back.
#[derive(Debug, Clone, Serialize)]
pub struct Challenge {
    /// Goes into the answer.
    pub ceremony: String,
    /// For `parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`.
    pub options: serde_json::Value,
}

/// What came back: the field of the form as a script filled it.
#[derive(Deserialize)]
pub(super) struct Given {
    ceremony: String,
    credential: serde_json::Value,
}

impl Given {
    /// Reads the field; without a script it is empty.
    pub(super) fn read(text: &str) -> Result<Self, AppError> {
        if text.is_empty() {
            return Err(AppError::invalid("passkey", "passkey-missing"));
        }
        serde_json::from_str(text).map_err(|_| refused())
    }

    /// What the device says, in the form that belongs to the question.
    pub(super) fn credential<T: serde::de::DeserializeOwned>(&self) -> Result<T, AppError> {
        T::deserialize(&self.credential).map_err(|_| refused())
    }
}

/// A question that is open.
pub(super) enum Asked {
    /// For a new passkey.
    Adding(Box<PasskeyRegistration>),
    /// For an answer with one that is there.
    Answering(Box<DiscoverableAuthentication>),
}

struct Ceremony {
    session: Option<SessionId>,
    ends_at: DateTime<Utc>,
    asked: Asked,
}

/// Every question that is open, by its name.
#[derive(Default)]
pub(crate) struct Ceremonies(Mutex<HashMap<String, Ceremony>>);

impl Ceremonies {
    /// Keeps a question. A session has one open question, people without one have a bounded number
    /// together.
    pub(super) fn keep(&self, app: &App, session: Option<SessionId>, asked: Asked) -> String {
        let (name, now) = (hex::encode(app.dice.bytes::<16>()), app.clock.now());
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|_, one| one.ends_at > now && (session.is_none() || one.session != session));
        if session.is_none() {
            make_room(&mut open);
        }
        let ends_at = now + GOOD_FOR;
        let ceremony = Ceremony {
            session,
            ends_at,
            asked,
        };
        open.insert(name.clone(), ceremony);
        name
    }

    /// Takes the question that an answer belongs to; whatever comes of it, it is not open any more.
    pub(super) fn take(
        &self,
        app: &App,
        session: Option<SessionId>,
        given: &Given,
    ) -> Result<Asked, AppError> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = open.remove(&given.ceremony).filter(|one| {
            let is_in_time = one.ends_at > app.clock.now();
            is_in_time && one.session == session
        });
        taken.map(|one| one.asked).ok_or_else(refused)
    }
}

fn make_room(open: &mut HashMap<String, Ceremony>) {
    let strangers = || open.iter().filter(|(_, one)| one.session.is_none());
    if strangers().count() < MOST_OF_STRANGERS {
        return;
    }
    let oldest = strangers().min_by_key(|(_, one)| one.ends_at);
    if let Some(name) = oldest.map(|(name, _)| name.clone()) {
        open.remove(&name);
    }
}

/// The one answer to whatever is wrong with an answer: what exactly it was would only help whoever
/// forges one.
pub(super) fn refused() -> AppError {
    AppError::invalid("passkey", "passkey-refused")
}

/// The same, with what it was for whoever reads the log.
pub(super) fn not_verified(error: WebauthnError) -> AppError {
    tracing::info!(reason = %error, "a passkey was refused");
    refused()
}

/// The part of a question that goes to the device.
pub(super) fn options_of(question: &impl Serialize) -> Result<serde_json::Value, AppError> {
    let mut question = serde_json::to_value(question).map_err(AppError::internal)?;
    Ok(question["publicKey"].take())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_bound_to_a_name_that_is_reached_safely() {
        for (origin, is_kept) in [
            ("https://cairn.example", true),
            ("https://cairn.example:8443", true),
            ("http://localhost:8080", true),
            ("http://cairn.example", false),
            ("http://127.0.0.1:8080", false),
            ("https://192.0.2.1", false),
            ("cairn.example", false),
        ] {
            assert_eq!(Site::of(origin).is_some(), is_kept, "{origin}");
        }
    }
}
