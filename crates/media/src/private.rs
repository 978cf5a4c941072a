//! Opening a file for a child of another user. The child opens it once more by descriptor, which the
//! kernel allows only to who may read the file itself, wherever it lies.

use std::{
    env,
    fs::File,
    io,
    os::{fd::AsRawFd, unix::fs::MetadataExt},
    path::Path,
};

use rustix::fs::{Mode, OFlags};

use crate::identity;

/// Permission to read for everybody.
const EVERYBODY: u32 = 0o444;

/// The file, or a nameless copy that the child may read. The error is in words.
pub(crate) fn open(path: &Path) -> Result<File, String> {
    let file = File::open(path).map_err(|_| "the file is not there".to_owned())?;
    let about = file.metadata().map_err(unreadable)?;
    if !about.is_file() {
        return Err("this is not a file".to_owned());
    }
    // Evidence is stored readable inside a folder that only the server enters; what is not comes from
    // elsewhere.
    if !identity::can_choose() || about.mode() & EVERYBODY == EVERYBODY {
        return Ok(file);
    }
    copy(&file).map_err(unreadable)
}

fn unreadable(error: io::Error) -> String {
    format!("the file cannot be read ({error})")
}

fn copy(mut file: &File) -> io::Result<File> {
    let nameless = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    let copy = rustix::fs::open(
        env::temp_dir(),
        nameless,
        Mode::from_bits_truncate(EVERYBODY),
    )?;
    let mut copy = File::from(copy);
    io::copy(&mut file, &mut copy)?;
    // Once more, for reading alone.
    File::open(format!("/proc/self/fd/{}", copy.as_raw_fd()))
}
