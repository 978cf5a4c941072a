//! `cairn hash FILE…`: one JSON object a line, whatever happens to each file.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use cairn_domain::{Digest, MediaKind};
use cairn_media::{WorkerProgram, Workshop};
use clap::Args;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::print_line;
use crate::instance::Problem;

#[derive(Debug, Args)]
pub struct Hash {
    /// Files to hash.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

#[derive(Debug, Default, Serialize)]
struct Line {
    path: String,
    sha256: Option<Digest>,
    bytes: Option<u64>,
    mime: Option<&'static str>,
    kind: Option<MediaKind>,
    width: Option<u32>,
    height: Option<u32>,
    duration_s: Option<f64>,
    pdq: Option<String>,
    pdq_quality: Option<u8>,
    frames: Vec<Frame>,
    error: Option<String>,
}

#[derive(Debug, Serialize)]
struct Frame {
    t_s: f64,
    pdq: String,
    quality: u8,
}

impl Hash {
    /// Hashes every file; a file that cannot be read still gets its line.
    pub async fn run(self) -> Result<(), Problem> {
        let workshop = Workshop::find(WorkerProgram::this());
        for path in self.files {
            print_line(&line(&workshop, &path).await)?;
        }
        Ok(())
    }
}

async fn line(workshop: &Workshop, path: &Path) -> Line {
    let mut line = Line {
        path: path.display().to_string(),
        ..Line::default()
    };
    let (digest, bytes, first) = match read(path) {
        Ok(read) => read,
        Err(error) => {
            return Line {
                error: Some(error.to_string()),
                ..line
            };
        }
    };
    (line.sha256, line.bytes) = (Some(digest), Some(bytes));
    let Some(sniffed) = cairn_media::sniff(&first) else {
        return Line {
            kind: Some(MediaKind::Other),
            ..line
        };
    };
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let examined = workshop.examine(&path, sniffed).await;
    let hash = examined.hash;
    Line {
        mime: Some(sniffed.mime),
        kind: Some(sniffed.kind),
        width: examined.width,
        height: examined.height,
        duration_s: examined.duration_s,
        pdq_quality: hash.as_ref().map(|hash| hash.quality),
        pdq: hash.map(|hash| hash.pdq),
        frames: examined
            .frames
            .into_iter()
            .map(|frame| Frame {
                t_s: frame.t_s,
                pdq: frame.hash.pdq,
                quality: frame.hash.quality,
            })
            .collect(),
        error: examined.problem,
        ..line
    }
}

/// Digest, size and the first kilobytes.
pub(super) fn read(path: &Path) -> io::Result<(Digest, u64, Vec<u8>)> {
    let mut file = File::open(path)?;
    let (mut hasher, mut size, mut first) = (Sha256::new(), 0, Vec::new());
    let mut buffer = vec![0; 256 * 1024];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((Digest(hasher.finalize().into()), size, first));
        }
        hasher.update(&buffer[..read]);
        size += read as u64;
        let missing = 4_096_usize.saturating_sub(first.len()).min(read);
        first.extend_from_slice(&buffer[..missing]);
    }
}
