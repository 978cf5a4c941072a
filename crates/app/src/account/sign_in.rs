//! Signing in and out, and recognising who comes back.

use cairn_domain::{
    Digest, Factor, SessionId, SignInMeans as Means, SignInOutcome as Outcome, UserId,
};
use cairn_storage::{AccountRecord, SessionRecord, SignInRecord, Store};
use chrono::{DateTime, TimeDelta, Utc};

use super::{guess, history, password, policy, second_factor};
use crate::{App, AppError, Network, keys};

/// Last use is written at most this often, so that reading pages does not mean writing rows.
const TOUCH_EVERY: TimeDelta = TimeDelta::minutes(5);
/// How long there is to give the code after the password.
const TIME_FOR_CODE: TimeDelta = TimeDelta::minutes(10);
/// How long the password or code of a sign-in, or one given again, is good for what asks for it.
const PROOF_HOLDS: TimeDelta = TimeDelta::minutes(10);
/// How long a browser is known after a sign-in.
const DEVICE_KNOWN: TimeDelta = TimeDelta::days(180);

/// Who knocks, as far as a sign-in needs to know.
#[derive(Clone, Copy)]
pub struct Knock<'a> {
    /// Used for counting attempts in memory and nothing else.
    pub network: Network,
    /// Browser and system in words, shown to the owner of the session.
    pub device: &'a str,
    /// The secret by which an account knows this browser.
    pub known_device: Option<&'a str>,
}

/// A fresh session.
#[derive(Debug)]
pub struct SignedIn {
    /// Goes into the cookie; only its digest is stored.
    pub token: String,
    /// Who signed in.
    pub user: UserId,
    /// Whether a code has to follow before the session is good for anything.
    pub needs_code: bool,
    /// Goes into a cookie that outlives the session, if the browser was not known yet.
    pub known_device: Option<String>,
}

/// How far somebody who comes back has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Signed in.
    Whole,
    /// The password was given, the code was not.
    CodeNeeded,
    /// The role asks for a second factor, and none is set up: nothing else is open until it is.
    SetupNeeded,
}

/// Somebody who came back.
#[derive(Debug, Clone)]
pub struct Resumed {
    /// Who.
    pub account: AccountRecord,
    /// In which session.
    pub session: SessionRecord,
    /// How far they have got.
    pub standing: Standing,
    /// What seals the words that their browser keeps while they are typed. It is this session's alone
    /// and is stored nowhere, so that with the session the words are gone, wherever a copy lies.
    pub draft_key: Digest,
}

impl Resumed {
    /// Whether the password or a code was given within the last ten minutes.
    pub fn has_proof(&self, now: DateTime<Utc>) -> bool {
        now - self.session.proved_at < PROOF_HOLDS
    }
}

/// Checks name and password and begins a session.
pub async fn sign_in(
    app: &App,
    email: &str,
    password: &str,
    knock: &Knock<'_>,
) -> Result<SignedIn, AppError> {
    let counted = guess::begin(app, email, knock).await?;
    let account = app
        .store
        .read()
        .find_account_by_email(&email.trim().to_lowercase())
        .await?;
    let stored = account
        .as_ref()
        .map(|account| account.password_hash.clone());
    let fits = password::fits(app, password, stored).await?;
    let user = account.as_ref().map(|account| account.id);
    let Some(account) = account.filter(|_| fits) else {
        history::note(app, user, Means::Password, Outcome::Wrong).await?;
        return Err(AppError::WrongCredentials);
    };
    if account.disabled_at.is_some() {
        history::note(app, user, Means::Password, Outcome::Disabled).await?;
        return Err(AppError::WrongCredentials);
    }
    counted.right(app);
    if second_factor::is_set_up(app, account.id).await? {
        begin_half(app, account.id, knock).await
    } else {
        begin_whole(app, account.id, Means::Password, knock).await
    }
}

/// Checks the code that follows the password, and begins the session proper.
pub async fn give_code(
    app: &App,
    resumed: &Resumed,
    code: &str,
    knock: &Knock<'_>,
) -> Result<SignedIn, AppError> {
    let user = resumed.account.id;
    let counted = guess::begin(app, &resumed.account.email, knock).await?;
    let means = match second_factor::is_one_time(code) {
        true => Means::Code,
        false => Means::RecoveryCode,
    };
    if !second_factor::take_code(app, user, code).await? {
        history::note(app, Some(user), means, Outcome::Wrong).await?;
        return Err(AppError::invalid("code", "code-wrong"));
    }
    counted.right(app);
    end(app, resumed.session.id).await?;
    begin_whole(app, user, means, knock).await
}

/// Takes the password or a code once more, for what asks for a recent one; gives the new secret of
/// the session.
pub async fn prove(
    app: &App,
    resumed: &Resumed,
    proof: &str,
    knock: &Knock<'_>,
) -> Result<String, AppError> {
    let account = &resumed.account;
    let counted = guess::begin(app, &account.email, knock).await?;
    let holds = if second_factor::is_one_time(proof) {
        second_factor::take_code(app, account.id, proof).await?
    } else {
        password::fits(app, proof, Some(account.password_hash.clone())).await?
    };
    if !holds {
        return Err(AppError::invalid("proof", "proof-wrong"));
    }
    counted.right(app);
    proved(app, resumed.session.id).await
}

/// Notes that whoever holds a session is its owner, and gives its new secret: whoever holds a copy of
/// the old one is out.
pub(super) async fn proved(app: &App, session: SessionId) -> Result<String, AppError> {
    let token = hex::encode(app.dice.bytes::<32>());
    let digest = keys::secret_digest(app, &token)?;
    let (store, now) = (app.store.clone(), app.clock.now());
    Store::detached(async move {
        let tx = store.begin().await?;
        tx.prove_session(session, &digest, now).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await?;
    Ok(token)
}

async fn begin_half(app: &App, user: UserId, knock: &Knock<'_>) -> Result<SignedIn, AppError> {
    let session = session(app, user, Factor::Password, TIME_FOR_CODE, knock);
    let entry = history::seen(app, Some(user), Means::Password, Outcome::Half);
    let token = keep(app, session, None, entry).await?;
    Ok(SignedIn {
        token,
        user,
        needs_code: true,
        known_device: None,
    })
}

/// Begins a session that is good for everything, and makes the browser known.
pub(super) async fn begin_whole(
    app: &App,
    user: UserId,
    means: Means,
    knock: &Knock<'_>,
) -> Result<SignedIn, AppError> {
    let lasts = TimeDelta::minutes(i64::from(app.settings.session_max_min));
    let factor = match means {
        Means::Password => Factor::Password,
        Means::Code | Means::RecoveryCode | Means::Passkey => Factor::Second,
    };
    let known_device = match knock.known_device {
        Some(secret) if is_known(app, user, secret).await? => None,
        _ => Some(hex::encode(app.dice.bytes::<32>())),
    };
    let session = session(app, user, factor, lasts, knock);
    let mut entry = history::seen(app, Some(user), means, Outcome::In);
    knock.device.clone_into(&mut entry.device);
    let token = keep(app, session, known_device.clone(), entry).await?;
    Ok(SignedIn {
        token,
        user,
        needs_code: false,
        known_device,
    })
}

async fn is_known(app: &App, user: UserId, secret: &str) -> Result<bool, AppError> {
    let digest = keys::secret_digest(app, secret)?;
    let now = app.clock.now();
    Ok(app.store.read().knows_device(user, &digest, now).await?)
}

fn session(
    app: &App,
    user: UserId,
    factor: Factor,
    lasts: TimeDelta,
    knock: &Knock<'_>,
) -> SessionRecord {
    let now = app.clock.now();
    SessionRecord {
        id: SessionId(app.dice.uuid(now)),
        user,
        created_at: now,
        last_seen_at: now,
        expires_at: now + lasts,
        device: knock.device.to_owned(),
        factor,
        proved_at: now,
    }
}

async fn keep(
    app: &App,
    session: SessionRecord,
    known_device: Option<String>,
    entry: SignInRecord,
) -> Result<String, AppError> {
    let token = hex::encode(app.dice.bytes::<32>());
    let digest = keys::secret_digest(app, &token)?;
    let known_device = known_device
        .map(|secret| keys::secret_digest(app, &secret))
        .transpose()?;
    let store = app.store.clone();
    Store::detached(async move {
        let tx = store.begin().await?;
        tx.insert_session(&session, &digest).await?;
        tx.insert_sign_in(&entry).await?;
        if let Some(digest) = known_device {
            let now = session.created_at;
            tx.insert_known_device(session.user, &digest, now, now + DEVICE_KNOWN)
                .await?;
        }
        tx.commit().await.map_err(AppError::from)
    })
    .await?;
    Ok(token)
}

/// Who holds a session token, if it is still good.
pub async fn resume_session(app: &App, token: &str) -> Result<Option<Resumed>, AppError> {
    let digest = keys::secret_digest(app, token)?;
    let Some(session) = app.store.read().find_session(&digest).await? else {
        return Ok(None);
    };
    let now = app.clock.now();
    let idle = TimeDelta::minutes(i64::from(app.settings.session_idle_min));
    if now >= session.expires_at || now - session.last_seen_at >= idle {
        return Ok(None);
    }
    if now - session.last_seen_at >= TOUCH_EVERY {
        let store = app.store.clone();
        Store::detached(async move {
            let tx = store.begin().await?;
            tx.touch_session(session.id, now).await?;
            tx.commit().await.map_err(AppError::from)
        })
        .await?;
    }
    let account = app.store.read().find_account(session.user).await?;
    let Some(account) = account.filter(|account| account.disabled_at.is_none()) else {
        return Ok(None);
    };
    Ok(Some(Resumed {
        draft_key: keys::secret_digest(app, &format!("drafts of {token}"))?,
        standing: standing(app, &account, &session).await?,
        account,
        session,
    }))
}

async fn standing(
    app: &App,
    account: &AccountRecord,
    session: &SessionRecord,
) -> Result<Standing, AppError> {
    if session.factor == Factor::Second {
        return Ok(Standing::Whole);
    }
    if second_factor::is_set_up(app, account.id).await? {
        return Ok(Standing::CodeNeeded);
    }
    let missing = policy::needs_second_factor(app, account).await?;
    Ok(if missing {
        Standing::SetupNeeded
    } else {
        Standing::Whole
    })
}

/// Ends a session. Unknown tokens are as good as ended.
pub async fn sign_out(app: &App, token: &str) -> Result<(), AppError> {
    let digest = keys::secret_digest(app, token)?;
    match app.store.read().find_session(&digest).await? {
        Some(session) => end(app, session.id).await,
        None => Ok(()),
    }
}

pub(super) async fn end(app: &App, session: SessionId) -> Result<(), AppError> {
    let (store, now) = (app.store.clone(), app.clock.now());
    Store::detached(async move {
        let tx = store.begin().await?;
        tx.revoke_session(session, now).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}
