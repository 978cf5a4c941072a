//! Decimal numbers read from the front of a text: fast, and rounded as correctly as the standard
//! library rounds them.

/// A number without a sign, as written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    /// Its value.
    pub(super) value: f64,
    /// Digits before the point.
    pub(super) integers: u32,
    /// Digits after the point.
    pub(super) decimals: u32,
    /// Bytes it takes.
    pub(super) length: usize,
}

/// Powers of ten that a double holds exactly.
const TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// Whole numbers below this are doubles exactly.
const EXACT: u64 = 1 << 53;

/// The number that `text` starts with; `is_point` says of a byte and its offset whether it parts
/// whole from fraction. No sign, no exponent; `None` without a digit.
pub(super) fn number(text: &str, is_point: impl Fn(u8, usize) -> bool) -> Option<Number> {
    let mut mantissa = 0_u64;
    let (mut integers, mut decimals, mut point) = (0, 0, None);
    let mut length = 0;
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        if byte.is_ascii_digit() {
            mantissa = mantissa
                .saturating_mul(10)
                .saturating_add(u64::from(byte - b'0'));
            *(if point.is_some() {
                &mut decimals
            } else {
                &mut integers
            }) += 1;
        } else if point.is_none() && is_point(byte, at) {
            point = Some(at);
        } else {
            break;
        }
        length = at + 1;
    }
    if integers + decimals == 0 {
        return None;
    }
    let tens = usize::try_from(decimals)
        .ok()
        .and_then(|at| TENS.get(at).copied());
    // The quotient of two exact doubles is the double nearest to the number.
    let value = match tens {
        Some(tens) if mantissa < EXACT => {
            #[allow(clippy::cast_precision_loss, reason = "below 2^53")]
            let mantissa = mantissa as f64;
            mantissa / tens
        }
        _ => long(&text[..length], point)?,
    };
    Some(Number {
        value,
        integers,
        decimals,
        length,
    })
}

/// A number of more digits than fit exactly.
fn long(text: &str, point: Option<usize>) -> Option<f64> {
    let mut text = text.to_owned();
    if let Some(at) = point {
        text.replace_range(at..=at, ".");
    }
    text.parse().ok()
}

/// The number that `text` starts with, its fraction after a point.
pub(super) fn plain_number(text: &str) -> Option<Number> {
    number(text, |byte, _| byte == b'.')
}

/// The whole text as a number with an optional sign, and its digits after the point.
pub(super) fn signed(text: &str) -> Option<(f64, u32)> {
    let body = text.strip_prefix(['+', '-']).unwrap_or(text);
    let number = plain_number(body).filter(|number| number.length == body.len())?;
    let negative = text.starts_with('-') && number.value != 0.0;
    let value = if negative {
        -number.value
    } else {
        number.value
    };
    Some((value, number.decimals))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_ends_where_it_ends() {
        let read = plain_number("034.50N").expect("a number");
        assert_eq!(
            (read.value, read.integers, read.decimals, read.length),
            (34.5, 3, 2, 6)
        );
        assert_eq!(
            plain_number(".5.5").map(|n| (n.value, n.length)),
            Some((0.5, 2))
        );
        assert_eq!(
            plain_number("34.").map(|n| (n.value, n.length)),
            Some((34.0, 3))
        );
        assert_eq!(plain_number("."), None);
        assert_eq!(signed("-0"), Some((0.0, 0)));
        assert_eq!(signed("1e5"), None);
    }

    proptest! {
        #[test]
        fn values_are_those_of_the_standard_library(text in "[0-9]{1,25}(\\.[0-9]{0,30})?") {
            let read = plain_number(&text).expect("a number");
            prop_assert_eq!(read.value, text.parse::<f64>().expect("a number"));
            prop_assert_eq!(read.length, text.len());
        }
    }
}
