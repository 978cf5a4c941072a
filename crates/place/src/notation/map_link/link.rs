//! A web address cut into host, path, query and fragment, as far as maps need it.

/// A decoded web address.
pub(super) struct Link {
    /// Lower case, without `www.`.
    pub(super) host: String,
    /// With its leading slash, percent-decoded.
    pub(super) path: String,
    /// Names and values, percent-decoded, in order.
    query: Vec<(String, String)>,
    /// After `#`, percent-decoded.
    pub(super) fragment: String,
}

/// Hosts that only forward.
const SHORTENERS: &[&str] = &[
    "maps.app.goo.gl",
    "goo.gl",
    "g.co",
    "bit.ly",
    "t.co",
    "tinyurl.com",
    "binged.it",
    "is.gd",
    "ow.ly",
    "yandex.com/maps/-",
    "yandex.ru/maps/-",
    "osm.org/go",
];

impl Link {
    /// Reads an `http` or `https` address, or one of a map without its scheme.
    pub(super) fn parse(word: &str) -> Option<Self> {
        let lower = word.to_ascii_lowercase();
        let scheme = ["https://", "http://"]
            .into_iter()
            .find(|scheme| lower.starts_with(scheme));
        let bare = [
            "www.",
            "maps.",
            "google.",
            "yandex.",
            "goo.gl/",
            "osm.org/",
            "openstreetmap.",
        ];
        let rest = match scheme {
            Some(scheme) => &word[scheme.len()..],
            None if bare.iter().any(|start| lower.starts_with(start)) => word,
            None => return None,
        };
        let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host = host.to_ascii_lowercase();
        Some(Self {
            host: host.strip_prefix("www.").unwrap_or(&host).to_owned(),
            path: decoded(&format!("/{path}")),
            query: pairs(query),
            fragment: decoded(fragment),
        })
    }

    /// Whether the address belongs to a shortening service.
    pub(super) fn is_shortened(&self) -> bool {
        let address = format!("{}{}", self.host, self.path);
        let is_under = |shortener: &&str| {
            address
                .strip_prefix(*shortener)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        SHORTENERS.iter().any(is_under)
    }

    /// The value of a query parameter.
    pub(super) fn query(&self, name: &str) -> Option<&str> {
        value(&self.query, name)
    }

    /// The value of a parameter written into the fragment (`#lat=…&lon=…`).
    pub(super) fn fragment_value(&self, name: &str) -> Option<String> {
        value(&pairs(&self.fragment), name).map(str::to_owned)
    }
}

fn value<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs
        .iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
}

fn pairs(query: &str) -> Vec<(String, String)> {
    let pair = |part: &str| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (decoded(name), decoded(value))
    };
    query
        .split('&')
        .filter(|part| !part.is_empty())
        .map(pair)
        .collect()
}

/// Undoes percent-encoding; a plus is a space, which map links use it for. Bytes that are not
/// UTF-8 become the replacement character, which no coordinate contains.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let code = tail
            .get(..2)
            .and_then(|digits| std::str::from_utf8(digits).ok());
        match (
            byte,
            code.and_then(|digits| u8::from_str_radix(digits, 16).ok()),
        ) {
            (b'%', Some(decoded)) => {
                bytes.push(decoded);
                rest = &tail[2..];
            }
            (b'+', _) => {
                bytes.push(b' ');
                rest = tail;
            }
            _ => {
                bytes.push(byte);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
