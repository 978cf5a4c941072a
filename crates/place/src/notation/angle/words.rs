//! Words among coordinates, in English, Dari, Pashto and Russian.

use super::token::{Axis, Hemisphere, Mark, Token};

/// What a word says: a token, or `Some(None)` if it may be passed over; `None` if it has no
/// business among coordinates. Case does not matter; Persian letters are as `text::plain` leaves
/// them.
pub(super) fn token(word: &str) -> Option<Option<Token<'static>>> {
    if !word.is_ascii() {
        return foreign(word);
    }
    let mut lower = [0; LONGEST];
    let lower = lower.get_mut(..word.len())?;
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    english(lower)
}

/// No English word below is longer.
const LONGEST: usize = 11;

fn english(word: &[u8]) -> Option<Option<Token<'static>>> {
    Some(Some(match word {
        b"n" | b"north" => Token::Hemisphere(Hemisphere::North),
        b"s" | b"south" => Token::Hemisphere(Hemisphere::South),
        b"e" | b"east" => Token::Hemisphere(Hemisphere::East),
        b"w" | b"west" => Token::Hemisphere(Hemisphere::West),
        b"lat" | b"latitude" => Token::Label(Axis::Latitude),
        b"lon" | b"long" | b"lng" | b"longitude" => Token::Label(Axis::Longitude),
        b"d" | b"deg" | b"degree" | b"degrees" => Token::Mark(Mark::Degree),
        b"min" | b"minute" | b"minutes" => Token::Mark(Mark::Minute),
        b"sec" | b"second" | b"seconds" => Token::Mark(Mark::Second),
        b"coordinates" | b"coordinate" | b"coords" | b"gps" | b"and" | b"location"
        | b"position" => {
            return Some(None);
        }
        _ => return None,
    }))
}

fn foreign(word: &str) -> Option<Option<Token<'static>>> {
    Some(Some(match word {
        "شمال" | "شمالی" => Token::Hemisphere(Hemisphere::North),
        "جنوب" | "جنوبی" | "سهیل" => Token::Hemisphere(Hemisphere::South),
        "شرق" | "شرقی" | "ختیځ" => Token::Hemisphere(Hemisphere::East),
        "غرب" | "غربی" | "لویدیځ" => Token::Hemisphere(Hemisphere::West),
        "عرض" | "عرضالبلد" => Token::Label(Axis::Latitude),
        "طول" | "طولالبلد" => Token::Label(Axis::Longitude),
        "درجه" => Token::Mark(Mark::Degree),
        "دقیقه" => Token::Mark(Mark::Minute),
        "ثانیه" => Token::Mark(Mark::Second),
        // с. ш., ю. ш., в. д., з. д.: the second letter says latitude or longitude again.
        "с" | "С" | "сш" => Token::Hemisphere(Hemisphere::North),
        "ю" | "Ю" | "юш" => Token::Hemisphere(Hemisphere::South),
        "в" | "В" | "вд" => Token::Hemisphere(Hemisphere::East),
        "з" | "З" | "зд" => Token::Hemisphere(Hemisphere::West),
        "ш" | "Ш" | "д" | "Д" => return Some(None),
        "و" | "جغرافیایی" | "البلد" | "مختصات" | "موقعیت" => {
            return Some(None);
        }
        _ => return None,
    }))
}
