//! What the kernel itself opens to start a program: the file, and the loader or interpreter that it
//! names. A caged child may execute these and nothing else.

use std::{
    ffi::OsStr,
    fs::File,
    io::Read,
    os::unix::ffi::OsStrExt,
    path::{Path, PathBuf},
};

/// The headers that matter lie at a file's beginning.
const WINDOW: u64 = 16 << 10;
/// An interpreter may be a script in turn; Linux follows five.
const DEPTH: usize = 5;

/// The program, what starts it, what starts that.
pub(crate) fn started_with(program: &Path) -> Vec<PathBuf> {
    let mut files = vec![program.to_owned()];
    while files.len() <= DEPTH
        && let Some(next) = files.last().and_then(|file| starter(file))
    {
        files.push(next);
    }
    files
}

fn starter(program: &Path) -> Option<PathBuf> {
    let mut start = Vec::new();
    let file = File::open(program).ok()?;
    file.take(WINDOW).read_to_end(&mut start).ok()?;
    let name = match start.strip_prefix(b"#!") {
        Some(line) => line
            .split(|byte| byte.is_ascii_whitespace())
            .find(|word| !word.is_empty())?,
        None => elf_interpreter(&start)?,
    };
    Some(PathBuf::from(OsStr::from_bytes(name)))
}

/// The segment `PT_INTERP` of a little-endian ELF file (elf(5)).
fn elf_interpreter(file: &[u8]) -> Option<&[u8]> {
    const PT_INTERP: u64 = 3;
    let number = |at: usize, size: usize| {
        let bytes = file.get(at..at.checked_add(size)?)?;
        Some(
            bytes
                .iter()
                .rev()
                .fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
        )
    };
    let is_64 = match file.strip_prefix(b"\x7fELF")? {
        [1, 1, ..] => false,
        [2, 1, ..] => true,
        _ => return None,
    };
    // Where the table is and how large: offset, its width, entry size, count; then in an entry.
    let (table, word, size, count) = if is_64 {
        (0x20, 8, 0x36, 0x38)
    } else {
        (0x1c, 4, 0x2a, 0x2c)
    };
    let (offset, length) = if is_64 { (8, 0x20) } else { (4, 0x10) };
    let (table, size, count) = (number(table, word)?, number(size, 2)?, number(count, 2)?);
    let entries = (0..count).map(|n| usize::try_from(table + n * size));
    let entry = entries
        .filter_map(Result::ok)
        .find(|at| number(*at, 4) == Some(PT_INTERP))?;
    let from = usize::try_from(number(entry + offset, word)?).ok()?;
    let length = usize::try_from(number(entry + length, word)?).ok()?;
    let name = file.get(from..from.checked_add(length)?)?;
    name.split(|byte| *byte == 0).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_loader_of_a_program_and_of_a_script() {
        let own = std::env::current_exe().expect("this test");
        let files = started_with(&own);
        assert!(files.len() == 2 && files[1].is_file(), "{files:?}");

        let folder = tempfile::tempdir().expect("a folder");
        let script = folder.path().join("script");
        let line = format!("#! {} -x\n", own.display());
        std::fs::write(&script, line).expect("written");
        assert_eq!(started_with(&script)[1..], files);
    }

    #[test]
    fn what_is_no_program_has_none() {
        assert_eq!(elf_interpreter(b"\x7fELF\x02\x01"), None);
        assert_eq!(elf_interpreter(&[0xff; 64]), None);
        assert_eq!(started_with(Path::new("/nonexistent")).len(), 1);
    }
}
