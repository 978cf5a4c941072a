//! Doubles as ECMAScript writes them (ECMA-262, Number::toString), which RFC 8785 asks for.

use serde_json::Number;

/// A JSON number that is a double, in the shortest digits that read back as the same double.
pub(crate) fn shortest(float: &Number) -> String {
    // serde_json finds the shortest digits (ties to even, as the RFC has it; `{:e}` rounds ties
    // up); only their layout differs.
    let text = float.to_string();
    let (sign, text) = text
        .strip_prefix('-')
        .map_or(("", text.as_str()), |rest| ("-", rest));
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() {
        return "0".to_owned(); // minus zero too
    }
    let exponent: isize = exponent
        .parse()
        .expect("a JSON exponent is a small integer");
    let leading_zeros = digits.len() - significant.len();
    let first = exponent + whole.len().cast_signed() - 1 - leading_zeros.cast_signed();
    format!(
        "{sign}{}",
        laid_out(significant.trim_end_matches('0'), first)
    )
}

/// Lays out `d.ddd × 10^exponent`: plainly from 1e-6 to below 1e21, else with an exponent.
fn laid_out(digits: &str, exponent: isize) -> String {
    let whole_digits = usize::try_from(exponent + 1).unwrap_or(0);
    match exponent {
        0..=20 if digits.len() <= whole_digits => format!("{digits:0<whole_digits$}"),
        0..=20 => {
            let (whole, fraction) = digits.split_at(whole_digits);
            format!("{whole}.{fraction}")
        }
        -6..=-1 => format!("0.{}{digits}", "0".repeat(exponent.unsigned_abs() - 1)),
        _ => {
            let (first, rest) = digits.split_at(1);
            let point = if rest.is_empty() { "" } else { "." };
            format!("{first}{point}{rest}e{exponent:+}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_appendix_b_of_rfc_8785() {
        let samples = [
            (0x0000_0000_0000_0000_u64, "0"),
            (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"),
            (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
            (0x44b5_2d02_c7e1_4af6, "1e+23"),
            (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
            (0x444b_1ae4_d6e2_ef50, "1e+21"),
            (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
            (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
            (0x41b3_de43_5555_5555, "333333333.3333333"),
            (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
            (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
        ];
        for (bits, expected) in samples {
            let number = Number::from_f64(f64::from_bits(bits)).expect("finite");
            assert_eq!(shortest(&number), expected, "{bits:016x}");
        }
    }
}
