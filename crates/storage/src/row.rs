//! Between columns and domain values: what cannot be read is `Corrupt`, never guessed.

use std::{fmt::Display, str::FromStr};

use chrono::{DateTime, SubsecRound, Utc};
use sea_orm::sea_query::LikeExpr;
use serde::{Serialize, de::DeserializeOwned};

use crate::StorageError;

/// The row being read, for naming it in errors.
pub(crate) struct Row {
    table: &'static str,
    key: String,
}

impl Row {
    pub(crate) fn of(table: &'static str, key: impl Display) -> Self {
        Self {
            table,
            key: key.to_string(),
        }
    }

    pub(crate) fn corrupt(&self, column: &'static str) -> StorageError {
        StorageError::Corrupt {
            table: self.table,
            column,
            row: self.key.clone(),
        }
    }

    /// A vocabulary, an id, a digest.
    pub(crate) fn parse<T: FromStr>(
        &self,
        column: &'static str,
        text: &str,
    ) -> Result<T, StorageError> {
        text.parse().map_err(|_| self.corrupt(column))
    }

    pub(crate) fn parse_some<T: FromStr>(
        &self,
        column: &'static str,
        text: Option<&str>,
    ) -> Result<Option<T>, StorageError> {
        text.map(|text| self.parse(column, text)).transpose()
    }

    pub(crate) fn json<T: DeserializeOwned>(
        &self,
        column: &'static str,
        text: &str,
    ) -> Result<T, StorageError> {
        serde_json::from_str(text).map_err(|_| self.corrupt(column))
    }

    /// A count, size or version.
    pub(crate) fn number<T: TryFrom<i64>>(
        &self,
        column: &'static str,
        value: i64,
    ) -> Result<T, StorageError> {
        T::try_from(value).map_err(|_| self.corrupt(column))
    }

    pub(crate) fn number_some<T: TryFrom<i64>>(
        &self,
        column: &'static str,
        value: Option<i64>,
    ) -> Result<Option<T>, StorageError> {
        value.map(|value| self.number(column, value)).transpose()
    }
}

/// A size or sequence number as a column holds it.
pub(crate) fn big(value: u64) -> Result<i64, StorageError> {
    i64::try_from(value).map_err(StorageError::broken)
}

/// JSON as text: the very bytes are kept, so that a digest over them stays true on both databases.
pub(crate) fn to_json(value: &impl Serialize) -> Result<String, StorageError> {
    serde_json::to_string(value).map_err(StorageError::broken)
}

/// Microseconds are what PostgreSQL keeps; SQLite must give back the same.
pub(crate) fn micros(at: DateTime<Utc>) -> DateTime<Utc> {
    at.trunc_subsecs(6)
}

/// Text as it is compared when people look for it.
pub(crate) fn folded(text: &str) -> String {
    text.to_lowercase()
}

/// A pattern for "contains", with what people typed taken literally.
pub(crate) fn containing(text: &str) -> LikeExpr {
    let mut pattern = String::from("%");
    for letter in folded(text.trim()).chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape('\\')
}

/// Models into records, stopping at the first corrupt one.
pub(crate) fn each<M, R>(
    models: Vec<M>,
    read: impl Fn(M) -> Result<R, StorageError>,
) -> Result<Vec<R>, StorageError> {
    models.into_iter().map(read).collect()
}
