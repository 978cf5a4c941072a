//! Checkpoints that others stamped: each is kept in a folder of its own beside the log, with what was
//! asked and what was answered, under the names that `openssl ts` and `ots` look for.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use cairn_domain::Digest;

use crate::{
    LedgerError, LogDirectory, SignedCheckpoint, Stamp,
    files::{Writing, at},
    stamp::request,
};

const FOLDER: &str = "stamps";
const CHECKPOINT: &str = "checkpoint";
const REQUEST: &str = "checkpoint.tsq";
const ANSWERS: [&str; 2] = ["checkpoint.tsr", "checkpoint.ots"];

/// A checkpoint that is kept to be stamped.
#[derive(Debug, Clone)]
pub struct StampedCheckpoint {
    /// Its folder.
    pub path: PathBuf,
    /// The checkpoint, as it was signed.
    pub checkpoint: SignedCheckpoint,
}

/// A stamp of a kept checkpoint, or what is wrong with it.
#[derive(Debug)]
pub struct KeptStamp {
    /// The file that it is in.
    pub path: PathBuf,
    /// What it says.
    pub stamp: Result<Stamp, LedgerError>,
}

impl LogDirectory {
    /// Keeps the present checkpoint to be stamped, with a request for an authority (RFC 3161).
    /// Repeating it for the same checkpoint changes nothing.
    ///
    /// # Errors
    /// [`LedgerError::BadCheckpoint`] if nothing was signed yet.
    pub fn keep_to_stamp(&self, nonce: [u8; 16]) -> Result<StampedCheckpoint, LedgerError> {
        let now = self.checkpoint()?.ok_or(LedgerError::BadCheckpoint)?;
        let size = now.head().size;
        let digest = Digest::of_bytes(now.bytes()).to_string();
        let path = self.path().join(FOLDER);
        let path = path.join(format!("{size}-{}", &digest[..8]));
        let kept = StampedCheckpoint {
            path,
            checkpoint: now,
        };
        if !kept.path.join(CHECKPOINT).exists() {
            let asked = request(kept.checkpoint.bytes(), nonce)?;
            let mut writing = Writing::default();
            writing.write(&kept.path.join(REQUEST), &asked)?;
            writing.write(&kept.path.join(CHECKPOINT), kept.checkpoint.bytes())?;
            writing.finish()?;
        }
        Ok(kept)
    }

    /// Every checkpoint that was kept to be stamped, the shortest log first.
    ///
    /// # Errors
    /// [`LedgerError::File`], [`LedgerError::BadCheckpoint`]
    pub fn stamped(&self) -> Result<Vec<StampedCheckpoint>, LedgerError> {
        let folder = self.path().join(FOLDER);
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(at(&folder))?,
        };
        let mut all = Vec::new();
        for entry in entries {
            let path = entry.map_err(at(&folder))?.path();
            let file = path.join(CHECKPOINT);
            let bytes = match fs::read(&file) {
                // Begun and not finished: it will be begun again.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                read => read.map_err(at(&file))?,
            };
            let checkpoint = SignedCheckpoint::parse(&bytes)?;
            all.push(StampedCheckpoint { path, checkpoint });
        }
        all.sort_by_key(|kept| (kept.checkpoint.head().size, kept.path.clone()));
        Ok(all)
    }

    /// Takes an answer in: it is put beside the checkpoint that it is over. A later proof of
    /// OpenTimestamps takes the place of an earlier one; an authority's answer stays.
    ///
    /// # Errors
    /// [`LedgerError::BadStamp`] if it is over none of those that are kept, or one has an answer of
    /// another authority.
    pub fn accept_stamp(&self, answer: &[u8]) -> Result<(StampedCheckpoint, Stamp), LedgerError> {
        let mut last = LedgerError::BadStamp("no checkpoint was kept to be stamped".to_owned());
        for kept in self.stamped()?.into_iter().rev() {
            match kept.read(answer) {
                Ok(stamp) => {
                    kept.put(&stamp, answer)?;
                    return Ok((kept, stamp));
                }
                Err(error) => last = error,
            }
        }
        Err(last)
    }
}

impl StampedCheckpoint {
    /// The file that the authority is asked with.
    pub fn request(&self) -> PathBuf {
        self.path.join(REQUEST)
    }

    /// The checkpoint as a file.
    pub fn file(&self) -> PathBuf {
        self.path.join(CHECKPOINT)
    }

    /// Its stamps so far; none while nobody has answered.
    pub fn stamps(&self) -> Vec<KeptStamp> {
        let there = ANSWERS.map(|name| self.path.join(name));
        let there = there.into_iter().filter(|path| path.exists());
        there
            .map(|path| {
                let read = fs::read(&path).map_err(at(&path));
                let stamp = read.and_then(|bytes| self.read(&bytes));
                KeptStamp { path, stamp }
            })
            .collect()
    }

    fn read(&self, answer: &[u8]) -> Result<Stamp, LedgerError> {
        let asked = fs::read(self.request()).ok();
        Stamp::read(answer, self.checkpoint.bytes(), asked.as_deref())
    }

    fn put(&self, stamp: &Stamp, answer: &[u8]) -> Result<(), LedgerError> {
        let path = self
            .path
            .join(format!("{CHECKPOINT}.{}", stamp.extension()));
        let is_final = matches!(stamp, Stamp::Authority { .. });
        if is_final && is_other(&path, answer) {
            let why = format!("{} is there already", path.display());
            return Err(LedgerError::BadStamp(why));
        }
        let mut writing = Writing::default();
        writing.write(&path, answer)?;
        writing.finish()
    }
}

fn is_other(path: &Path, bytes: &[u8]) -> bool {
    fs::read(path).is_ok_and(|there| there != bytes)
}
