//! Identifiers. Internal ids are UUID v7 newtypes; what people say aloud is a [`ShortId`] behind a
//! [`ProjectCode`], as in `AFG-7K3QXM`.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! uuid_id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

uuid_id! {
    /// A project: one investigation.
    ProjectId,
    /// A person with an account.
    UserId,
    /// One piece of evidence.
    ItemId,
    /// One file of an item (the row, not the bytes: those are named by SHA-256).
    FileId,
    /// One source of an item: a link, a post, an account.
    SourceId,
    /// A match between two files.
    MatchId,
    /// A list of hashes that a partner gave.
    HashListId,
    /// A file of boundaries that the operator imported.
    BoundarySetId,
    /// A list of names that the operator imported.
    GazetteerId,
    /// A signed conclusion about an item.
    FindingId,
    /// A run of the shadow solver that was kept.
    SolverRunId,
    /// Imagery that pictures of an item are compared with.
    ReferenceId,
    /// What a person covered in a copy of a file.
    RedactionId,
    /// One event in the world.
    IncidentId,
    /// A source of an incident beside its items.
    IncidentSourceId,
    /// A statement by a party about an event.
    ClaimId,
    /// A version of the public dataset.
    ReleaseId,
    /// Work waiting for a worker.
    JobId,
    /// An invitation into a project (the row; the secret in the link is never stored).
    InvitationId,
    /// A token of a program (the row; the secret itself is never stored).
    TokenId,
    /// A passkey of an account (the row, not what the device calls it).
    PasskeyId,
    /// A login session (the row; the secret itself is never stored).
    SessionId,
    /// A file on its way in (the row; the token that goes on with it is never stored).
    UploadId,
}

/// Letters and digits nobody confuses when spoken or copied by hand: no `0 O 1 I L U`.
pub const SHORT_ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Six characters of [`SHORT_ALPHABET`], random, unique in the project (30⁶ ≈ 729 million).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ShortId(String);

/// A text that is not an identifier of the expected form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a valid {1}")]
pub struct BadId(pub String, pub &'static str);

impl ShortId {
    /// Length in characters.
    pub const LEN: usize = 6;

    /// Builds an id from random bytes; six of them, each folded onto the alphabet.
    ///
    /// The fold has a bias of at most 1 part in 8, which matters for secrets and not for names.
    pub fn from_random(bytes: [u8; Self::LEN]) -> Self {
        let pick = |byte: u8| SHORT_ALPHABET[usize::from(byte) % SHORT_ALPHABET.len()] as char;
        Self(bytes.into_iter().map(pick).collect())
    }

    /// The six characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id as a number to the base 30, its first character the most significant: 0 to 30⁶ − 1.
    pub fn number(&self) -> u32 {
        let digit = |letter: u8| {
            (0..)
                .zip(SHORT_ALPHABET)
                .find(|(_, known)| **known == letter)
        };
        let digits = self
            .0
            .bytes()
            .map(|letter| digit(letter).map_or(0, |(number, _)| number));
        digits.fold(0, |number, digit: u32| number * 30 + digit)
    }

    /// The id with a number; none past the last.
    pub fn from_number(number: u32) -> Option<Self> {
        let (mut left, mut letters) = (number as usize, [0; Self::LEN]);
        for letter in letters.iter_mut().rev() {
            *letter = SHORT_ALPHABET[left % SHORT_ALPHABET.len()];
            left /= SHORT_ALPHABET.len();
        }
        (left == 0).then(|| Self(letters.iter().copied().map(char::from).collect()))
    }
}

impl FromStr for ShortId {
    type Err = BadId;

    /// Reads an id as people type it: any case.
    fn from_str(text: &str) -> Result<Self, BadId> {
        let upper = text.trim().to_ascii_uppercase();
        let known = upper.bytes().all(|byte| SHORT_ALPHABET.contains(&byte));
        if upper.len() == Self::LEN && known {
            Ok(Self(upper))
        } else {
            Err(BadId(text.to_owned(), "record id"))
        }
    }
}

/// The short code of a project, 2 to 6 capital letters or digits, starting with a letter: `AFG`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProjectCode(String);

impl ProjectCode {
    /// The code itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ProjectCode {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let upper = text.trim().to_ascii_uppercase();
        let starts = upper.starts_with(|c: char| c.is_ascii_uppercase());
        let rest = upper
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if starts && rest && (2..=6).contains(&upper.len()) {
            Ok(Self(upper))
        } else {
            Err(BadId(text.to_owned(), "project code"))
        }
    }
}

macro_rules! text_id {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(text: String) -> Result<Self, BadId> {
                text.parse()
            }
        }
        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )*};
}
text_id!(ShortId, ProjectCode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_ids_use_only_the_alphabet_and_survive_lower_case() {
        let id = ShortId::from_random([0, 29, 30, 59, 255, 7]);
        assert_eq!(id.as_str().len(), 6);
        assert_eq!(id.as_str().to_lowercase().parse::<ShortId>(), Ok(id));
        assert!(
            "ABC12O".parse::<ShortId>().is_err(),
            "the letter O is not in the alphabet"
        );
    }

    #[test]
    fn every_number_is_one_id_in_the_order_of_ids() {
        let last = 30_u32.pow(6) - 1;
        let ids = [0, 1, 29, 30, 27_000_001, last].map(ShortId::from_number);
        let ids = ids.map(|id| id.expect("an id"));
        assert_eq!((ids[0].as_str(), ids[5].as_str()), ("222222", "ZZZZZZ"));
        assert!(ids.is_sorted());
        assert_eq!(ids.map(|id| id.number()), [0, 1, 29, 30, 27_000_001, last]);
        assert_eq!(ShortId::from_number(last + 1), None);
    }

    #[test]
    fn project_codes_are_short_capitals() {
        assert_eq!(
            "afg".parse::<ProjectCode>().map(|c| c.to_string()),
            Ok("AFG".into())
        );
        for bad in ["", "A", "1AB", "TOOLONGX", "A-B"] {
            assert!(bad.parse::<ProjectCode>().is_err(), "{bad}");
        }
    }
}
