//! Files that exist in memory alone. A child with programs has a handful, made before it enters the
//! cage, in which no more can be made: so a hijacked decoder cannot fill the memory with them.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    ops::Deref,
    sync::Mutex,
};

use rustix::fs::{MemfdFlags, memfd_create};

/// How many there are. Two programs at work side by side need two each and their inputs; the rest is room.
const COUNT: usize = 12;

static FREE: Mutex<Vec<File>> = Mutex::new(Vec::new());

/// Makes them all. The child's first act.
pub(crate) fn make() -> io::Result<()> {
    let make = || Ok(memfd_create("cairn-media", MemfdFlags::CLOEXEC)?.into());
    let made: io::Result<Vec<File>> = (0..COUNT).map(|_| make()).collect();
    free().extend(made?);
    Ok(())
}

/// An empty file in memory; goes back when it is dropped, with whatever is in it.
pub(crate) fn memory_file() -> io::Result<MemoryFile> {
    let file = free().pop().ok_or(io::ErrorKind::QuotaExceeded)?;
    // Emptied when it is taken: a program that outlived its time may have written since.
    file.set_len(0)?;
    (&file).seek(SeekFrom::Start(0))?;
    Ok(MemoryFile(Some(file)))
}

/// A file in memory.
#[derive(Debug)]
pub(crate) struct MemoryFile(Option<File>);

impl MemoryFile {
    /// All that was written to it.
    pub(crate) fn read_all(&self) -> io::Result<Vec<u8>> {
        let mut file: &File = self;
        let size = file.metadata()?.len();
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
        file.seek(SeekFrom::Start(0))?;
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

impl Deref for MemoryFile {
    type Target = File;

    fn deref(&self) -> &File {
        self.0.as_ref().expect("taken out only when dropped")
    }
}

impl Drop for MemoryFile {
    fn drop(&mut self) {
        // Lets the memory go at once; what cannot be emptied is emptied when it is taken again.
        if let Some(file) = self.0.take() {
            let _ = file.set_len(0);
            free().push(file);
        }
    }
}

fn free() -> std::sync::MutexGuard<'static, Vec<File>> {
    FREE.lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}
