//! One-time codes (TOTP, RFC 6238) and recovery codes. A code is good once: the time step it was
//! taken for is remembered.

use cairn_domain::{AuditAct, Digest, SignInMeans, UserId};
use cairn_storage::{AccountRecord, SecondFactorRecord, Store};
use totp_rs::{Builder, Secret, Totp};

use super::{
    guess,
    sign_in::{self, Knock, Resumed, SignedIn},
};
use crate::{
    App, AppError,
    audit::{self, By},
    keys,
};

/// 160 bits, as RFC 4226 recommends.
const SEED_BYTES: usize = 20;
const RECOVERY_CODES: usize = 10;
/// 120 bits: no slow hash is needed to keep them from being guessed.
const RECOVERY_BYTES: usize = 15;

/// What a person puts into the app that makes their codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// The seed in base 32.
    pub secret: String,
    /// The same as an address that such apps read from a picture.
    pub address: String,
}

/// How an account stands with its second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecondFactorState {
    /// Whether a second factor is asked for.
    pub is_set_up: bool,
    /// Whether codes of an app are one.
    pub has_codes: bool,
    /// How many passkeys there are, refused ones among them.
    pub passkeys: usize,
    /// Whether a role of the account asks for a second factor.
    pub is_required: bool,
    /// Recovery codes that were not used.
    pub recovery_codes_left: u64,
}

/// How an account stands with its second factor.
pub async fn second_factor_state(
    app: &App,
    account: &AccountRecord,
) -> Result<SecondFactorState, AppError> {
    let reads = app.store.read();
    let has_codes = has_codes(app, account.id).await?;
    let passkeys = reads.passkeys_of(account.id).await?.len();
    Ok(SecondFactorState {
        is_set_up: has_codes || passkeys > 0,
        has_codes,
        passkeys,
        is_required: super::policy::needs_second_factor(app, account).await?,
        recovery_codes_left: reads.recovery_codes_left(account.id).await?,
    })
}

/// The seed of a second factor that is being set up: a new one the first time, then the same until
/// it is confirmed, so that a page that is loaded again shows the same picture.
pub async fn begin_second_factor(app: &App, account: &AccountRecord) -> Result<Setup, AppError> {
    let found = app.store.read().find_second_factor(account.id).await?;
    if found
        .as_ref()
        .is_some_and(|known| known.confirmed_at.is_some())
    {
        return Err(AppError::Conflict);
    }
    let known = match &found {
        Some(begun) => keys::open(app, owner(&account.id), &begun.sealed_seed)?,
        None => None,
    };
    let seed = match known {
        Some(seed) => seed,
        None => keep_new_seed(app, account.id).await?,
    };
    let secret = Secret::new(seed.into()).to_base32();
    let label = escaped(&account.email);
    let address = format!("otpauth://totp/Cairn:{label}?secret={secret}&issuer=Cairn");
    Ok(Setup { secret, address })
}

async fn keep_new_seed(app: &App, user: UserId) -> Result<Vec<u8>, AppError> {
    let seed = app.dice.bytes::<SEED_BYTES>().to_vec();
    let record = SecondFactorRecord {
        user,
        sealed_seed: keys::seal(app, owner(&user), &seed)?,
        confirmed_at: None,
        last_step: 0,
    };
    let store = app.store.clone();
    Store::detached(async move {
        let tx = store.begin().await?;
        tx.set_second_factor(&record).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await?;
    Ok(seed)
}

/// Takes the first code and from then on asks for one at every sign-in. Gives a fresh session in
/// the place of the present one, and the recovery codes, which are shown this once.
pub async fn confirm_second_factor(
    app: &App,
    resumed: &Resumed,
    code: &str,
    knock: &Knock<'_>,
) -> Result<(SignedIn, Vec<String>), AppError> {
    let user = resumed.account.id;
    if has_codes(app, user).await? {
        return Err(AppError::Conflict);
    }
    let guess = guess::begin(app, &resumed.account.email, knock).await?;
    if !code_fits(app, user, code).await? {
        return Err(AppError::invalid("code", "code-wrong"));
    }
    guess.right(app);
    let (codes, digests) = new_codes(app);
    let (kept, now) = (app.clone(), app.clock.now());
    Store::detached(async move {
        let tx = kept.store.begin().await?;
        tx.confirm_second_factor(user, now).await?;
        tx.set_recovery_codes(user, &digests).await?;
        // Whoever came in with the password alone has to come in again.
        tx.revoke_sessions_of(user, None, now).await?;
        let act = AuditAct::SecondFactorSet { account: user };
        audit::record(&kept, &tx, By::account(user), act).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await?;
    let signed_in = sign_in::begin_whole(app, user, SignInMeans::Code, knock).await?;
    Ok((signed_in, codes))
}

/// New recovery codes in the place of the old ones; shown this once.
pub async fn renew_recovery_codes(app: &App, user: UserId) -> Result<Vec<String>, AppError> {
    if !is_set_up(app, user).await? {
        return Err(AppError::Conflict);
    }
    let (codes, digests) = new_codes(app);
    let store = app.store.clone();
    Store::detached(async move {
        let tx = store.begin().await?;
        tx.set_recovery_codes(user, &digests).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await?;
    Ok(codes)
}

/// Takes one-time codes, passkeys and recovery codes away from an account, and ends its sessions; for
/// somebody who has lost them. Whoever may call this decides the caller.
pub async fn reset_second_factor(app: &App, user: UserId) -> Result<(), AppError> {
    let (app, now) = (app.clone(), app.clock.now());
    Store::detached(async move {
        let tx = app.store.begin().await?;
        tx.remove_second_factor(user).await?;
        tx.remove_passkeys(user).await?;
        tx.revoke_sessions_of(user, None, now).await?;
        let act = AuditAct::SecondFactorReset { account: user };
        audit::record(&app, &tx, By::nobody(), act).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

/// Whether a second factor is asked of an account. A refused passkey counts: its owner comes in with
/// a recovery code, and not with the password alone.
pub(super) async fn is_set_up(app: &App, user: UserId) -> Result<bool, AppError> {
    Ok(has_codes(app, user).await? || app.store.read().has_passkey(user).await?)
}

/// Whether an account has one-time codes.
pub(super) async fn has_codes(app: &App, user: UserId) -> Result<bool, AppError> {
    let found = app.store.read().find_second_factor(user).await?;
    Ok(found.is_some_and(|known| known.confirmed_at.is_some()))
}

/// Whether something looks like a one-time code rather than a password or a recovery code.
pub(super) fn is_one_time(text: &str) -> bool {
    let digits = bare(text);
    digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Takes a one-time code or a recovery code, and uses it up.
pub(super) async fn take_code(app: &App, user: UserId, code: &str) -> Result<bool, AppError> {
    if is_one_time(code) {
        return code_fits(app, user, code).await;
    }
    let digest = recovery_digest(code);
    let (store, now) = (app.store.clone(), app.clock.now());
    Store::detached(async move {
        let tx = store.begin().await?;
        let is_good = tx.use_recovery_code(user, &digest, now).await?;
        tx.commit().await?;
        Ok::<_, AppError>(is_good)
    })
    .await
}

async fn code_fits(app: &App, user: UserId, code: &str) -> Result<bool, AppError> {
    let Some(known) = app.store.read().find_second_factor(user).await? else {
        return Ok(false);
    };
    let Some(seed) = keys::open(app, owner(&user), &known.sealed_seed)? else {
        return Ok(false);
    };
    let now_s = u64::try_from(app.clock.now().timestamp()).unwrap_or(0);
    let Some(step) = totp(seed)?.check(&bare(code), now_s) else {
        return Ok(false);
    };
    let store = app.store.clone();
    Store::detached(async move {
        let tx = store.begin().await?;
        let is_first = tx.use_step(user, step).await?;
        tx.commit().await?;
        Ok::<_, AppError>(is_first)
    })
    .await
}

fn totp(seed: Vec<u8>) -> Result<Totp, AppError> {
    let built = Builder::new().with_secret(seed).build();
    built.map_err(|error| AppError::Internal(error.to_string().into()))
}

fn owner(user: &UserId) -> &[u8] {
    user.0.as_bytes()
}

/// Codes in groups of four, to be read from paper; and what is stored of them.
pub(super) fn new_codes(app: &App) -> (Vec<String>, Vec<Digest>) {
    let code = || {
        let text = Secret::new(app.dice.bytes::<RECOVERY_BYTES>().into()).to_base32();
        let groups = text.as_bytes().chunks(4);
        let groups: Vec<_> = groups.map(|group| String::from_utf8_lossy(group)).collect();
        groups.join("-").to_lowercase()
    };
    let codes: Vec<_> = (0..RECOVERY_CODES).map(|_| code()).collect();
    let digests = codes.iter().map(|code| recovery_digest(code)).collect();
    (codes, digests)
}

fn recovery_digest(code: &str) -> Digest {
    Digest::of_bytes(bare(code).to_lowercase().as_bytes())
}

/// Without what people put between groups.
fn bare(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).collect()
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'@' => {
                out.push(char::from(byte));
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}
