//! Keys: what signs the checkpoints, and what others know it by. Text forms are those of
//! signed-note, so that other programs take them as they are.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use ed25519_dalek::SigningKey;
use signed_note::{
    StandardSigner, StandardVerifier, Verifier, VerifierList, is_key_name_valid, key_id,
    new_ed25519_verifier_key,
};

use crate::{LedgerError, WitnessKey};

/// Ed25519, in the numbering of signed-note.
const ED25519: u8 = 1;

/// The keys that sign a log's checkpoints: one, or two while one takes over from the other.
pub struct LogKey {
    origin: String,
    lines: Vec<String>,
}

impl std::fmt::Debug for LogKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Without the secret.
        f.debug_struct("LogKey")
            .field("origin", &self.origin)
            .finish_non_exhaustive()
    }
}

impl LogKey {
    /// A new key from 32 random bytes, for a log of this name.
    ///
    /// # Errors
    /// [`LedgerError::BadKey`] if the name is empty or has white space or a plus sign.
    pub fn generate(origin: &str, seed: &[u8; 32]) -> Result<Self, LedgerError> {
        if !is_key_name_valid(origin) {
            let why = format!("`{origin}` is not a name for a log: no spaces, no plus sign");
            return Err(LedgerError::BadKey(why));
        }
        Ok(Self {
            origin: origin.to_owned(),
            lines: vec![secret_line(origin, seed)],
        })
    }

    /// Reads a key file: a line for each key, the newest first.
    ///
    /// # Errors
    /// [`LedgerError::BadKey`]
    pub fn parse(text: &str) -> Result<Self, LedgerError> {
        let lines: Vec<_> = text
            .lines()
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect();
        let name = |line: &String| line.split('+').nth(2).unwrap_or_default().to_owned();
        let origin = lines.first().map(name).unwrap_or_default();
        if lines.iter().any(|line| name(line) != origin) {
            return Err(LedgerError::BadKey(
                "its lines name different logs".to_owned(),
            ));
        }
        let key = Self { origin, lines };
        key.signers()?;
        Ok(key)
    }

    /// The same log with a second key in front; both sign until the older line is deleted.
    pub fn joined_by(mut self, seed: &[u8; 32]) -> Self {
        self.lines.insert(0, secret_line(&self.origin, seed));
        self
    }

    /// The key file. Secret.
    pub fn to_text(&self) -> String {
        self.lines.iter().map(|line| format!("{line}\n")).collect()
    }

    /// The name of the log.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// What verifies these keys' signatures, one line a key; public.
    pub fn verifiers(&self) -> Vec<String> {
        let public = |line: &String| {
            // The secret is the rest of the line: base64 has plus signs of its own.
            let secret = line.splitn(5, '+').nth(4).unwrap_or_default();
            let bytes = BASE64_STANDARD.decode(secret).unwrap_or_default();
            let seed: [u8; 32] = bytes.get(1..)?.try_into().ok()?;
            let key = SigningKey::from_bytes(&seed).verifying_key();
            Some(new_ed25519_verifier_key(&self.origin, &key))
        };
        self.lines.iter().filter_map(public).collect()
    }

    pub(crate) fn signers(&self) -> Result<Vec<StandardSigner>, LedgerError> {
        if self.lines.is_empty() {
            return Err(LedgerError::BadKey("there is none in the file".to_owned()));
        }
        let signer = |line: &String| {
            StandardSigner::new(line).map_err(|error| LedgerError::BadKey(error.to_string()))
        };
        self.lines.iter().map(signer).collect()
    }
}

fn secret_line(origin: &str, seed: &[u8; 32]) -> String {
    let public = SigningKey::from_bytes(seed).verifying_key().to_bytes();
    let id = key_id(origin, &[&[ED25519], &public[..]].concat());
    let secret = BASE64_STANDARD.encode([&[ED25519], &seed[..]].concat());
    format!("PRIVATE+KEY+{origin}+{id:08x}+{secret}")
}

/// Keys that somebody trusts: of the log, and of witnesses.
#[derive(Debug, Clone, Default)]
pub struct VerifierKeys {
    lines: Vec<String>,
}

impl VerifierKeys {
    /// Reads keys, one a line: of a log (`name+id+AQ…`) or of a witness (`name+id+BA…`). Empty lines
    /// and lines that begin with `#` are passed over.
    ///
    /// # Errors
    /// [`LedgerError::BadKey`] with the line.
    pub fn parse(text: &str) -> Result<Self, LedgerError> {
        let is_key = |line: &&str| !line.is_empty() && !line.starts_with('#');
        let lines = text.lines().map(str::trim).filter(is_key);
        let lines: Vec<_> = lines.map(str::to_owned).collect();
        let keys = Self { lines };
        keys.list()?;
        Ok(keys)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub(crate) fn list(&self) -> Result<VerifierList, LedgerError> {
        let verifier = |line: &String| -> Result<Box<dyn Verifier>, LedgerError> {
            if let Ok(log) = StandardVerifier::new(line) {
                return Ok(Box::new(log));
            }
            Ok(Box::new(WitnessKey::parse(line)?))
        };
        let all: Result<Vec<_>, _> = self.lines.iter().map(verifier).collect();
        Ok(VerifierList::new(all?))
    }
}
