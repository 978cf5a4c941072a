//! Bags in a directory or in a ZIP.

use std::{
    fs,
    io::{self, Cursor, Write},
    path::{Path, PathBuf},
};

use cairn_domain::Digest;
use cairn_storage::{Blobs, StorageError};
use chrono::{Datelike, Timelike};
use futures::TryStreamExt;
use sha2::{Digest as _, Sha256};
use tokio::{fs::File, io::AsyncWriteExt};
use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::bag::Bag;

/// Why a bag could not be written.
#[derive(Debug, thiserror::Error)]
pub enum BagError {
    /// Something is there already.
    #[error("{}: it is not empty; a bag wants a directory of its own", .0.display())]
    NotEmpty(PathBuf),
    /// The system said no.
    #[error("{}: {source}", path.display())]
    File {
        /// To this file.
        path: PathBuf,
        /// In these words.
        source: io::Error,
    },
    /// An original cannot be read.
    #[error("the original {0} cannot be read")]
    Unreadable(Digest, #[source] StorageError),
    /// An original is not what was received.
    #[error("the stored bytes of {0} are not the ones that were received; run `cairn check`")]
    Altered(Digest),
    /// A ZIP is for a report without originals.
    #[error("a report with its originals is written to a directory")]
    Originals,
    /// A ZIP could not be made.
    #[error("the ZIP could not be made")]
    Zip(#[from] ZipError),
}

impl Bag {
    /// Writes the bag below a directory, which is made if it is missing. Originals are hashed on the
    /// way.
    ///
    /// # Errors
    /// [`BagError::NotEmpty`], [`BagError::Altered`]; what was written until then stays.
    pub async fn write_to(&self, blobs: &Blobs, directory: &Path) -> Result<(), BagError> {
        let failed = |source| at(directory, source);
        fs::create_dir_all(directory).map_err(failed)?;
        let mut inside = fs::read_dir(directory).map_err(failed)?;
        if inside.next().is_some() {
            return Err(BagError::NotEmpty(directory.to_owned()));
        }
        for (name, (sha256, _)) in &self.originals {
            copy(blobs, *sha256, &place(directory, name)?).await?;
        }
        for (name, bytes) in &self.files {
            let path = place(directory, name)?;
            fs::write(&path, bytes).map_err(|source| at(&path, source))?;
        }
        Ok(())
    }

    /// The bag in a ZIP, in a folder of its name.
    ///
    /// # Errors
    /// [`BagError::Originals`] for a bag that holds originals: they may be gigabytes.
    pub fn to_zip(&self) -> Result<Vec<u8>, BagError> {
        if !self.originals.is_empty() {
            return Err(BagError::Originals);
        }
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(self.zip_time())
            .unix_permissions(0o644);
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (path, bytes) in &self.files {
            zip.start_file(format!("{}/{path}", self.name), options)?;
            zip.write_all(bytes).map_err(ZipError::from)?;
        }
        Ok(zip.finish()?.into_inner())
    }

    /// When the report was made; a ZIP knows no zone and no year before 1980.
    fn zip_time(&self) -> DateTime {
        let at = self.made_at;
        let small = |number: u32| u8::try_from(number).unwrap_or(0);
        let (hour, minute, second) = (at.hour(), at.minute(), at.second());
        DateTime::from_date_and_time(
            u16::try_from(at.year()).unwrap_or(0),
            small(at.month()),
            small(at.day()),
            small(hour),
            small(minute),
            small(second),
        )
        .unwrap_or_default()
    }
}

fn place(directory: &Path, name: &str) -> Result<PathBuf, BagError> {
    let path = directory.join(name);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|source| at(folder, source))?;
    }
    Ok(path)
}

async fn copy(blobs: &Blobs, sha256: Digest, path: &Path) -> Result<(), BagError> {
    let unreadable = |error| BagError::Unreadable(sha256, error);
    let failed = |source| at(path, source);
    let mut pieces = blobs.open_range(&sha256, None).await.map_err(unreadable)?;
    let mut file = File::create_new(path).await.map_err(failed)?;
    let mut hash = Sha256::new();
    while let Some(piece) = pieces.try_next().await.map_err(unreadable)? {
        hash.update(&piece);
        file.write_all(&piece).await.map_err(failed)?;
    }
    file.flush().await.map_err(failed)?;
    match hex::encode(hash.finalize()) == sha256.to_string() {
        true => Ok(()),
        false => Err(BagError::Altered(sha256)),
    }
}

fn at(path: &Path, source: io::Error) -> BagError {
    let path = path.to_owned();
    BagError::File { path, source }
}
