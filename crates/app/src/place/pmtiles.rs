//! The head of a PMTiles file (version 3, github.com/protomaps/PMTiles), as much as the server needs.

use std::{fs::File, io::Read, path::Path};

/// Bytes of the head.
const HEAD: usize = 127;

/// What a file says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head {
    /// Closer than this there are no tiles.
    pub(super) max_zoom: u8,
}

/// Reads the head of a file; `None` if it is no PMTiles file of version 3 with tiles that a map can
/// draw.
pub(super) fn head(path: &Path) -> std::io::Result<Option<Head>> {
    let mut bytes = Vec::with_capacity(HEAD);
    File::open(path)?
        .take(HEAD as u64)
        .read_to_end(&mut bytes)?;
    let is_head = bytes.len() == HEAD && bytes.starts_with(b"PMTiles\x03");
    // 1 vector tiles, 2 PNG, 3 JPEG, 4 WebP, 5 AVIF.
    let is_drawable = is_head && (1..=5).contains(&bytes[99]);
    Ok(is_drawable.then(|| Head {
        max_zoom: bytes[101].min(30),
    }))
}
