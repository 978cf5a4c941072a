//! An item's parts: files as received, their derivatives, sources, and matches between files.

use serde::{Deserialize, Serialize};

use crate::{Digest, FileId, SourceId, vocabulary};

vocabulary! {
    /// What the bytes are, by Cairn's own reading of their first kilobytes.
    pub enum MediaKind {
        /// A still picture.
        Photo = "photo",
        /// Moving pictures.
        Video = "video",
        /// Sound alone.
        Audio = "audio",
        /// Anything else that was kept.
        Other = "other",
    }
}

vocabulary! {
    /// What was made from an original.
    pub enum DerivativeKind {
        /// At most 32 px of detail: all that is shown of the unrated.
        Cover = "cover",
        /// Small and grey: the first step of looking.
        SmallGrey = "small_grey",
        /// Large and grey: the second step.
        LargeGrey = "large_grey",
        /// Large, in colour: the last step for a photo, or a frame of a video.
        Preview = "preview",
        /// Small, in colour; shown in lists only once an item is rated `none`.
        Thumbnail = "thumbnail",
        /// A sheet of small grey frames of a video.
        ContactSheet = "contact_sheet",
        /// A browser-playable copy of a video.
        Proxy = "proxy",
        /// Re-encoded without metadata, for publication.
        PublicCopy = "public_copy",
        /// One exact frame of a recording that a person kept, lossless.
        Snapshot = "snapshot",
        /// The loudness of the sound over time, drawn.
        Waveform = "waveform",
        /// A copy in which a person covered regions or took out the sound.
        Redacted = "redacted",
    }
}

vocabulary! {
    /// What the machine takes two files to be to each other, until a person says what they are.
    pub enum MatchRelation {
        /// Byte for byte the same.
        SameFile = "same_file",
        /// The same recording, however it was changed on its way.
        SameFootage = "same_footage",
        /// A part of one is in the other.
        Excerpt = "excerpt",
        /// They look alike, and nothing more is certain.
        Similar = "similar",
    }
}

vocabulary! {
    /// What a fingerprint describes.
    pub enum FingerprintKind {
        /// A photo.
        Picture = "picture",
        /// A recording, frame by frame.
        Footage = "footage",
    }
}

vocabulary! {
    /// A person's answer to a match.
    pub enum MatchVerdict {
        /// Byte for byte the same.
        SameFile = "same_file",
        /// The same recording, re-encoded or cropped.
        SameFootage = "same_footage",
        /// One is a part of the other.
        ExcerptOf = "excerpt_of",
        /// Another recording of the same event.
        SameEvent = "same_event",
        /// They only look alike.
        Unrelated = "unrelated",
    }
}

/// Bytes as received, and what is known of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct File {
    /// The row.
    pub id: FileId,
    /// The name of the bytes.
    pub sha256: Digest,
    /// Size as received.
    pub size_bytes: u64,
    /// MIME type by Cairn's own reading.
    pub mime: String,
    /// Photo, video, audio or other.
    pub kind: MediaKind,
    /// Width in pixels, upright.
    pub width: Option<u32>,
    /// Height in pixels, upright.
    pub height: Option<u32>,
    /// Length of a recording in seconds.
    pub duration_s: Option<f64>,
    /// PDQ hash as 64 hex digits.
    pub pdq: Option<String>,
    /// PDQ quality 0-100.
    pub pdq_quality: Option<u8>,
    /// Why there is no preview, when there is none.
    pub preview_problem: Option<String>,
    /// What has been made from it.
    pub derivatives: Vec<Derivative>,
}

/// A file made from another, with how.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Derivative {
    /// What it is for.
    pub kind: DerivativeKind,
    /// The name of its bytes.
    pub sha256: Digest,
    /// MIME type.
    pub mime: String,
    /// Size in bytes.
    pub size_bytes: u64,
    /// Width in pixels, if it is a picture.
    pub width: Option<u32>,
    /// Height in pixels, if it is a picture.
    pub height: Option<u32>,
    /// The program and version that made it.
    pub tool: String,
    /// The arguments it was made with.
    pub arguments: String,
}

/// Where an item was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The row.
    pub id: SourceId,
    /// The link, as given.
    pub url: String,
}
