//! Reading forms: a list of pairs, because fields repeat and rows are numbered.

use std::collections::HashMap;

use axum::{
    body::to_bytes,
    extract::{FromRequest, Request},
};
use cairn_app::AppError;

use crate::{Web, problem::WebError};

/// The largest form without files, in bytes. It is read into memory, also for strangers; what can be
/// longer comes as a file.
const MOST_BYTES: usize = 8 << 20;

/// A posted form: every field with all its values, in order. Unknown fields are ignored by whoever
/// reads it, missing ones are empty.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields(HashMap<String, Vec<String>>);

impl Fields {
    /// Builds a form from pairs.
    pub(crate) fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut fields: HashMap<String, Vec<String>> = HashMap::new();
        for (name, value) in pairs {
            fields.entry(name).or_default().push(value);
        }
        Self(fields)
    }

    /// Every field with its value, by name.
    pub(crate) fn into_pairs(self) -> Vec<(String, String)> {
        let mut fields: Vec<_> = self.0.into_iter().collect();
        fields.sort_unstable();
        let each = |(name, values): (String, Vec<String>)| {
            values.into_iter().map(move |value| (name.clone(), value))
        };
        fields.into_iter().flat_map(each).collect()
    }

    /// Sets a field to one value.
    pub(crate) fn set(&mut self, name: &str, value: String) {
        self.0.insert(name.to_owned(), vec![value]);
    }

    /// The first value of a field, or nothing as empty text.
    pub(crate) fn text(&self, name: &str) -> String {
        self.all(name).first().cloned().unwrap_or_default()
    }

    /// All values of a field.
    pub(crate) fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a box was ticked.
    pub(crate) fn ticked(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// A number, if it reads as one.
    pub(crate) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.text(name).trim().parse().ok()
    }
}

impl FromRequest<Web> for Fields {
    type Rejection = WebError;

    async fn from_request(request: Request, _: &Web) -> Result<Self, WebError> {
        let bytes = to_bytes(request.into_body(), MOST_BYTES)
            .await
            .map_err(|_| AppError::invalid("form", "form-unreadable"))?;
        let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(&bytes)
            .map_err(|_| AppError::invalid("form", "form-unreadable"))?;
        Ok(Self::from_pairs(pairs))
    }
}
