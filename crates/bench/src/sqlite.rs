//! Heard values, handed to SQLite by rusqlite.

use cairn_storage::Bound;
use rusqlite::{
    ToSql,
    types::{ToSqlOutput, ValueRef},
};

/// A heard value as rusqlite binds it.
pub(crate) struct Value<'a>(pub(crate) &'a Bound);

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Bound::Null => ValueRef::Null,
            Bound::Integer(number) => ValueRef::Integer(*number),
            Bound::Real(number) => ValueRef::Real(*number),
            Bound::Text(text) => ValueRef::Text(text.as_bytes()),
            Bound::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}
