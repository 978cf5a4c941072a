//! Passwords that are known from breaches: those that come with the program, and those of a file that the
//! operator may keep. Nobody else is asked.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom},
};

use sha1::{Digest as _, Sha1};

use crate::{App, AppError};

/// Begins of the SHA-1 digests of passwords as long as a password has to be here, sorted, four bytes each;
/// `scripts/breached-passwords` makes it and says whose list it is. Of 12,000 passwords that nobody has heard of one is
/// refused as well.
const BUILT_IN: &[u8] = include_bytes!("breached.bin");

/// Whether a digest begins like one of those that come with the program.
fn is_built_in(digest: &[u8]) -> bool {
    let (known, _) = BUILT_IN.as_chunks::<4>();
    let begin = digest.first_chunk::<4>();
    begin.is_some_and(|begin| known.binary_search(begin).is_ok())
}

/// Refuses a password that is known from a breach.
pub(super) async fn require_unknown(app: &App, password: &str) -> Result<(), AppError> {
    let digest = Sha1::digest(password.as_bytes());
    if is_built_in(&digest) {
        return Err(AppError::invalid("password", "password-breached"));
    }
    let Some(path) = app.settings.breached_passwords.clone() else {
        return Ok(());
    };
    let wanted = hex::encode_upper(digest);
    let search = move || holds(BufReader::new(File::open(path)?), &wanted);
    let found = tokio::task::spawn_blocking(search)
        .await
        .map_err(AppError::internal)?;
    match found {
        Ok(false) => Ok(()),
        Ok(true) => Err(AppError::invalid("password", "password-breached")),
        // A list that cannot be read must not let passwords through unseen.
        Err(error) => Err(AppError::internal(error)),
    }
}

/// Whether a list has a line that begins with this digest. Lines are SHA-1 in capital hex, sorted, with
/// anything behind a colon, as Have I Been Pwned hands them out; a search reads some thirty of them.
fn holds<R: Read + Seek>(mut list: BufReader<R>, wanted: &str) -> io::Result<bool> {
    let (mut low, mut high) = (0, list.seek(SeekFrom::End(0))?);
    while low < high {
        let middle = low + (high - low) / 2;
        let begin = line_from(&mut list, middle)?;
        let mut line = String::new();
        list.read_line(&mut line)?;
        let digest = line.split(':').next().unwrap_or_default().trim_end();
        if digest == wanted {
            return Ok(true);
        }
        if digest.is_empty() || digest > wanted {
            high = middle;
        } else {
            low = begin + line.len() as u64;
        }
    }
    Ok(false)
}

/// Goes to the first line that begins at or after a place; gives where that is.
fn line_from<R: Read + Seek>(list: &mut BufReader<R>, place: u64) -> io::Result<u64> {
    let Some(before) = place.checked_sub(1) else {
        return list.seek(SeekFrom::Start(0));
    };
    list.seek(SeekFrom::Start(before))?;
    let mut rest = Vec::new();
    list.read_until(b'\n', &mut rest)?;
    Ok(before + rest.len() as u64)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::account::strength;

    #[test]
    fn what_comes_with_the_program_is_sorted_and_says_how_many() {
        let (known, rest) = BUILT_IN.as_chunks::<4>();
        assert!(rest.is_empty() && known.is_sorted_by(|one, next| one < next));
        assert_eq!(known.len(), 341_030, "as the guide says");
        assert!(is_built_in(&Sha1::digest("123456789012345")));
        // Nobody guesses it early, and it was in a breach all the same.
        let odd = "0.RUJlNpYGb3.-di";
        assert!(strength::check(odd, &[]).is_ok() && is_built_in(&Sha1::digest(odd)));
        let mine: Vec<_> = (0..10_000)
            .map(|number| format!("three stones and {number} bits of snow"))
            .filter(|one| is_built_in(&Sha1::digest(one)))
            .collect();
        assert!(mine.len() < 10, "{mine:?}");
    }

    fn list(count: u32) -> (Vec<String>, String) {
        let digest = |number: u32| hex::encode_upper(Sha1::digest(number.to_be_bytes()));
        let mut digests: Vec<_> = (0..count).map(digest).collect();
        digests.sort();
        let lines: String = digests
            .iter()
            .map(|one| format!("{one}:{}\r\n", one.len()))
            .collect();
        (digests, lines)
    }

    #[test]
    fn every_line_is_found_and_nothing_between_them() {
        for count in [0, 1, 2, 3, 100, 1_001] {
            let (digests, lines) = list(count);
            let is_in = |wanted: &str| {
                holds(BufReader::new(Cursor::new(lines.as_bytes())), wanted).expect("reads")
            };
            for digest in &digests {
                assert!(is_in(digest), "{digest} of {count}");
                let mut near = digest.clone();
                near.replace_range(39.., if digest.ends_with('0') { "1" } else { "0" });
                assert_eq!(is_in(&near), digests.contains(&near));
            }
            for outside in ["0".repeat(40), "F".repeat(40)] {
                assert!(!is_in(&outside), "{count}");
            }
        }
    }
}
