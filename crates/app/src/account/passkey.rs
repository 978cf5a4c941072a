//! Passkeys: adding, listing and removing them. A passkey is a second factor beside one-time codes,
//! and a way in by itself, because the device asks its owner for a finger or a number first.

use cairn_domain::{AuditAct, Digest, PasskeyId, SignInMeans, UserId};
use cairn_storage::{PasskeyRecord, StorageError, Store};
use webauthn_rs::prelude::{Passkey, RegisterPublicKeyCredential};

use super::{
    ceremony::{Asked, Challenge, Given, Site, not_verified, options_of, refused},
    policy, second_factor,
    sign_in::{self, Knock, Resumed, SignedIn},
};
use crate::{
    App, AppError, FieldError,
    audit::{self, By},
    keys,
};

/// Most passkeys of one account.
pub const MOST_PASSKEYS: usize = 20;
/// Longest name of a passkey, in characters.
const LONGEST_NAME: usize = 60;

/// What comes of adding a passkey.
#[derive(Debug)]
pub struct Added {
    /// A fresh session in the place of the present one, if it is the first second factor.
    pub signed_in: Option<SignedIn>,
    /// Recovery codes that are shown this once; none if there was a second factor before.
    pub codes: Vec<String>,
}

/// One's own passkeys, oldest first.
pub async fn passkeys(app: &App, user: UserId) -> Result<Vec<PasskeyRecord>, AppError> {
    Ok(app.store.read().passkeys_of(user).await?)
}

/// Asks the device for a passkey for this site and account.
pub async fn begin_passkey(
    app: &App,
    site: &Site,
    resumed: &Resumed,
) -> Result<Challenge, AppError> {
    let account = &resumed.account;
    let known = passkeys(app, account.id).await?;
    if known.len() >= MOST_PASSKEYS {
        let most = MOST_PASSKEYS.to_string();
        let many = FieldError::with("passkey", "passkeys-many", most);
        return Err(AppError::Invalid(vec![many]));
    }
    let mut ids = Vec::new();
    for record in &known {
        ids.extend(opened(app, record)?.map(|passkey| passkey.cred_id().clone()));
    }
    let (question, state) = site
        .webauthn()?
        .start_passkey_registration(account.id.0, &account.email, &account.name, Some(ids))
        .map_err(AppError::internal)?;
    let mut options = options_of(&question)?;
    // A key that remembers whose it is signs in without a name. One that cannot is a second factor.
    options["authenticatorSelection"]["residentKey"] = "preferred".into();
    let asked = Asked::Adding(Box::new(state));
    let session = Some(resumed.session.id);
    let ceremony = app.shared.ceremonies.keep(app, session, asked);
    Ok(Challenge { ceremony, options })
}

/// Takes the passkey that the device made. If it is the first second factor of the account, it gives
/// a fresh session in the place of all others, and recovery codes.
pub async fn add_passkey(
    app: &App,
    site: &Site,
    resumed: &Resumed,
    (name, given): (&str, &str),
    knock: &Knock<'_>,
) -> Result<Added, AppError> {
    let (user, name) = (resumed.account.id, named(name)?);
    let passkey = made(app, site, resumed, given)?;
    let is_first = !second_factor::is_set_up(app, user).await?;
    let record = PasskeyRecord {
        id: PasskeyId(app.dice.uuid(app.clock.now())),
        user,
        digest: digest_of(app, passkey.cred_id().as_ref())?,
        sealed: sealed(app, user, &passkey)?,
        name,
        counter: 0,
        created_at: app.clock.now(),
        last_used_at: None,
        suspect_at: None,
    };
    let (codes, digests) = if is_first {
        second_factor::new_codes(app)
    } else {
        Default::default()
    };
    insert(app, record, digests).await?;
    let signed_in = match is_first {
        true => Some(sign_in::begin_whole(app, user, SignInMeans::Passkey, knock).await?),
        false => None,
    };
    Ok(Added { signed_in, codes })
}

fn named(name: &str) -> Result<String, AppError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        let most = LONGEST_NAME.to_string();
        let wrong = FieldError::with("name", "passkey-name", most);
        return Err(AppError::Invalid(vec![wrong]));
    }
    Ok(name.to_owned())
}

fn made(app: &App, site: &Site, resumed: &Resumed, given: &str) -> Result<Passkey, AppError> {
    let given = Given::read(given)?;
    let session = Some(resumed.session.id);
    let Asked::Adding(state) = app.shared.ceremonies.take(app, session, &given)? else {
        return Err(refused());
    };
    let credential: RegisterPublicKeyCredential = given.credential()?;
    let webauthn = site.webauthn()?;
    webauthn
        .finish_passkey_registration(&credential, &state)
        .map_err(not_verified)
}

/// `codes` are those of an account that had no second factor before: whoever came in with the
/// password alone has to come in again.
async fn insert(app: &App, record: PasskeyRecord, codes: Vec<Digest>) -> Result<(), AppError> {
    let (app, now) = (app.clone(), app.clock.now());
    Store::detached(async move {
        let (user, passkey) = (record.user, record.id);
        let tx = app.store.begin().await?;
        tx.insert_passkey(&record).await.map_err(taken)?;
        if !codes.is_empty() {
            tx.set_recovery_codes(user, &codes).await?;
            tx.revoke_sessions_of(user, None, now).await?;
        }
        let account = user;
        let act = AuditAct::PasskeyAdded { account, passkey };
        audit::record(&app, &tx, By::account(user), act).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

fn taken(error: StorageError) -> AppError {
    match error {
        StorageError::Taken { .. } => AppError::invalid("passkey", "passkey-taken"),
        other => other.into(),
    }
}

/// Removes one of one's own passkeys and ends one's other sessions. The last second factor of
/// somebody who must have one stays.
pub async fn remove_passkey(app: &App, resumed: &Resumed, id: PasskeyId) -> Result<(), AppError> {
    let account = &resumed.account;
    let is_required = policy::needs_second_factor(app, account).await?;
    let has_codes = second_factor::has_codes(app, account.id).await?;
    let (user, keep) = (account.id, resumed.session.id);
    let (app, now) = (app.clone(), app.clock.now());
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let mut left = tx.read().passkeys_of(user).await?;
        left.retain(|passkey| passkey.id != id);
        let is_good = |passkey: &PasskeyRecord| passkey.suspect_at.is_none();
        if is_required && !has_codes && !left.iter().any(is_good) {
            return Err(AppError::invalid("passkeys", "passkey-last"));
        }
        if !tx.remove_passkey(user, id).await? {
            return Err(AppError::NotFound);
        }
        if left.is_empty() && !has_codes {
            // Recovery codes stand in for a second factor that is not asked for any more.
            tx.remove_second_factor(user).await?;
        }
        tx.revoke_sessions_of(user, Some(keep), now).await?;
        let (account, passkey) = (user, id);
        let act = AuditAct::PasskeyRemoved { account, passkey };
        audit::record(&app, &tx, By::account(user), act).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

/// What a row holds, if the key it was sealed with is still there.
pub(super) fn opened(app: &App, record: &PasskeyRecord) -> Result<Option<Passkey>, AppError> {
    let plain = keys::open(app, record.user.0.as_bytes(), &record.sealed)?;
    let read = |plain: Vec<u8>| serde_json::from_slice(&plain).map_err(AppError::internal);
    plain.map(read).transpose()
}

/// Sealed for its account: a row that is moved to another is of no use there.
pub(super) fn sealed(app: &App, user: UserId, passkey: &Passkey) -> Result<Vec<u8>, AppError> {
    let plain = serde_json::to_vec(passkey).map_err(AppError::internal)?;
    keys::seal(app, user.0.as_bytes(), &plain)
}

/// The digest of what a device calls a passkey. It takes a key that the database does not hold.
pub(super) fn digest_of(app: &App, id: &[u8]) -> Result<Digest, AppError> {
    keys::secret_digest(app, &hex::encode(id))
}
