//! `SHA256SUMS`: one line per other file, as `sha256sum -c` reads it; and its signature.

use cairn_domain::Digest;

use crate::formats::{Cause, ReleaseFile, Work};

pub(super) fn write(work: &Work<'_>) -> Result<Vec<u8>, Cause> {
    let line = |file: &ReleaseFile| format!("{}  {}\n", Digest::of_bytes(&file.bytes), file.name);
    Ok(work.files.iter().map(line).collect::<String>().into_bytes())
}

/// Signs the sums, which stand for every byte of the release.
pub(super) fn sign(work: &Work<'_>) -> Result<Vec<u8>, Cause> {
    let sums = work.files.last().ok_or("SHA256SUMS comes first")?;
    let release = work.release;
    let comment = format!(
        "{} release {} of {}",
        release.project_code, release.version, release.built_on
    );
    Ok(work.key.sign(&sums.bytes, &comment).into_bytes())
}
