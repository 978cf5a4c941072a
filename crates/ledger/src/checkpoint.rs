//! Checkpoints: the head of the tree, signed.

use cairn_domain::Digest;
use signed_note::{Note, Signature, Signer};
use tlog_tiles::{Checkpoint, Hash};

use crate::{LedgerError, LogKey, VerifierKeys};

/// What a checkpoint says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeHead {
    /// Name of the log.
    pub origin: String,
    /// How many entries it has.
    pub size: u64,
    /// The root over them.
    pub root: Digest,
}

/// A checkpoint with its signatures, as it is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    head: TreeHead,
    bytes: Vec<u8>,
}

impl SignedCheckpoint {
    /// Signs a head with every key of the log.
    ///
    /// # Errors
    /// [`LedgerError::BadKey`], [`LedgerError::BadCheckpoint`] for a name that cannot be one.
    pub fn sign(size: u64, root: Digest, key: &LogKey) -> Result<Self, LedgerError> {
        let text = Checkpoint::new(key.origin(), size, Hash(root.0), "");
        let text = text.map_err(|_| LedgerError::BadCheckpoint)?.to_bytes();
        let mut note = Note::new(&text, &[]).map_err(|_| LedgerError::BadCheckpoint)?;
        let signers = key.signers()?;
        let signers: Vec<&dyn Signer> =
            signers.iter().map(|signer| signer as &dyn Signer).collect();
        note.add_sigs(&signers)
            .map_err(|error| LedgerError::BadKey(error.to_string()))?;
        Self::parse(&note.to_bytes())
    }

    /// Reads a checkpoint without believing it: see [`SignedCheckpoint::verify`].
    ///
    /// # Errors
    /// [`LedgerError::BadCheckpoint`]
    pub fn parse(bytes: &[u8]) -> Result<Self, LedgerError> {
        let bad = LedgerError::BadCheckpoint;
        let Ok(note) = Note::from_bytes(bytes) else {
            return Err(bad);
        };
        let Ok(text) = Checkpoint::from_bytes(note.text()) else {
            return Err(bad);
        };
        let head = TreeHead {
            origin: text.origin().to_owned(),
            size: text.size(),
            root: Digest(text.hash().0),
        };
        Ok(Self {
            head,
            bytes: bytes.to_vec(),
        })
    }

    /// The head, if a trusted key of the log itself signed it, and the names of all that did.
    ///
    /// # Errors
    /// [`LedgerError::BadSignature`] if none did, or if one of them signed something else.
    pub fn verify(&self, keys: &VerifierKeys) -> Result<(&TreeHead, Vec<String>), LedgerError> {
        let bad = |error: &dyn std::fmt::Display| LedgerError::BadSignature(error.to_string());
        let note = Note::from_bytes(&self.bytes).map_err(|error| bad(&error))?;
        let (trusted, _) = note.verify(&keys.list()?).map_err(|error| bad(&error))?;
        let names: Vec<_> = trusted.iter().map(|by| by.name().to_owned()).collect();
        if names.contains(&self.head.origin) {
            Ok((&self.head, names))
        } else {
            Err(bad(&"only witnesses signed it, the log did not"))
        }
    }

    /// The same checkpoint with signatures of witnesses that are in `other` and not here.
    ///
    /// # Errors
    /// [`LedgerError::BadSignature`] if `other` is another checkpoint, or no trusted key signed it.
    pub fn joined_with(&self, other: &Self, keys: &VerifierKeys) -> Result<Self, LedgerError> {
        if other.head != self.head {
            let why = "the cosignature is for another checkpoint; ask for one of the present one";
            return Err(LedgerError::BadSignature(why.to_owned()));
        }
        let theirs = Note::from_bytes(&other.bytes).map_err(|_| LedgerError::BadCheckpoint)?;
        let verified = theirs.verify(&keys.list()?);
        let (trusted, _) =
            verified.map_err(|error| LedgerError::BadSignature(error.to_string()))?;
        let lines = |signature: &Signature| signature.to_bytes();
        let mut bytes = self.bytes.clone();
        for line in trusted.iter().map(lines) {
            if !bytes.windows(line.len()).any(|window| window == line) {
                bytes.extend(line);
            }
        }
        Self::parse(&bytes)
    }

    /// What it says, believed or not.
    pub fn head(&self) -> &TreeHead {
        &self.head
    }

    /// The file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}
