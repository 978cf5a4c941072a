//! The grammar that decimal degrees, degrees and minutes, and degrees, minutes and seconds share:
//! two angles, each of one to three numbers, with or without marks, hemispheres and labels.

use super::{Hints, pin};
use crate::reading::{Notation, Reading, Unreadable, implied_precision_m};

mod split;
mod token;
mod words;

use token::{Axis, Mark, Token};

/// One coordinate as written.
struct Angle {
    axis: Option<Axis>,
    degrees: f64,
    /// How many numbers it has: 1 degrees, 2 with minutes, 3 with seconds.
    parts: usize,
    /// Digits after the point of the last number.
    decimals: u32,
}

/// Reads two angles; the longer of them says in which notation they are.
pub(super) fn read(text: &str, _: &Hints) -> Option<Result<Reading, Unreadable>> {
    let tokens = token::tokens(text)?;
    if is_clock(&tokens, text) {
        return Some(Err(Unreadable::Ambiguous(text.to_owned())));
    }
    Some(pair(tokens.as_slice(), text).and_then(|(lat, lon)| {
        let notation = match lat.parts.max(lon.parts) {
            1 => Notation::Decimal,
            2 => Notation::Ddm,
            _ => Notation::Dms,
        };
        let precision_m = lat.precision_m().max(lon.precision_m());
        pin(notation, lat.degrees, lon.degrees, precision_m)
    }))
}

/// Whether the text is two numbers with a colon tight between them: a time of day, or one angle.
fn is_clock(tokens: &token::Tokens, text: &str) -> bool {
    let [Token::Number(first), Token::Number(_)] = tokens.as_slice() else {
        return false;
    };
    text.get(first.text.len()..)
        .is_some_and(|rest| rest.starts_with(':'))
}

/// The two angles, latitude first.
fn pair(tokens: &[Token], text: &str) -> Result<(Angle, Angle), Unreadable> {
    let ambiguous = || Unreadable::Ambiguous(text.to_owned());
    let (first, second) = split::halves(tokens).ok_or_else(|| {
        let numbers = tokens
            .iter()
            .filter(|token| matches!(token, Token::Number(_)))
            .count();
        if numbers == 1 {
            Unreadable::OnlyOne
        } else {
            ambiguous()
        }
    })?;
    let first = angle(first).ok_or_else(ambiguous)??;
    let second = angle(second).ok_or_else(ambiguous)??;
    match (first.axis, second.axis) {
        (Some(Axis::Latitude), Some(Axis::Latitude)) => Err(Unreadable::SameAxis("latitude")),
        (Some(Axis::Longitude), Some(Axis::Longitude)) => Err(Unreadable::SameAxis("longitude")),
        (Some(Axis::Longitude), _) | (_, Some(Axis::Latitude)) => Ok((second, first)),
        _ => Ok((first, second)),
    }
}

/// One angle; `None` if its pieces do not fit together.
fn angle(tokens: &[Token]) -> Option<Result<Angle, Unreadable>> {
    let mut axis = None;
    let mut hemisphere = None;
    let mut numbers = [None; 3];
    let mut count = 0;
    for token in tokens {
        match token {
            Token::Label(label) if axis.is_none() => axis = Some(*label),
            Token::Hemisphere(side) if hemisphere.is_none() => hemisphere = Some(*side),
            Token::Number(number) if count < numbers.len() => {
                numbers[count] = Some(number);
                count += 1;
            }
            // A mark belongs to the number before it: degrees to the first, and so on.
            Token::Mark(mark) if count == mark.place() => {}
            _ => return None,
        }
    }
    let first = numbers[0]?;
    let smaller_signed = numbers[1..].iter().flatten().any(|number| number.signed);
    if smaller_signed || first.negative && hemisphere.is_some() {
        return None;
    }
    if let (Some(axis), Some(side)) = (axis, hemisphere)
        && axis != side.axis()
    {
        return None;
    }
    let negative = first.negative || hemisphere.is_some_and(token::Hemisphere::is_negative);
    let axis = axis.or(hemisphere.map(token::Hemisphere::axis));
    let size = size(numbers.iter().flatten().copied(), count);
    Some(size.map(|(degrees, decimals)| Angle {
        axis,
        degrees: if negative && degrees != 0.0 {
            -degrees
        } else {
            degrees
        },
        parts: count,
        decimals,
    }))
}

/// Degrees without their sign, and the digits after the point of the last of `count` numbers.
fn size<'a>(
    numbers: impl Iterator<Item = &'a token::Number<'a>>,
    count: usize,
) -> Result<(f64, u32), Unreadable> {
    let mut degrees = 0.0;
    let mut decimals = 0;
    let units = [(1.0, "degrees"), (60.0, "minutes"), (3_600.0, "seconds")];
    for (index, (number, (per_degree, unit))) in numbers.zip(units).enumerate() {
        let bad = |unit| Unreadable::BadPart(number.text.to_owned(), unit);
        let is_last = index + 1 == count;
        if !is_last && number.decimals > 0 {
            return Err(bad("whole degrees or minutes"));
        }
        if index > 0 && number.value >= 60.0 {
            return Err(bad(unit));
        }
        degrees += number.value / per_degree;
        decimals = number.decimals;
    }
    Ok((degrees, decimals))
}

impl Angle {
    fn precision_m(&self) -> f64 {
        let unit_deg = match self.parts {
            1 => 1.0,
            2 => 1.0 / 60.0,
            _ => 1.0 / 3_600.0,
        };
        implied_precision_m(unit_deg, self.decimals)
    }
}

impl Mark {
    /// Which number of an angle the mark follows, counted from 1.
    fn place(self) -> usize {
        match self {
            Self::Degree => 1,
            Self::Minute => 2,
            Self::Second => 3,
        }
    }
}
