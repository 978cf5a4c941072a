//! Signatures of witnesses (C2SP tlog-cosignature, `cosignature/v1`): somebody else who says that
//! they saw this checkpoint, at a time, after all the earlier ones.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use ed25519_dalek::{Signature, VerifyingKey};
use signed_note::{Verifier, key_id};

use crate::LedgerError;

/// Timestamped Ed25519 cosignatures, in the numbering of signed-note.
const COSIGNATURE_V1: u8 = 4;

/// The public key of a witness.
#[derive(Debug, Clone)]
pub struct WitnessKey {
    name: String,
    id: u32,
    key: VerifyingKey,
}

impl WitnessKey {
    /// Reads `name+id+BA…`.
    ///
    /// # Errors
    /// [`LedgerError::BadKey`] with the text.
    pub fn parse(text: &str) -> Result<Self, LedgerError> {
        Self::read(text).ok_or_else(|| LedgerError::BadKey(text.to_owned()))
    }

    fn read(text: &str) -> Option<Self> {
        let (name, rest) = text.split_once('+')?;
        let (id, key) = rest.split_once('+')?;
        let id = u32::from_str_radix(id, 16).ok()?;
        let bytes = BASE64_STANDARD.decode(key).ok()?;
        let (&kind, key) = bytes.split_first()?;
        if kind != COSIGNATURE_V1 || id != key_id(name, &bytes) {
            return None;
        }
        let key = VerifyingKey::from_bytes(key.try_into().ok()?).ok()?;
        let name = name.to_owned();
        Some(Self { name, id, key })
    }
}

impl Verifier for WitnessKey {
    fn name(&self) -> &str {
        &self.name
    }

    fn key_id(&self) -> u32 {
        self.id
    }

    /// The signature is eight bytes of time (seconds since 1970) and 64 of Ed25519.
    fn verify(&self, checkpoint: &[u8], signature: &[u8]) -> bool {
        let Some((time, signature)) = signature.split_first_chunk::<8>() else {
            return false;
        };
        let Ok(signature) = Signature::from_slice(signature) else {
            return false;
        };
        let time = u64::from_be_bytes(*time);
        let head = format!("cosignature/v1\ntime {time}\n");
        let signed = [head.as_bytes(), checkpoint].concat();
        self.key.verify_strict(&signed, &signature).is_ok()
    }
}
