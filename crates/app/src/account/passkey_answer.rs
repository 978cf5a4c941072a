//! Answers of passkeys: as a way in, in the place of a code, and as a proof that it is still the
//! same person.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use cairn_domain::{AuditAct, SignInMeans as Means, SignInOutcome as Outcome, UserId};
use cairn_storage::{PasskeyRecord, Store};
use serde_json::json;
use webauthn_rs::{
    Webauthn,
    prelude::{
        AuthenticationResult, DiscoverableAuthentication, Passkey, PublicKeyCredential,
        WebauthnError,
    },
};

use super::{
    ceremony::{Asked, Challenge, Given, Site, not_verified, options_of, refused},
    history,
    passkey::{digest_of, opened, passkeys, sealed},
    sign_in::{self, Knock, Resumed, SignedIn, Standing},
};
use crate::{
    App, AppError, Attempt,
    audit::{self, By},
};

/// Asks a device for an answer: one of the account's own passkeys if somebody is known, any of this
/// site if nobody is.
pub async fn begin_with_passkey(
    app: &App,
    site: &Site,
    resumed: Option<&Resumed>,
    knock: &Knock<'_>,
) -> Result<Challenge, AppError> {
    app.count(Attempt::SignIn, knock.network)?;
    let (question, state) = site
        .webauthn()?
        .start_discoverable_authentication()
        .map_err(AppError::internal)?;
    let mut options = options_of(&question)?;
    if let Some(resumed) = resumed {
        options["allowCredentials"] = own(app, resumed.account.id).await?.into();
    }
    let session = resumed.map(|resumed| resumed.session.id);
    let asked = Asked::Answering(Box::new(state));
    let ceremony = app.shared.ceremonies.keep(app, session, asked);
    Ok(Challenge { ceremony, options })
}

async fn own(app: &App, user: UserId) -> Result<Vec<serde_json::Value>, AppError> {
    let known = passkeys(app, user).await?;
    let good = known.iter().filter(|record| record.suspect_at.is_none());
    let mut own = Vec::new();
    for record in good {
        let Some(passkey) = opened(app, record)? else {
            continue;
        };
        // As the JSON of options has bytes (WebAuthn Level 3, section 5.1.9).
        let id = BASE64_URL_SAFE_NO_PAD.encode(passkey.cred_id());
        own.push(json!({ "type": "public-key", "id": id }));
    }
    Ok(own)
}

/// Takes an answer in the place of a password and a code, or of the code alone if the password was
/// given; begins the session proper.
pub async fn sign_in_with_passkey(
    app: &App,
    site: &Site,
    resumed: Option<&Resumed>,
    given: &str,
    knock: &Knock<'_>,
) -> Result<SignedIn, AppError> {
    let half = resumed.filter(|resumed| resumed.standing == Standing::CodeNeeded);
    let user = match answered(app, site, half, given).await {
        Ok(user) => user,
        Err(error) => {
            // Who it was is only known if the password came before.
            let user = half.map(|half| half.account.id);
            history::note(app, user, Means::Passkey, Outcome::Wrong).await?;
            return Err(error);
        }
    };
    let account = app.store.read().find_account(user).await?;
    if account.is_none_or(|account| account.disabled_at.is_some()) {
        history::note(app, Some(user), Means::Passkey, Outcome::Disabled).await?;
        return Err(refused());
    }
    if let Some(half) = half {
        sign_in::end(app, half.session.id).await?;
    }
    sign_in::begin_whole(app, user, Means::Passkey, knock).await
}

/// Takes an answer for what asks for a recent proof; gives the new secret of the session.
pub async fn prove_with_passkey(
    app: &App,
    site: &Site,
    resumed: &Resumed,
    given: &str,
) -> Result<String, AppError> {
    answered(app, site, Some(resumed), given).await?;
    sign_in::proved(app, resumed.session.id).await
}

/// Whose passkey answered; of whoever is known, if somebody is.
async fn answered(
    app: &App,
    site: &Site,
    resumed: Option<&Resumed>,
    given: &str,
) -> Result<UserId, AppError> {
    let given = Given::read(given)?;
    let session = resumed.map(|resumed| resumed.session.id);
    let Asked::Answering(state) = app.shared.ceremonies.take(app, session, &given)? else {
        return Err(refused());
    };
    let credential: PublicKeyCredential = given.credential()?;
    let webauthn = site.webauthn()?;
    let named = webauthn.identify_discoverable_authentication(&credential);
    let named = named.ok().map(|(user, _)| UserId(user));
    let known = resumed.map(|resumed| resumed.account.id);
    let user = known.or(named).ok_or_else(refused)?;
    if named.is_some_and(|named| named != user) {
        return Err(refused());
    }
    verify(app, &webauthn, user, (&credential, *state)).await?;
    Ok(user)
}

async fn verify(
    app: &App,
    webauthn: &Webauthn,
    user: UserId,
    (credential, state): (&PublicKeyCredential, DiscoverableAuthentication),
) -> Result<(), AppError> {
    let digest = digest_of(app, credential.get_credential_id())?;
    let known = passkeys(app, user).await?.into_iter();
    let mut known = known.filter(|record| record.suspect_at.is_none());
    let record = known.find(|record| record.digest == digest);
    let record = record.ok_or_else(refused)?;
    let passkey = opened(app, &record)?.ok_or_else(refused)?;
    match webauthn.finish_discoverable_authentication_v2(credential, state, &passkey) {
        Ok(result) => note_use(app, record, passkey, &result).await,
        Err(WebauthnError::CredentialPossibleCompromise) => suspect(app, &record).await,
        Err(error) => Err(not_verified(error)),
    }
}

async fn note_use(
    app: &App,
    record: PasskeyRecord,
    mut passkey: Passkey,
    result: &AuthenticationResult,
) -> Result<(), AppError> {
    passkey.update_credential(result);
    let sealed = sealed(app, record.user, &passkey)?;
    let (store, now, counter) = (app.store.clone(), app.clock.now(), result.counter());
    let id = record.id;
    let has_grown = Store::detached(async move {
        let tx = store.begin().await?;
        let has_grown = tx.use_passkey(id, sealed, counter, now).await?;
        tx.commit().await?;
        Ok::<_, AppError>(has_grown)
    })
    .await?;
    match has_grown {
        true => Ok(()),
        // Somebody else answered with the same count in the same moment.
        false => suspect(app, &record).await,
    }
}

/// The counter of a passkey went back, so there may be two of it. It is refused from now on, and its
/// owner and whoever runs the instance can see it.
async fn suspect(app: &App, record: &PasskeyRecord) -> Result<(), AppError> {
    let (account, passkey) = (record.user, record.id);
    tracing::warn!(%account, %passkey, "a passkey may have been copied; it is refused from now on");
    let (app, now) = (app.clone(), app.clock.now());
    Store::detached(async move {
        let tx = app.store.begin().await?;
        if tx.suspect_passkey(passkey, now).await? {
            let act = AuditAct::PasskeySuspected { account, passkey };
            audit::record(&app, &tx, By::nobody(), act).await?;
        }
        tx.commit().await.map_err(AppError::from)
    })
    .await?;
    Err(AppError::invalid("passkey", "passkey-suspect"))
}
