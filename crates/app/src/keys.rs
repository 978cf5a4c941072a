//! Keys that lie in files beside the database and never in it: whoever steals the database alone
//! holds nothing they can use. They are read whenever they are needed, so that a key that was
//! destroyed is gone at once for a running server too.

use std::{
    ffi::OsStr,
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
};

use cairn_domain::Digest;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::{App, AppError, Dice};

/// Part of the digests of secrets: without it no cookie, link or token fits any row.
const SECRETS: &str = "secrets.key";
/// Encrypts the seeds of one-time codes.
const SEAL: &str = "seal.key";

type Key = [u8; 32];

/// The digest under which the secret of a session, an invitation, a known browser or a program is
/// stored. It takes the key too, so that destroying the key ends them all.
pub(crate) fn secret_digest(app: &App, token: &str) -> Result<Digest, AppError> {
    let key = key(app, SECRETS)?;
    Ok(Digest::of_bytes(&[&key, token.as_bytes()].concat()))
}

/// Encrypts a secret. `owner` must be given again to open it, so that a row moved to another
/// account is of no use there.
pub(crate) fn seal(app: &App, owner: &[u8], secret: &[u8]) -> Result<Vec<u8>, AppError> {
    let nonce = app.dice.bytes::<NONCE_LEN>();
    let mut sealed = secret.to_vec();
    cipher(&key(app, SEAL)?)?
        .seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(owner),
            &mut sealed,
        )
        .map_err(|_| broken("a secret could not be sealed"))?;
    Ok([nonce.as_slice(), &sealed].concat())
}

/// Opens what was sealed for an owner; nothing if the key is another one by now.
pub(crate) fn open(app: &App, owner: &[u8], sealed: &[u8]) -> Result<Option<Vec<u8>>, AppError> {
    let Some((nonce, sealed)) = sealed.split_first_chunk::<NONCE_LEN>() else {
        return Ok(None);
    };
    let mut secret = sealed.to_vec();
    let opened = cipher(&key(app, SEAL)?)?.open_in_place(
        Nonce::assume_unique_for_key(*nonce),
        Aad::from(owner),
        &mut secret,
    );
    Ok(opened.ok().map(|plain| plain.to_vec()))
}

/// Overwrites and removes the keys of sessions and of sealed secrets in a folder. Gives back how many
/// there were. The key that signs releases is left: what was published with it is checked against it.
///
/// # Errors
/// If a key could not be overwritten or removed; the others are gone all the same.
pub fn shred(folder: &Path, dice: &Dice) -> io::Result<usize> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        entries => entries?,
    };
    let mut outcome = Ok(());
    let mut shredded = 0;
    let entries = entries.filter_map(Result::ok);
    for entry in entries.filter(|entry| is_shredded(&entry.file_name())) {
        match shred_one(&entry.path(), dice) {
            Ok(()) => shredded += 1,
            Err(error) => outcome = Err(error),
        }
    }
    outcome.and_then(|()| File::open(folder)?.sync_all())?;
    Ok(shredded)
}

/// Drafts of these keys too, should a server have stopped between making and naming one.
fn is_shredded(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with(SECRETS) || name.starts_with(SEAL)
}

fn shred_one(path: &Path, dice: &Dice) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    file.write_all(&dice.bytes::<32>())?;
    file.sync_all()?;
    fs::remove_file(path)
}

fn cipher(key: &Key) -> Result<LessSafeKey, AppError> {
    let key = UnboundKey::new(&CHACHA20_POLY1305, key).map_err(|_| broken("a key is too short"))?;
    Ok(LessSafeKey::new(key))
}

fn key(app: &App, name: &str) -> Result<Key, AppError> {
    let folder = &app.settings.keys_dir;
    let path = folder.join(name);
    match read(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            create(folder, name, &app.dice).map_err(AppError::internal)?;
            read(&path).map_err(AppError::internal)
        }
        read => read.map_err(AppError::internal),
    }
}

fn read(path: &Path) -> io::Result<Key> {
    let mut key = Key::default();
    File::open(path)?.read_exact(&mut key)?;
    Ok(key)
}

/// Whole or not at all, and never in the place of one that another process has just made.
fn create(folder: &Path, name: &str, dice: &Dice) -> io::Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    let unique = hex::encode(dice.bytes::<8>());
    let (draft, path) = (folder.join(format!("{name}.{unique}")), folder.join(name));
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&draft)?;
    file.write_all(&dice.bytes::<32>())?;
    file.sync_all()?;
    let linked = fs::hard_link(&draft, &path);
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => File::open(folder)?.sync_all(),
    }
}

fn broken(what: &'static str) -> AppError {
    AppError::Internal(what.into())
}
