//! Why an upload was not taken, with what the sender needs to know.

use cairn_domain::Digest;

/// The closed set of refusals of uploads. The sentence is the Fluent key `upload-refused-<code>`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UploadRefusal {
    /// A header is missing or cannot be read.
    #[error("the header {0} is missing or unreadable")]
    Header(&'static str),
    /// The client speaks another version of the protocol.
    #[error("another version of the protocol")]
    Version,
    /// The piece comes as something else than plain bytes.
    #[error("not plain bytes")]
    Wrapped,
    /// There is nothing in the file.
    #[error("an empty file")]
    Empty,
    /// The file is larger than this instance takes.
    #[error("{sent} bytes are more than {limit}")]
    TooLarge {
        /// Most bytes taken.
        limit: u64,
        /// Bytes announced.
        sent: u64,
    },
    /// The first bytes are of no kind that Cairn takes.
    #[error("a kind of file that is not taken")]
    Kind,
    /// The piece does not go on where the upload stands.
    #[error("at {at}, not at {sent}")]
    Offset {
        /// Bytes that are here.
        at: u64,
        /// Where the piece begins.
        sent: u64,
    },
    /// The piece reaches beyond the end that was announced.
    #[error("{sent} bytes where {length} were announced")]
    Overlong {
        /// Bytes announced for the whole file.
        length: u64,
        /// Bytes that there would be.
        sent: u64,
    },
    /// The digest of the piece is another one than was said.
    #[error("the piece was damaged on its way")]
    Checksum,
    /// The digest of the whole file is another one than was said; nothing of it is kept.
    #[error("{arrived} arrived where {declared} was declared")]
    Digest {
        /// What the sender says.
        declared: Digest,
        /// What came.
        arrived: Digest,
    },
    /// Another request is writing to this upload.
    #[error("another request is writing")]
    Busy,
    /// The line broke before the piece was through. What came is kept.
    #[error("the line broke")]
    Broken,
    /// Nothing came for too long. What came is kept.
    #[error("nothing came for too long")]
    Stalled,
}

impl UploadRefusal {
    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Header(_) => "header",
            Self::Version => "version",
            Self::Wrapped => "wrapped",
            Self::Empty => "empty",
            Self::TooLarge { .. } => "too-large",
            Self::Kind => "kind",
            Self::Offset { .. } => "offset",
            Self::Overlong { .. } => "overlong",
            Self::Checksum => "checksum",
            Self::Digest { .. } => "digest",
            Self::Busy => "busy",
            Self::Broken => "broken",
            Self::Stalled => "stalled",
        }
    }

    /// Whether nothing can become of the upload any more, so that its bytes go at once.
    pub(super) fn is_final(&self) -> bool {
        matches!(self, Self::Kind | Self::Digest { .. })
    }
}
