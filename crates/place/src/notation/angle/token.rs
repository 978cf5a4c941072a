//! Text of coordinates cut into numbers, marks, hemispheres, labels and breaks.

use crate::notation::number;

use super::words;

/// A piece of written coordinates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Token<'a> {
    Number(Number<'a>),
    Mark(Mark),
    Hemisphere(Hemisphere),
    /// "lat", "longitude" …
    Label(Axis),
    /// Comma, semicolon, slash: may part the two coordinates.
    Break,
}

/// A number as written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number<'a> {
    pub(super) text: &'a str,
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

/// More pieces than two angles with every mark, label and bracketing have.
const MOST: usize = 24;

/// The pieces of a text, in order.
pub(super) struct Tokens<'a> {
    tokens: [Token<'a>; MOST],
    length: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn as_slice(&self) -> &[Token<'a>] {
        &self.tokens[..self.length]
    }

    fn last(&self) -> Option<&Token<'a>> {
        self.as_slice().last()
    }

    /// `None` if there are too many for coordinates.
    fn push(&mut self, token: Token<'a>) -> Option<()> {
        *self.tokens.get_mut(self.length)? = token;
        self.length += 1;
        Some(())
    }
}

/// Cuts plain text; `None` if it holds anything that does not belong to coordinates, or no number.
pub(super) fn tokens(text: &str) -> Option<Tokens<'_>> {
    let commas = decimal_commas(text);
    let mut tokens = Tokens {
        tokens: [Token::Break; MOST],
        length: 0,
    };
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        let rest = &text[at..];
        at += if starts_number(rest.as_bytes(), tokens.last()) {
            let (number, length) = number(rest, at, commas)?;
            tokens.push(Token::Number(number))?;
            length
        } else if byte.is_ascii() && !byte.is_ascii_alphabetic() {
            if let Some(token) = sign_token(byte)? {
                tokens.push(token)?;
            }
            1
        } else if let Some(rest) = rest.strip_prefix('°') {
            tokens.push(Token::Mark(Mark::Degree))?;
            text.len() - at - rest.len()
        } else {
            let end = rest
                .find(|c: char| !c.is_alphabetic())
                .unwrap_or(rest.len());
            if let Some(token) = words::token(&rest[..end])? {
                tokens.push(token)?;
            }
            end
        };
    }
    let is_number = |token: &Token| matches!(token, Token::Number(_));
    tokens.as_slice().iter().any(is_number).then_some(tokens)
}

/// Whether a number begins here. A dash right after a number parts degrees from minutes, unless
/// that number has sign and fraction itself: `+34.5587-69.2217`.
fn starts_number(rest: &[u8], before: Option<&Token>) -> bool {
    let is_digit = |at: usize| rest.get(at).is_some_and(u8::is_ascii_digit);
    match rest[0] {
        b'-' => {
            let after_number = match before {
                Some(Token::Number(number)) => !(number.signed && number.decimals > 0),
                Some(Token::Mark(_)) => true,
                _ => false,
            };
            is_digit(1) && !after_number
        }
        b'+' | b'.' => is_digit(1),
        _ => is_digit(0),
    }
}

/// The number at the start, and how many bytes it takes. `from` is where it stands in the whole
/// text, which `commas` are counted in.
fn number(rest: &str, from: usize, commas: Option<[usize; 2]>) -> Option<(Number<'_>, usize)> {
    let signed = rest.starts_with(['+', '-']);
    let body = &rest[usize::from(signed)..];
    let from = from + usize::from(signed);
    let is_point = |byte: u8, at: usize| {
        byte == b'.' || byte == b',' && commas.is_some_and(|commas| commas.contains(&(from + at)))
    };
    let read = number::number(body, is_point)?;
    let number = Number {
        text: &body[..read.length],
        value: read.value,
        decimals: read.decimals,
        signed,
        negative: rest.starts_with('-'),
    };
    Some((number, read.length + usize::from(signed)))
}

/// What a single character says; `None` if it has no business among coordinates.
fn sign_token(byte: u8) -> Option<Option<Token<'static>>> {
    Some(match byte {
        b'\'' => Some(Token::Mark(Mark::Minute)),
        b'"' => Some(Token::Mark(Mark::Second)),
        b',' | b';' | b'/' | b'|' => Some(Token::Break),
        b' ' | b':' | b'=' | b'-' | b'+' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'.' => None,
        _ => return None,
    })
}

/// Where commas stand for decimal points: only where there is no point and two of them stand tight
/// between digits, `34,5587 69,2217`; of three the middle one parts the two.
fn decimal_commas(text: &str) -> Option<[usize; 2]> {
    let bytes = text.as_bytes();
    let is_digit = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(u8::is_ascii_digit)
    };
    let mut tight = [0; 3];
    let mut count = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if byte == b'.' {
            return None;
        }
        if byte == b',' && is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)) {
            *tight.get_mut(count)? = at;
            count += 1;
        }
    }
    match (count, tight) {
        (2, [first, second, _]) | (3, [first, _, second]) => Some([first, second]),
        _ => None,
    }
}
