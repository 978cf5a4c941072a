//! Where a page of the queue ended, as text for a link.

use std::{fmt, str::FromStr};

use cairn_domain::ItemId;
use chrono::{DateTime, Utc};

/// The last row of a page; the next page begins after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueCursor {
    pub(crate) stage: String,
    pub(crate) entered_at: DateTime<Utc>,
    pub(crate) id: ItemId,
}

/// A text that is not a cursor.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a place in a queue")]
pub struct BadCursor;

impl fmt::Display for QueueCursor {
    /// Microseconds, id, stage: letters that need no escaping in a link.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (at, id) = (self.entered_at.timestamp_micros(), self.id.0.simple());
        write!(f, "{at}.{id}.{}", self.stage)
    }
}

impl FromStr for QueueCursor {
    type Err = BadCursor;

    fn from_str(text: &str) -> Result<Self, BadCursor> {
        let mut parts = text.splitn(3, '.');
        let mut part = || parts.next().ok_or(BadCursor);
        let micros = part()?.parse().map_err(|_| BadCursor)?;
        Ok(Self {
            entered_at: DateTime::from_timestamp_micros(micros).ok_or(BadCursor)?,
            id: part()?.parse().map_err(|_| BadCursor)?,
            stage: part()?.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn survives_a_link() {
        let text = "1790000000123456.0190f3a1b2c3700080000000000000aa.place_and_time";
        let cursor: QueueCursor = text.parse().expect("a cursor");
        assert_eq!(cursor.stage, "place_and_time");
        assert_eq!(cursor.to_string(), text);
    }

    #[test]
    fn refuses_what_is_not_a_cursor() {
        for bad in [
            "",
            "1.2",
            "x.0190f3a1b2c3700080000000000000aa.s",
            "99999999999999999999.a.b",
        ] {
            assert_eq!(bad.parse::<QueueCursor>(), Err(BadCursor), "{bad}");
        }
    }
}
