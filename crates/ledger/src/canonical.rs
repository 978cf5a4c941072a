//! JSON in one form only (RFC 8785, the JSON Canonicalization Scheme), so that a digest of a value
//! does not depend on who wrote it or on how a database spelled it.

use serde_json::{Map, Number, Value};

use crate::number::shortest;

/// The canonical bytes: no white space, keys sorted by UTF-16 code units, numbers as ECMAScript
/// writes them.
///
/// One deliberate difference: an integer that a double cannot hold keeps all its digits, where the
/// RFC would round it. Ids and counts must not change by being written down.
pub fn canonical(value: &Value) -> Vec<u8> {
    let mut out = String::new();
    write_value(value, &mut out);
    out.into_bytes()
}

fn write_value(value: &Value, out: &mut String) {
    match value {
        Value::Number(number) => out.push_str(&write_number(number)),
        Value::Array(items) => {
            write_list(out, ['[', ']'], items, write_value);
        }
        Value::Object(map) => write_object(map, out),
        // serde_json escapes what the RFC escapes: quotes, backslashes, controls; nothing else.
        Value::Null | Value::Bool(_) | Value::String(_) => out.push_str(&value.to_string()),
    }
}

fn write_object(map: &Map<String, Value>, out: &mut String) {
    let mut entries: Vec<_> = map.iter().collect();
    // Sorted here, because the map keeps insertion order when any crate asks serde_json for it.
    entries.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
    write_list(out, ['{', '}'], entries, |(key, value), out| {
        out.push_str(&Value::from(key.as_str()).to_string());
        out.push(':');
        write_value(value, out);
    });
}

fn write_list<T>(
    out: &mut String,
    [open, close]: [char; 2],
    items: impl IntoIterator<Item = T>,
    write: impl Fn(T, &mut String),
) {
    out.push(open);
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(item, out);
    }
    out.push(close);
}

fn write_number(number: &Number) -> String {
    if number.is_f64() {
        shortest(number)
    } else {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn text(value: &Value) -> String {
        String::from_utf8(canonical(value)).expect("JSON is UTF-8")
    }

    #[test]
    fn the_example_of_rfc_8785() {
        // Section 3.2.2, whose answer stands in section 3.2.3.
        let value: Value = serde_json::from_str(
            r#"{
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }"#,
        )
        .expect("JSON");
        assert_eq!(
            text(&value),
            "{\"literals\":[null,true,false],\
             \"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],\
             \"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}"
        );
    }

    #[test]
    fn keys_sort_by_utf16_as_in_section_3_2_3() {
        let value = json!({
            "\u{20ac}": "Euro Sign", "\r": "Carriage Return", "\u{fb33}": "Hebrew Letter Dalet With Dagesh",
            "1": "One", "\u{1f600}": "Emoji: Grinning Face", "\u{80}": "Control", "\u{f6}": "Latin Small Letter O With Diaeresis",
        });
        let written = text(&value);
        let places: Vec<_> = [
            "Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew",
        ]
        .iter()
        .map(|word| written.find(word).expect("every value is written"))
        .collect();
        assert!(places.is_sorted(), "{written}");
    }

    #[test]
    fn a_whole_float_and_its_integer_are_the_same_bytes() {
        assert_eq!(text(&json!([34.0, -0.0, 1e2])), "[34,0,100]");
        assert_eq!(text(&json!(u64::MAX)), "18446744073709551615");
    }
}
