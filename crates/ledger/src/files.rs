//! Files that are there whole or not at all, also after a power cut.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::LedgerError;

/// Writes files and makes them durable together.
#[derive(Debug, Default)]
pub(crate) struct Writing {
    folders: BTreeSet<PathBuf>,
}

impl Writing {
    /// Writes a file under another name, makes its bytes durable and puts it in place.
    pub(crate) fn write(&mut self, path: &Path, bytes: &[u8]) -> Result<(), LedgerError> {
        let folder = path.parent().unwrap_or(Path::new("."));
        self.make(folder)?;
        put(path, bytes).map_err(at(path))?;
        self.folders.insert(folder.to_owned());
        Ok(())
    }

    fn make(&mut self, folder: &Path) -> Result<(), LedgerError> {
        if folder.is_dir() {
            return Ok(());
        }
        fs::create_dir_all(folder).map_err(at(folder))?;
        // The names of the new folders must last too.
        let above = folder.ancestors().skip(1).take(6).map(Path::to_owned);
        self.folders.extend(above.filter(|folder| folder.is_dir()));
        Ok(())
    }

    /// Makes the names durable.
    pub(crate) fn finish(self) -> Result<(), LedgerError> {
        for folder in &self.folders {
            let synced = File::open(folder).and_then(|open| flush(&open));
            synced.map_err(at(folder))?;
        }
        Ok(())
    }
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    let temporary = PathBuf::from(name);
    let mut file = File::create(&temporary).map_err(failed("creating"))?;
    file.write_all(bytes).map_err(failed("writing"))?;
    flush(&file)?;
    fs::rename(&temporary, path).map_err(failed("naming"))
}

/// Makes what was written durable; an error says that this is what failed.
///
/// # Errors
/// That of the system, with what was being done.
pub fn flush(file: &File) -> io::Result<()> {
    file.sync_all().map_err(failed("flushing"))
}

/// Says in an error what was being done.
fn failed(doing: &'static str) -> impl FnOnce(io::Error) -> io::Error {
    move |source| io::Error::new(source.kind(), format!("{doing} it failed: {source}"))
}

/// Names the file in an error.
pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> LedgerError {
    let path = path.to_owned();
    move |source| LedgerError::File { path, source }
}
