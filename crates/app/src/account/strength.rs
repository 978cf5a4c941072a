//! What is asked of a password: length, and that nobody guesses it early. No rules about digits and
//! signs, which make passwords worse.

use zxcvbn::Score;

use crate::{AppError, FieldError};

/// NIST SP 800-63B-4 for passwords as the only factor.
pub const SHORTEST_PASSWORD: usize = 15;
/// Long enough for any sentence, short enough to hash at once.
pub const LONGEST_PASSWORD: usize = 128;

/// Below this a password is among those that are tried first: fewer than a hundred million guesses.
const LEAST: Score = Score::Three;

/// Letters and digits that must be left once the words that everybody knows are taken away.
const LEAST_OWN: usize = 8;

/// Words of the place that say nothing: everybody who attacks this very instance tries them.
const OF_THE_PRODUCT: [&str; 3] = ["cairn", "evidence", "verification"];

/// Checks a new password. `context` are words that everybody knows of whoever chooses it: name,
/// sign-in name, project.
pub(super) fn check(password: &str, context: &[&str]) -> Result<(), FieldError> {
    let length = password.chars().count();
    if length < SHORTEST_PASSWORD {
        let least = SHORTEST_PASSWORD.to_string();
        return Err(FieldError::with("password", "password-short", least));
    }
    if length > LONGEST_PASSWORD {
        let most = LONGEST_PASSWORD.to_string();
        return Err(FieldError::with("password", "password-long", most));
    }
    let context: Vec<_> = context
        .iter()
        .flat_map(|words| words.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() > 2)
        .chain(OF_THE_PRODUCT)
        .collect();
    let is_known = own_letters(password, &context) < LEAST_OWN;
    if is_known || zxcvbn::zxcvbn(password, &context).score() < LEAST {
        return Err(FieldError::new("password", "password-common"));
    }
    Ok(())
}

/// How many letters and digits a password has beside the words that everybody knows.
fn own_letters(password: &str, known: &[&str]) -> usize {
    let own: String = password
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .collect();
    let taken = known
        .iter()
        .fold(own, |own, word| own.replace(&word.to_lowercase(), " "));
    taken.chars().filter(|c| c.is_alphanumeric()).count()
}

/// As [`check`], for use cases that have nothing else to check.
pub(super) fn require(password: &str, context: &[&str]) -> Result<(), AppError> {
    check(password, context).map_err(|error| AppError::Invalid(vec![error]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(password: &str, context: &[&str]) -> Option<&'static str> {
        check(password, context).err().map(|error| error.code)
    }

    #[test]
    fn what_is_tried_first_is_refused_at_any_length() {
        for common in [
            "passwordpassword",
            "123456789012345",
            "qwertyuiopasdfgh",
            "aaaaaaaaaaaaaaaaaaaaaa",
            "iloveyouiloveyou",
            "1q2w3e4r5t6y7u8i",
            "abcabcabcabcabcabc",
            "administrator123",
        ] {
            assert_eq!(code(common, &[]), Some("password-common"), "{common}");
        }
    }

    #[test]
    fn words_that_everybody_knows_of_somebody_count_for_nothing() {
        let context = ["Farzana Ahmadzai", "farzana.ahmadzai@example.org"];
        for known in ["farzanaahmadzai", "Farzana-Ahmadzai1", "cairn-evidence-1"] {
            assert_eq!(code(known, &context), Some("password-common"), "{known}");
        }
    }

    #[test]
    fn a_few_words_are_enough_and_need_no_signs() {
        let context = ["Ana", "ana@demo.example", "Attacks in Afghanistan", "AFG"];
        for good in [
            "cairn-demo-please-change",
            "correct-horse-battery",
            "three stones and a bit of snow",
            "سه سنگ و کمی برف روی کوه",
        ] {
            assert_eq!(code(good, &context), None, "{good}");
        }
        let long = "kettle harbour violet seven lantern orbit cactus marble tundra flute";
        assert!(long.len() > 64 && code(long, &context).is_none());
    }

    #[test]
    fn too_short_and_too_long_are_told_apart() {
        assert_eq!(code("kite-oval-mint", &[]), Some("password-short"));
        assert_eq!(
            code(&"kite-oval-mint".repeat(10), &[]),
            Some("password-long")
        );
    }
}
