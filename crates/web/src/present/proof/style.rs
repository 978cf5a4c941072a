//! How a proof looks: the drawn map's own rules and the light colours, taken from the stylesheets that the
//! pages use, with every variable written out. A file that is sent to somebody has no page around it.

use std::{collections::HashMap, sync::LazyLock};

const TOKENS: &str = include_str!("../../../../../web/styles/tokens.css");
const DRAWING: &str = include_str!("../../../../../web/styles/drawing.css");
const OWN: &str = include_str!("../../../../../web/styles/proof.css");

/// The rules of a proof without a variable in them.
pub(super) fn sheet() -> &'static str {
    static SHEET: LazyLock<String> = LazyLock::new(|| {
        let tokens = light(TOKENS);
        let mut sheet = [DRAWING, OWN].concat();
        for (name, value) in &tokens {
            sheet = sheet.replace(&format!("var({name})"), value);
        }
        sheet
    });
    &SHEET
}

/// The variables as they are first given, which is the light way.
fn light(css: &str) -> HashMap<&str, &str> {
    let lines = css.lines().map(|line| line.trim().trim_end_matches(';'));
    let mut tokens = HashMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        if name.starts_with("--") {
            tokens.entry(name).or_insert(value.trim());
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_that_only_a_page_would_know() {
        let sheet = sheet();
        assert!(sheet.contains(".drawing__view") && sheet.contains(".proof"));
        let left: Vec<_> = sheet
            .match_indices("var(")
            .map(|(at, _)| &sheet[at..at + 24])
            .collect();
        assert!(left.is_empty(), "{left:?}");
    }
}
