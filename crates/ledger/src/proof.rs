//! A proof that an event is in the log, to be checked without the log (C2SP `tlog-proof@v1`).
//!
//! Its extra data is the salt followed by the event, which is what the entry is the SHA-256 of: who
//! gets a proof can open this one entry, and no other.

use std::fmt::Write as _;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use tlog_tiles::{Hash, check_record};

use crate::{Leaf, LedgerError, LogDirectory, SignedCheckpoint, VerifierKeys};

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";

/// An event with what shows that it is in the log.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemProof {
    salt: [u8; 32],
    event: Vec<u8>,
    index: u64,
    hashes: Vec<Hash>,
    checkpoint: SignedCheckpoint,
}

/// What a proof shows once it is verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvenEvent {
    /// The event's canonical JSON.
    pub event: Vec<u8>,
    /// Its place in the log, from 0.
    pub index: u64,
    /// How many entries the log had.
    pub size: u64,
    /// Who signed the checkpoint, of those that are trusted.
    pub signed_by: Vec<String>,
}

impl ItemProof {
    /// Proves an event under the log's present checkpoint.
    ///
    /// # Errors
    /// [`LedgerError::NotYet`] if the next checkpoint will be the first to count it;
    /// [`LedgerError::NotProven`] if the log has something else at its place.
    pub fn make(
        log: &LogDirectory,
        checkpoint: &SignedCheckpoint,
        index: u64,
        salt: [u8; 32],
        event: Vec<u8>,
    ) -> Result<Self, LedgerError> {
        let leaf = Leaf::commit(&salt, &event);
        let hashes = log.prove(checkpoint.head(), index, &leaf)?;
        let checkpoint = checkpoint.clone();
        Ok(Self {
            salt,
            event,
            index,
            hashes,
            checkpoint,
        })
    }

    /// The file, `….tlog-proof`.
    pub fn to_bytes(&self) -> Vec<u8> {
        let extra = BASE64_STANDARD.encode([&self.salt[..], &self.event].concat());
        let mut text = format!("{FIRST_LINE}\nextra {extra}\nindex {}\n", self.index);
        for hash in &self.hashes {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{hash}");
        }
        text.push('\n');
        [text.as_bytes(), self.checkpoint.bytes()].concat()
    }

    /// Reads a proof without believing it.
    ///
    /// # Errors
    /// [`LedgerError::BadProof`] with what is wrong.
    pub fn parse(bytes: &[u8]) -> Result<Self, LedgerError> {
        let text = std::str::from_utf8(bytes).map_err(|_| bad("it is not text"))?;
        let (head, checkpoint) = text
            .split_once("\n\n")
            .ok_or(bad("there is no checkpoint"))?;
        let mut lines = head.lines();
        if lines.next() != Some(FIRST_LINE) {
            return Err(bad("the first line names another format"));
        }
        let extra = lines.next().and_then(|line| line.strip_prefix("extra "));
        let extra = extra.and_then(|extra| BASE64_STANDARD.decode(extra).ok());
        let extra = extra.ok_or(bad("it does not disclose an event"))?;
        let (salt, event) = extra
            .split_first_chunk()
            .ok_or(bad("the salt is too short"))?;
        let index = lines.next().and_then(|line| line.strip_prefix("index "));
        let index = index.and_then(|index| index.parse().ok());
        let hashes: Result<Vec<_>, _> = lines.map(Hash::parse_hash).collect();
        Ok(Self {
            salt: *salt,
            event: event.to_vec(),
            index: index.ok_or(bad("the index cannot be read"))?,
            hashes: hashes.map_err(|_| bad("a hash cannot be read"))?,
            checkpoint: SignedCheckpoint::parse(checkpoint.as_bytes())?,
        })
    }

    /// Believes the proof, if it leads to a checkpoint that a trusted key signed.
    ///
    /// # Errors
    /// [`LedgerError::BadSignature`], [`LedgerError::NotProven`]
    pub fn verify(self, keys: &VerifierKeys) -> Result<ProvenEvent, LedgerError> {
        let (head, signed_by) = self.checkpoint.verify(keys)?;
        let size = head.size;
        let leaf = Hash(Leaf::commit(&self.salt, &self.event).hash().0);
        check_record(&self.hashes, size, Hash(head.root.0), self.index, leaf)
            .map_err(|_| LedgerError::NotProven)?;
        Ok(ProvenEvent {
            event: self.event,
            index: self.index,
            size,
            signed_by,
        })
    }
}

fn bad(why: &'static str) -> LedgerError {
    LedgerError::BadProof(why)
}
