//! Signatures in the format of minisign, which outside tools verify.
//!
//! Written here because a release must come out the same when it is built again, and the crate of
//! that name rolls dice in every signature; those of RFC 8032 need none.

use base64::{Engine, engine::general_purpose::STANDARD};
use blake2::{Blake2b512, Digest as _};
use ring::signature::{Ed25519KeyPair, KeyPair};

/// "Ed": a key.
const KEY: [u8; 2] = *b"Ed";
/// "ED": a signature of the BLAKE2b-512 digest of what is signed.
const PREHASHED: [u8; 2] = *b"ED";

/// The key of an instance: 32 secret bytes and the number by which its signatures name it.
pub struct SigningKey {
    seed: [u8; 32],
    pair: Ed25519KeyPair,
}

/// A kept key that is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a signing key of releases")]
pub struct BadKey;

impl SigningKey {
    /// The key that 32 secret random bytes make.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed).expect("any 32 bytes are a seed");
        Self { seed, pair }
    }

    /// Reads a key as [`Self::to_text`] wrote it.
    ///
    /// # Errors
    /// [`BadKey`] when it is anything else.
    pub fn parse(text: &str) -> Result<Self, BadKey> {
        let seed = STANDARD.decode(text.trim()).map_err(|_| BadKey)?;
        Ok(Self::from_seed(seed.try_into().map_err(|_| BadKey)?))
    }

    /// The secret, to be kept where nobody else can read it.
    pub fn to_text(&self) -> String {
        format!("{}\n", STANDARD.encode(self.seed))
    }

    /// What `minisign -V -P` takes.
    pub fn public(&self) -> String {
        let bytes = [
            &KEY,
            self.number().as_slice(),
            self.pair.public_key().as_ref(),
        ]
        .concat();
        STANDARD.encode(bytes)
    }

    /// The public key as a `.pub` file, which `minisign -V -p` takes.
    pub fn public_file(&self) -> String {
        let number = u64::from_le_bytes(self.number());
        format!(
            "untrusted comment: minisign public key {number:016X}\n{}\n",
            self.public()
        )
    }

    /// Signs bytes, and with them a comment of one line that a verifier shows as trusted.
    pub fn sign(&self, bytes: &[u8], comment: &str) -> String {
        let signed = self.pair.sign(&Blake2b512::digest(bytes));
        let whole = [signed.as_ref(), comment.as_bytes()].concat();
        let global = self.pair.sign(&whole);
        let first = [&PREHASHED, self.number().as_slice(), signed.as_ref()].concat();
        format!(
            "untrusted comment: signature of a release\n{}\ntrusted comment: {comment}\n{}\n",
            STANDARD.encode(first),
            STANDARD.encode(global.as_ref())
        )
    }

    /// Names the key in its signatures; taken from the public key, as any eight bytes would do.
    fn number(&self) -> [u8; 8] {
        let digest = Blake2b512::digest(self.pair.public_key().as_ref());
        let mut number = [0; 8];
        number.copy_from_slice(&digest[..8]);
        number
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SigningKey({})", self.public())
    }
}

#[cfg(test)]
mod tests {
    use minisign_verify::{PublicKey, Signature};

    use super::*;

    #[test]
    fn an_outside_verifier_takes_it_and_notices_a_change() {
        let key = SigningKey::from_seed([7; 32]);
        let text = key.sign(b"SHA256SUMS", "AFG release 1");
        assert_eq!(text, key.sign(b"SHA256SUMS", "AFG release 1"), "no dice");
        let public = PublicKey::from_base64(&key.public()).expect("a key");
        let signature = Signature::decode(&text).expect("a signature");
        assert!(public.verify(b"SHA256SUMS", &signature, false).is_ok());
        assert!(public.verify(b"SHA256SUM5", &signature, false).is_err());
        let lied = text.replace("release 1", "release 2");
        let lied = Signature::decode(&lied).expect("a signature");
        assert!(public.verify(b"SHA256SUMS", &lied, false).is_err());
    }

    #[test]
    fn a_kept_key_is_read_back_and_never_printed() {
        let key = SigningKey::from_seed([7; 32]);
        let again = SigningKey::parse(&key.to_text()).expect("a key");
        assert_eq!(again.public(), key.public());
        assert_eq!(SigningKey::parse("no").map(|_| ()), Err(BadKey));
        assert!(!format!("{key:?}").contains(key.to_text().trim()));
    }
}
