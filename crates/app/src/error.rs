//! Everything a use case can answer but success.

use cairn_review::{Refusal, Refusals};
use cairn_storage::StorageError;

use crate::{typed, upload::UploadRefusal};

/// What went wrong with one field of a form. Shown beside the field and in the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name in the form.
    pub field: &'static str,
    /// Stable code; the sentence is the Fluent key `error-<code>`.
    pub code: &'static str,
    /// What the sentence needs to know, such as the offending text or a limit.
    pub detail: String,
}

impl FieldError {
    /// An error without detail.
    pub fn new(field: &'static str, code: &'static str) -> Self {
        Self {
            field,
            code,
            detail: String::new(),
        }
    }

    /// What was typed, trimmed; an error if that is nothing.
    pub(crate) fn required(field: &'static str, text: &str, errors: &mut Vec<Self>) -> String {
        let text = text.trim();
        if text.is_empty() {
            errors.push(Self::new(field, "field-missing"));
        }
        typed::paragraph(field, text, errors);
        text.to_owned()
    }

    /// An error with detail.
    pub fn with(field: &'static str, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            field,
            code,
            detail: detail.into(),
        }
    }
}

/// The closed set of failures.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// It does not exist, or not for you.
    #[error("not found")]
    NotFound,
    /// Somebody has to sign in first.
    #[error("sign-in needed")]
    SignInNeeded,
    /// Name or password is wrong; which of them is never said.
    #[error("name or password is wrong")]
    WrongCredentials,
    /// The password was right; a code has to follow.
    #[error("a second factor is needed")]
    CodeNeeded,
    /// The role asks for a second factor, and none is set up.
    #[error("a second factor must be set up")]
    SecondFactorMissing,
    /// The password or a code has to be given again for this.
    #[error("a recent proof is needed")]
    ProofNeeded,
    /// It was good once and is not any more.
    #[error("gone")]
    Gone,
    /// The instance takes no changes at the moment.
    #[error("read-only")]
    ReadOnly,
    /// The instance is locked.
    #[error("locked")]
    Locked,
    /// Too many attempts.
    #[error("too many attempts")]
    Throttled {
        /// When to try again, in seconds.
        retry_after_s: u64,
    },
    /// What was sent came too slowly to wait for.
    #[error("sent too slowly")]
    TooSlow,
    /// The rules say no, with every reason.
    #[error("refused: {0:?}")]
    Refused(Refusals),
    /// The form cannot be read.
    #[error("invalid: {0:?}")]
    Invalid(Vec<FieldError>),
    /// Someone else changed it in the meantime.
    #[error("changed in the meantime")]
    Conflict,
    /// An upload is not taken, or not so.
    #[error("upload refused: {0}")]
    Upload(#[from] UploadRefusal),
    /// There is no room left on the disk.
    #[error("the disk is full")]
    Full,
    /// A fault of ours; logged once at the edge.
    #[error("internal error")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl AppError {
    /// One reason to refuse.
    pub fn refuse(refusal: Refusal) -> Self {
        Self::Refused(Refusals(vec![refusal]))
    }

    /// One bad field.
    pub fn invalid(field: &'static str, code: &'static str) -> Self {
        Self::Invalid(vec![FieldError::new(field, code)])
    }

    /// A fault of ours.
    pub fn internal(source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Internal(Box::new(source))
    }
}

impl From<StorageError> for AppError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Conflict => Self::Conflict,
            StorageError::Full => Self::Full,
            other => Self::internal(other),
        }
    }
}
