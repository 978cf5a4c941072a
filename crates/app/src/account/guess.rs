//! Passwords and codes are guesses until they turn out right.

use cairn_domain::{Digest, UserId};
use uuid::Uuid;

use super::sign_in::Knock;
use crate::{
    App, AppError, keys,
    throttle::{Guess, Guesser},
};

/// Counts a guess before it is looked at. `name` is the sign-in name, known or not.
pub(super) async fn begin(app: &App, name: &str, knock: &Knock<'_>) -> Result<Counted, AppError> {
    let known_device = known_device(app, name, knock).await?;
    let guesser = Guesser {
        name,
        network: knock.network,
        known_device,
    };
    let counted = app.guess(&guesser).inspect_err(|_| {
        tracing::info!(outcome = "wait", "sign-in");
    });
    Ok(Counted(counted?))
}

/// A guess that was counted.
#[must_use]
pub(super) struct Counted(Guess);

impl Counted {
    /// It was right: the wrong ones before it are forgotten.
    pub(super) fn right(&self, app: &App) {
        app.guessed_right(&self.0);
    }
}

/// The browser, if the account knows it. Asks the same questions for names that nobody has.
async fn known_device(
    app: &App,
    name: &str,
    knock: &Knock<'_>,
) -> Result<Option<Digest>, AppError> {
    let Some(secret) = knock.known_device else {
        return Ok(None);
    };
    let reads = app.store.read();
    let name = name.trim().to_lowercase();
    let account = reads.find_account_by_email(&name).await?;
    let user = account.map_or(UserId(Uuid::nil()), |account| account.id);
    let digest = keys::secret_digest(app, secret)?;
    let knows = reads.knows_device(user, &digest, app.clock.now()).await?;
    Ok(knows.then_some(digest))
}
