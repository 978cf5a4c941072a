//! Listening to what the database is told, for measuring and for reading query plans. A store
//! opened without an ear hears nothing and pays nothing.

use std::{fmt, sync::Arc, time::Duration};

use chrono::SecondsFormat;
use sea_orm::{DatabaseConnection, Value};

use crate::transaction::BETWEEN;

/// One statement as SQLite was given it. `BEGIN`, `COMMIT` and `ROLLBACK` are not heard.
#[derive(Debug, Clone, PartialEq)]
pub struct Heard {
    /// The text, with `?` where values go.
    pub sql: String,
    /// The values in their order. They may be anybody's words: never write them to a log.
    pub values: Vec<Bound>,
    /// From asking to the last row.
    pub took: Duration,
}

/// A value as SQLite stores it.
#[derive(Debug, Clone, PartialEq)]
pub enum Bound {
    /// Nothing.
    Null,
    /// A number or a yes or no.
    Integer(i64),
    /// A number with a fraction.
    Real(f64),
    /// Text, a date or a time.
    Text(String),
    /// Bytes or a UUID.
    Blob(Vec<u8>),
}

/// Is told of every statement, in the task that asks it.
#[derive(Clone)]
pub struct Ear(Arc<dyn Fn(Heard) + Send + Sync>);

impl Ear {
    /// An ear that does this with what it hears.
    pub fn new(hear: impl Fn(Heard) + Send + Sync + 'static) -> Self {
        Self(Arc::new(hear))
    }

    pub(crate) fn listen_to(&self, connection: &mut DatabaseConnection) {
        let ear = self.clone();
        connection.set_metric_callback(move |info| {
            let values = info.statement.values.iter().flat_map(|values| &values.0);
            let mut values = values.map(bound);
            let mut took = info.elapsed;
            // Statements that went together are heard one by one, all of their time with the first.
            for sql in info.statement.sql.split(BETWEEN) {
                (ear.0)(Heard {
                    sql: sql.to_owned(),
                    values: values.by_ref().take(sql.matches('?').count()).collect(),
                    took: std::mem::take(&mut took),
                });
            }
        });
    }
}

impl fmt::Debug for Ear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ear").finish_non_exhaustive()
    }
}

/// As sqlx binds it; kinds that no column here has are heard as nothing.
fn bound(value: &Value) -> Bound {
    match value {
        Value::Bool(Some(yes)) => Bound::Integer((*yes).into()),
        Value::Int(Some(number)) => Bound::Integer((*number).into()),
        Value::BigInt(Some(number)) => Bound::Integer(*number),
        Value::BigUnsigned(Some(number)) => {
            i64::try_from(*number).map_or(Bound::Null, Bound::Integer)
        }
        Value::Double(Some(number)) => Bound::Real(*number),
        Value::String(Some(text)) => Bound::Text(text.to_string()),
        Value::Bytes(Some(bytes)) => Bound::Blob(bytes.to_vec()),
        Value::Uuid(Some(id)) => Bound::Blob(id.as_bytes().to_vec()),
        Value::ChronoDate(Some(date)) => Bound::Text(date.to_string()),
        Value::ChronoDateTimeUtc(Some(at)) => {
            Bound::Text(at.to_rfc3339_opts(SecondsFormat::AutoSi, false))
        }
        _ => Bound::Null,
    }
}
