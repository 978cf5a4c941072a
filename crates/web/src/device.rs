//! The browser in words that its owner recognises: its family and the system, nothing that could
//! tell two people apart.

use axum::http::{HeaderMap, header};

/// What stands in the header, and what it is called. The first that is found counts, because
/// browsers name their ancestors too.
const BROWSERS: [(&str, &str); 7] = [
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 6] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
];

/// Such as `Firefox, Linux`; empty if neither is known.
pub(crate) fn words(headers: &HeaderMap) -> String {
    let agent = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let found = [named(agent, &BROWSERS), named(agent, &SYSTEMS)];
    found.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn named(agent: &str, known: &[(&str, &'static str)]) -> Option<&'static str> {
    let found = known.iter().find(|(mark, _)| agent.contains(mark));
    found.map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(agent: &'static str) -> String {
        let value = axum::http::HeaderValue::from_static(agent);
        words(&HeaderMap::from_iter([(header::USER_AGENT, value)]))
    }

    #[test]
    fn families_are_told_apart_and_versions_are_not() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) \
                      Chrome/130.0.0.0 Safari/537.36";
        assert_eq!(of(chrome), "Chrome, Linux");
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 \
                      (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
        assert_eq!(of(safari), "Safari, iPhone");
        assert_eq!(
            of("Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0"),
            "Firefox, Windows"
        );
        assert_eq!(of("curl/8.5.0"), "");
    }
}
