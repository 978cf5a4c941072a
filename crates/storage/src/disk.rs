//! What a disk did not do for the database, in words: SQLite tells it in the code of its error.

/// The family of errors that come from the file system, SQLITE_IOERR (sqlite.org/rescode.html).
const IOERR: i32 = 10;
/// No extended code of that family is larger, nor will be for long.
const LARGEST: i32 = IOERR | 63 << 8;

/// What was being done when the disk failed; nothing for the code of another error.
pub(crate) fn doing(code: &str) -> Option<&'static str> {
    let code: i32 = code.parse().ok()?;
    // PostgreSQL's have five digits or letters.
    if code & 0xff != IOERR || code > LARGEST {
        return None;
    }
    Some(match code >> 8 {
        1 | 2 | 33 => "reading the database",
        3 => "writing the database",
        4 | 5 => "flushing the database",
        6 => "cutting the database to its length",
        8 | 9 | 14 | 15 => "locking the database",
        10 | 23 => "removing a file of the database",
        18..=21 => "sharing the memory of the database",
        _ => "working on the database",
    })
}

#[cfg(test)]
mod tests {
    use super::doing;

    #[test]
    fn errors_of_the_disk_are_told_from_others_and_named() {
        // SQLITE_IOERR_FSYNC, _WRITE, _READ, then SQLITE_FULL and SQLITE_BUSY_SNAPSHOT.
        assert_eq!(doing("1034"), Some("flushing the database"));
        assert_eq!(doing("778"), Some("writing the database"));
        assert_eq!(doing("266"), Some("reading the database"));
        for other in ["13", "517", "40001", "42506", "XX001"] {
            assert_eq!(doing(other), None, "{other}");
        }
    }
}
