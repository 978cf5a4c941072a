//! Who came in and who tried, for the owner of the account and in the log. Of strangers nothing is kept
//! but that they tried; of names that nobody has not even the name.

use cairn_domain::{SignInMeans, SignInOutcome, UserId};
use cairn_storage::{SignInRecord, Store};

use crate::{App, AppError};

/// Rows that the owner of an account sees.
const SHOWN: u64 = 10;

/// The last sign-ins to an account and tries at it, newest first.
pub async fn recent_sign_ins(app: &App, user: UserId) -> Result<Vec<SignInRecord>, AppError> {
    Ok(app.store.read().sign_ins_of(user, SHOWN).await?)
}

/// What happens at the door of an account, ready to be written down; the log says it at once.
pub(super) fn seen(
    app: &App,
    user: Option<UserId>,
    means: SignInMeans,
    outcome: SignInOutcome,
) -> SignInRecord {
    let account = user.map(|user| user.0);
    tracing::info!(?account, %means, %outcome, "sign-in");
    let at = app.clock.now();
    SignInRecord {
        id: app.dice.uuid(at),
        user,
        at,
        means,
        outcome,
        device: String::new(),
    }
}

/// Writes down what changes nothing else.
pub(super) async fn note(
    app: &App,
    user: Option<UserId>,
    means: SignInMeans,
    outcome: SignInOutcome,
) -> Result<(), AppError> {
    let (store, record) = (app.store.clone(), seen(app, user, means, outcome));
    Store::detached(async move {
        let tx = store.begin().await?;
        tx.insert_sign_in(&record).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}
