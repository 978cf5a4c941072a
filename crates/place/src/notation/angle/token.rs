//! Text of coordinates cut into numbers, marks, hemispheres, labels and breaks.

/// A piece of written coordinates.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(Number),
    Mark(Mark),
    Hemisphere(Hemisphere),
    /// "lat", "longitude" …
    Label(Axis),
    /// Comma, semicolon, slash: may part the two coordinates.
    Break,
}

/// A number as written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    pub(super) text: String,
    /// Without its sign.
    pub(super) value: f64,
    /// Digits after the point.
    pub(super) decimals: u32,
    /// Whether a plus or minus stood before it.
    pub(super) signed: bool,
    pub(super) negative: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Degree,
    Minute,
    Second,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    Latitude,
    Longitude,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hemisphere {
    North,
    South,
    East,
    West,
}

impl Hemisphere {
    pub(super) fn axis(self) -> Axis {
        match self {
            Self::North | Self::South => Axis::Latitude,
            Self::East | Self::West => Axis::Longitude,
        }
    }

    pub(super) fn is_negative(self) -> bool {
        matches!(self, Self::South | Self::West)
    }
}

/// Cuts plain text; `None` if it holds anything that does not belong to coordinates, or no number.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let chars: Vec<char> = with_decimal_points(text).chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let rest = &chars[at..];
        at += if starts_number(rest, &tokens) {
            let (number, length) = number(rest)?;
            tokens.push(Token::Number(number));
            length
        } else if c.is_alphabetic() {
            let word: String = rest.iter().take_while(|c| c.is_alphabetic()).collect();
            tokens.extend(word_token(&word)?);
            word.chars().count()
        } else {
            tokens.extend(sign_token(c)?);
            1
        };
    }
    tokens
        .iter()
        .any(|token| matches!(token, Token::Number(_)))
        .then_some(tokens)
}

/// Whether a number begins here. A dash right after a number parts degrees from minutes, unless
/// that number has sign and fraction itself, as in ISO 6709: `+34.5587-069.2217/`.
fn starts_number(rest: &[char], before: &[Token]) -> bool {
    let is_digit = |at: usize| rest.get(at).is_some_and(char::is_ascii_digit);
    match rest[0] {
        '+' => is_digit(1),
        '-' => {
            let after_number = match before.last() {
                Some(Token::Number(number)) => !(number.signed && number.decimals > 0),
                Some(Token::Mark(_)) => true,
                _ => false,
            };
            is_digit(1) && !after_number
        }
        '.' => is_digit(1),
        _ => is_digit(0),
    }
}

/// The number at the start, and how many characters it takes.
fn number(rest: &[char]) -> Option<(Number, usize)> {
    let signed = matches!(rest[0], '+' | '-');
    let digits = rest.iter().skip(usize::from(signed));
    let mut points = 0;
    let text: String = digits
        .take_while(|&&c| {
            points += u32::from(c == '.');
            c.is_ascii_digit() || c == '.' && points == 1
        })
        .collect();
    let decimals = text
        .split_once('.')
        .map_or(0, |(_, fraction)| fraction.len());
    let number = Number {
        value: text.parse().ok()?,
        decimals: u32::try_from(decimals).ok()?,
        signed,
        negative: rest[0] == '-',
        text,
    };
    let length = number.text.len() + usize::from(signed);
    Some((number, length))
}

/// What a single character says; `None` if it has no business among coordinates.
fn sign_token(c: char) -> Option<Option<Token>> {
    Some(match c {
        '°' => Some(Token::Mark(Mark::Degree)),
        '\'' => Some(Token::Mark(Mark::Minute)),
        '"' => Some(Token::Mark(Mark::Second)),
        ',' | ';' | '/' | '|' => Some(Token::Break),
        ' ' | ':' | '=' | '-' | '+' | '(' | ')' | '[' | ']' | '{' | '}' | '.' => None,
        _ => return None,
    })
}

/// What a word says, in English, Dari and Pashto; `None` if it has no business among coordinates.
fn word_token(word: &str) -> Option<Option<Token>> {
    let word = word.to_lowercase().replace(['ي', 'ې'], "ی");
    Some(Some(match word.as_str() {
        "n" | "north" | "شمال" | "شمالی" => Token::Hemisphere(Hemisphere::North),
        "s" | "south" | "جنوب" | "جنوبی" => Token::Hemisphere(Hemisphere::South),
        "e" | "east" | "شرق" | "شرقی" | "ختیځ" => Token::Hemisphere(Hemisphere::East),
        "w" | "west" | "غرب" | "غربی" | "لویدیځ" => {
            Token::Hemisphere(Hemisphere::West)
        }
        "lat" | "latitude" | "عرض" | "عرضالبلد" => Token::Label(Axis::Latitude),
        "lon" | "long" | "lng" | "longitude" | "طول" | "طولالبلد" => {
            Token::Label(Axis::Longitude)
        }
        "d" | "deg" | "degree" | "degrees" | "درجه" => Token::Mark(Mark::Degree),
        "min" | "minute" | "minutes" | "دقیقه" => Token::Mark(Mark::Minute),
        "sec" | "second" | "seconds" | "ثانیه" => Token::Mark(Mark::Second),
        "coordinates" | "coords" | "gps" | "and" | "و" | "جغرافیایی" | "البلد" | "مختصات" =>
        {
            return Some(None);
        }
        _ => return None,
    }))
}

/// Turns decimal commas into points. Commas are decimal only where there is no point and two of
/// them stand tight between digits: `34,5587 69,2217`; of three the middle one parts the two.
fn with_decimal_points(text: &str) -> String {
    let bytes = text.as_bytes();
    let is_digit = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(u8::is_ascii_digit)
    };
    let tight: Vec<usize> = text
        .match_indices(',')
        .map(|(at, _)| at)
        .filter(|&at| is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)))
        .collect();
    let decimal = match tight[..] {
        _ if text.contains('.') => return text.to_owned(),
        [first, second] | [first, _, second] => [first, second],
        _ => return text.to_owned(),
    };
    let point = |(at, c): (usize, char)| if decimal.contains(&at) { '.' } else { c };
    text.char_indices().map(point).collect()
}
