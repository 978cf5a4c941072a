//! What parent and child say to each other: an errand as one JSON argument, answers on stdout.
//!
//! An answer is 8 bytes (little-endian length), that many bytes of JSON, then the derivatives' bytes
//! one after the other. The parent takes the child for hijacked until proven otherwise: every
//! length is capped, every derivative must be what it says it is.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use cairn_domain::{DerivativeKind, FingerprintKind, MetadataClaim, RedactionBody};
use cairn_matching::Fingerprint;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncRead, AsyncReadExt};

use crate::{
    examination::{Examination, FrameHash, Made, PictureHash},
    photo, plain_png,
    snapshot::Wanted,
    sniff::sniff,
};

/// Largest JSON part in bytes.
const MAX_JSON: u64 = 16 << 20;
/// Largest fingerprint in bytes: twenty minutes of frames that all differ take 1.3 MB.
const MAX_FINGERPRINT: u64 = 4 << 20;
/// Largest sum of derivatives in bytes: proxy and public copy at their limit, and the stills.
const MAX_BYTES: u64 = 160 << 20;
/// Most frames taken from one recording.
const MAX_FRAMES: usize = 1200;
/// Most claims taken from one file.
const MAX_CLAIMS: usize = 200;
/// Longest claim in characters.
const MAX_CLAIM_CHARS: usize = 1000;

/// The programs a child may use.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Tools {
    pub ffmpeg: Option<PathBuf>,
    pub ffprobe: Option<PathBuf>,
    pub heif_convert: Option<PathBuf>,
    /// For the records, such as `ffmpeg 5.1.9`.
    pub ffmpeg_version: String,
}

/// What a child is started for: its one argument.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Errand {
    /// Pictures, one after the other, as [`crate::parcel`] brings them on standard input.
    Pictures,
    /// One task over the one file that is standard input.
    File(Job),
}

/// What a child with a file of its own is asked to do.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Job {
    pub tools: Tools,
    pub task: Task,
    /// The operator accepted in writing that Landlock may be missing.
    pub accepts_no_landlock: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Task {
    /// Look at the file, which was sniffed as this MIME type.
    Examine {
        mime: String,
        /// A folder with a link that ends in `.jpg` and leads to the child's standard input; the
        /// HEIF decoder chooses its output format by such a name.
        heif_exit: Option<PathBuf>,
    },
    /// Only find out what the file looks like; nothing is made of it.
    Describe {
        mime: String,
        heif_exit: Option<PathBuf>,
    },
    /// Take one exact frame of `input`, a recording of this MIME type.
    TakeFrame { mime: String, wanted: Wanted },
    /// Make the redacted copy of `input`.
    Redact {
        mime: String,
        heif_exit: Option<PathBuf>,
        body: RedactionBody,
    },
    /// Try to break out and say what succeeded. The shipped worker declines.
    TryCage(CageTrial),
}

impl Task {
    /// Whether the child must be able to start ffmpeg or the HEIF decoder.
    pub(crate) fn needs_programs(&self) -> bool {
        match self {
            Self::Examine { mime, .. }
            | Self::Describe { mime, .. }
            | Self::Redact { mime, .. } => !photo::decodes(mime),
            Self::TakeFrame { .. } => true,
            Self::TryCage(trial) => trial.with_programs,
        }
    }
}

/// What a child that tries to break out is told, as a hijacked decoder might know it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CageTrial {
    /// Files to open.
    pub files: Vec<PathBuf>,
    /// Where a listener waits on loopback.
    pub port: u16,
    /// The process that started it.
    pub parent: i32,
    /// Into the wider cage, in which ffmpeg runs.
    pub with_programs: bool,
}

/// What a child could do in its cage; made by [`crate::Workshop::try_cage`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CageReport {
    /// The protection in words, such as `Landlock ABI 7, seccomp`.
    pub level: String,
    /// What was refused, in words.
    pub refused: Vec<String>,
    /// What succeeded that must not, in words. Empty in a sound cage.
    pub escapes: Vec<String>,
}

/// What a child answers.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Answer {
    pub examination: Examination,
    pub cage: Option<CageReport>,
    sizes: Vec<u64>,
    /// Kind and length of what comes after the derivatives.
    fingerprint: Option<(FingerprintKind, u64)>,
}

impl Answer {
    pub(crate) fn of(examination: Examination) -> Self {
        let sizes = examination
            .derivatives
            .iter()
            .map(|made| made.bytes.len() as u64)
            .collect();
        let fingerprint = examination.fingerprint.as_ref();
        Self {
            fingerprint: fingerprint.map(|it| (it.kind(), it.to_bytes().len() as u64)),
            examination,
            cage: None,
            sizes,
        }
    }

    pub(crate) fn of_cage(report: CageReport) -> Self {
        Self {
            cage: Some(report),
            ..Self::default()
        }
    }

    /// Whether there is nothing odd about it.
    pub(crate) fn is_plain(&self) -> bool {
        self.examination.problem.is_none()
    }

    /// Writes the answer.
    pub(crate) fn write(&self, mut out: impl Write) -> io::Result<()> {
        let json = serde_json::to_vec(self)?;
        out.write_all(&(json.len() as u64).to_le_bytes())?;
        out.write_all(&json)?;
        for made in &self.examination.derivatives {
            out.write_all(&made.bytes)?;
        }
        if let Some(fingerprint) = &self.examination.fingerprint {
            out.write_all(&fingerprint.to_bytes())?;
        }
        out.flush()
    }

    /// Reads an answer within the caps and drops whatever is not what it claims to be.
    pub(crate) async fn read(mut from: impl AsyncRead + Unpin) -> io::Result<Self> {
        let length = from.read_u64_le().await?;
        let json = read_bytes(&mut from, length, MAX_JSON).await?;
        let mut answer: Self = serde_json::from_slice(&json)?;
        if answer.sizes.len() != answer.examination.derivatives.len() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut left = MAX_BYTES;
        for (made, size) in answer.examination.derivatives.iter_mut().zip(&answer.sizes) {
            made.bytes = read_bytes(&mut from, *size, left).await?;
            left -= size;
        }
        if let Some((kind, size)) = answer.fingerprint {
            let bytes = read_bytes(&mut from, size, MAX_FINGERPRINT).await?;
            answer.examination.fingerprint = Fingerprint::parse(kind, &bytes).ok();
        }
        tidy(&mut answer.examination);
        Ok(answer)
    }
}

async fn read_bytes(
    from: &mut (impl AsyncRead + Unpin),
    size: u64,
    cap: u64,
) -> io::Result<Vec<u8>> {
    if size > cap {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            "the answer is too long",
        ));
    }
    // Grows as bytes arrive: a length that is never delivered costs nothing.
    let mut bytes = Vec::new();
    from.take(size).read_to_end(&mut bytes).await?;
    if bytes.len() as u64 == size {
        Ok(bytes)
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

fn tidy(examination: &mut Examination) {
    examination.derivatives.retain(is_what_it_says);
    examination.frame_table.take_if(|table| !table.is_sound());
    examination
        .frames
        .retain(|FrameHash { t_s, hash }| t_s.is_finite() && is_hash(hash));
    examination.hash.take_if(|hash| !is_hash(hash));
    examination.frames.truncate(MAX_FRAMES);
    // What is understood first: a file of ten thousand tags must not hide its date.
    examination
        .claims
        .sort_by_key(|claim| claim.parsed.is_none());
    examination.claims.truncate(MAX_CLAIMS);
    for claim in &mut examination.claims {
        let MetadataClaim {
            tag,
            raw,
            place,
            tool,
            ..
        } = claim;
        [tag, raw, place, tool].into_iter().for_each(clip);
    }
    examination.problem.iter_mut().for_each(clip);
}

fn is_hash(hash: &PictureHash) -> bool {
    let hex = |text: &String| {
        text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    };
    hex(&hash.pdq) && hash.dihedral.len() == 8 && hash.dihedral.iter().all(hex)
}

/// A derivative is shown inline to people, so nothing but a JPEG, an MP4 or a PNG without anything
/// in it but pixels may come out of the cage.
fn is_what_it_says(made: &Made) -> bool {
    use DerivativeKind::{Snapshot, Waveform};
    let is_allowed = match made.mime.as_str() {
        "image/jpeg" | "video/mp4" | "audio/mp4" => true,
        "image/png" => {
            matches!(made.kind, Snapshot | Waveform)
                && plain_png::size(&made.bytes) == made.width.zip(made.height)
        }
        _ => false,
    };
    is_allowed && sniff(&made.bytes).is_some_and(|sniffed| sniffed.mime == made.mime)
}

/// Cuts a text to its cap and takes out the control characters.
fn clip(text: &mut String) {
    if text.chars().count() > MAX_CLAIM_CHARS || text.chars().any(char::is_control) {
        *text = text
            .chars()
            .filter(|c| !c.is_control())
            .take(MAX_CLAIM_CHARS)
            .collect();
    }
}
