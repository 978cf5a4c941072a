//! Writes two releases of the test suite, the second after the first, as folders `1` and `2`: what
//! `scripts/validate-release --sample` shows to other people's validators.

#[path = "../tests/sample/mod.rs"]
mod sample;

use std::{fs, io, path::Path};

use cairn_dataset::{Before, Release, ReleaseFile, files};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("where to?")?;
    let folder = Path::new(&folder);
    let mut first = sample::release();
    first.version = 1;
    let mut second = sample::release();
    change(&mut second);
    let written = files(&first, None, &sample::key())?;
    write(&folder.join("1"), &written)?;
    let kept = written.into_iter().filter(|file| Before::reads(file.name));
    let before = Before {
        version: 1,
        files: kept
            .map(|file| (file.name.to_owned(), file.bytes))
            .collect(),
    };
    write(
        &folder.join("2"),
        &files(&second, Some(&before), &sample::key())?,
    )?;
    Ok(())
}

/// One record changed in several kinds of field, one gone.
fn change(release: &mut Release) {
    release.incidents[0].title = "+1, \"again\"".into();
    release.incidents[0].killed_low = None;
    release.incidents[0].crowd_in_public = false;
    release.incidents[0].evidence.remove(1);
    release.incidents.remove(2);
}

fn write(folder: &Path, files: &[ReleaseFile]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    files
        .iter()
        .try_for_each(|file| fs::write(folder.join(file.name), &file.bytes))
}
