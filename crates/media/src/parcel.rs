//! One picture on its way into a pooled child: a task as JSON and the bytes of the file, each after
//! its length in 8 bytes (little-endian). The child has no file to open; this is all it ever sees.

use std::{
    fs::File,
    io::{self, Read, Write},
};

use crate::wire::Task;

/// Largest picture file in bytes that is looked at. Cameras of 2026 stay under 100 MB.
pub(crate) const MAX_PICTURE: u64 = 256 << 20;
/// Largest task in bytes.
const MAX_TASK: u64 = 1 << 20;

/// What a pooled child is given to do.
pub(crate) struct Parcel {
    pub task: Task,
    pub bytes: Vec<u8>,
}

/// Sends a task and the whole of a file. Blocks while the child is slow to take it.
pub(crate) fn send(mut to: &File, task: &Task, file: &File) -> io::Result<()> {
    let json = serde_json::to_vec(task)?;
    let size = file.metadata()?.len();
    to.write_all(&(json.len() as u64).to_le_bytes())?;
    to.write_all(&json)?;
    to.write_all(&size.to_le_bytes())?;
    // From file to pipe inside the kernel.
    if io::copy(&mut file.take(size), &mut to)? == size {
        Ok(())
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

/// Takes the next parcel; none when the parent has no more.
pub(crate) fn receive(from: &mut impl Read) -> io::Result<Option<Parcel>> {
    let mut length = [0; 8];
    match from.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let json = read(from, u64::from_le_bytes(length), MAX_TASK)?;
    from.read_exact(&mut length)?;
    let bytes = read(from, u64::from_le_bytes(length), MAX_PICTURE)?;
    let task = serde_json::from_slice(&json)?;
    Ok(Some(Parcel { task, bytes }))
}

fn read(from: &mut impl Read, size: u64, cap: u64) -> io::Result<Vec<u8>> {
    if size > cap {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    if from.take(size).read_to_end(&mut bytes)? as u64 == size {
        Ok(bytes)
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}
