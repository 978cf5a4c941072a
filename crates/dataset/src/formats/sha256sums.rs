//! `SHA256SUMS`: one line per other file, as `sha256sum -c` reads it.

use cairn_domain::Digest;

use crate::{Release, formats::ReleaseFile};

pub(super) fn write(_: &Release, files: &[ReleaseFile]) -> Vec<u8> {
    let line = |file: &ReleaseFile| format!("{}  {}\n", Digest::of_bytes(&file.bytes), file.name);
    files.iter().map(line).collect::<String>().into_bytes()
}
