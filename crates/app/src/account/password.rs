//! Argon2id behind a semaphore: each hash takes tens of megabytes, so an unbounded number of
//! sign-ins would be an attack on memory.

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version,
    password_hash::phc::PasswordHash,
};

use crate::{App, AppError};

/// Nobody's password: names that nobody has are compared with its hash, by the very same steps.
const NOBODY: &[u8] = b"no account has this name";

fn argon2(app: &App) -> Result<Argon2<'static>, AppError> {
    let (memory, passes) = (app.settings.argon2_memory_kib, app.settings.argon2_passes);
    let params = Params::new(memory, passes, 1, None).map_err(text)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes a password into the PHC string format.
pub(super) async fn hash(app: &App, password: &str) -> Result<String, AppError> {
    let (argon2, salt) = (argon2(app)?, app.dice.bytes::<16>());
    let password = password.as_bytes().to_vec();
    off_the_loop(app, move || {
        let hash = argon2
            .hash_password_with_salt(&password, &salt)
            .map_err(text)?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether a password fits a hash; without a hash, takes as long and says no.
pub(super) async fn fits(
    app: &App,
    password: &str,
    stored: Option<String>,
) -> Result<bool, AppError> {
    // Asked for in either case, so that the first of them takes as long as the other.
    let nobody = app.shared.nobody.get_or_try_init(|| nobody(app)).await?;
    let is_known = stored.is_some();
    let stored = stored.unwrap_or_else(|| nobody.clone());
    let argon2 = argon2(app)?;
    let password = password.as_bytes().to_vec();
    off_the_loop(app, move || {
        let parsed = PasswordHash::new(&stored).map_err(text)?;
        let fits = argon2.verify_password(&password, &parsed).is_ok();
        Ok(fits && is_known)
    })
    .await
}

async fn nobody(app: &App) -> Result<String, AppError> {
    let argon2 = argon2(app)?;
    off_the_loop(app, move || {
        let hash = argon2.hash_password_with_salt(NOBODY, b"sixteen bytes ok");
        Ok(hash.map_err(text)?.to_string())
    })
    .await
}

async fn off_the_loop<T: Send + 'static>(
    app: &App,
    work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    let _turn = app
        .shared
        .hashing
        .acquire()
        .await
        .map_err(AppError::internal)?;
    tokio::task::spawn_blocking(work)
        .await
        .map_err(AppError::internal)?
}

fn text(error: impl std::fmt::Display) -> AppError {
    AppError::Internal(format!("password hash: {error}").into())
}
