//! A web address cut into host, path, query and fragment, as far as maps need it.

use std::borrow::Cow;

/// A web address. Its parts are borrowed; what is percent-encoded is decoded when it is asked for.
pub(super) struct Link<'a> {
    /// Lower case, without `www.`.
    pub(super) host: Cow<'a, str>,
    /// After the host's solidus, as it stands.
    path: &'a str,
    query: &'a str,
    fragment: &'a str,
}

/// Hosts that only forward.
const SHORTENERS: &[&str] = &[
    "maps.app.goo.gl",
    "goo.gl",
    "g.co",
    "g.page",
    "bit.ly",
    "t.co",
    "tinyurl.com",
    "binged.it",
    "is.gd",
    "ow.ly",
    "rb.gy",
    "cutt.ly",
    "t.ly",
    "clck.ru",
    "ya.cc",
    "surl.li",
    "maps.apple",
    "go.2gis.com",
    "her.is",
];

/// What the address of a map may start with when its scheme is left out.
const BARE: &[&str] = &[
    "www.",
    "maps.",
    "google.",
    "earth.google.",
    "yandex.",
    "goo.gl/",
    "bit.ly/",
    "osm.org/",
    "openstreetmap.",
    "bing.com/",
    "wikimapia.org/",
    "plus.codes/",
    "suncalc.org/",
    "zoom.earth/",
];

impl<'a> Link<'a> {
    /// Reads an `http` or `https` address, or one of a map without its scheme.
    pub(super) fn parse(word: &'a str) -> Option<Self> {
        let starts = |start: &str| starts_with(word, start);
        let rest = if starts("https://") {
            &word[8..]
        } else if starts("http://") {
            &word[7..]
        } else if BARE.iter().any(|start| starts(start)) {
            word
        } else {
            return None;
        };
        let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host = host.split_once(':').map_or(host, |(host, _)| host);
        let host = if starts_with(host, "www.") {
            &host[4..]
        } else {
            host
        };
        let host = match host.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(host.to_ascii_lowercase()),
            false => Cow::Borrowed(host),
        };
        Some(Self {
            host,
            path,
            query,
            fragment,
        })
    }

    /// Whether the address belongs to a shortening service, or is a map's own short form that
    /// nothing but the map can resolve.
    pub(super) fn is_shortened(&self) -> bool {
        let by_yandex = self.host.starts_with("yandex.") && self.path.starts_with("maps/-/");
        let by_apple = &*self.host == "maps.apple.com" && self.path.starts_with("p/");
        by_yandex || by_apple || SHORTENERS.contains(&&*self.host)
    }

    /// The path without its first solidus, percent-decoded.
    pub(super) fn path(&self) -> Cow<'a, str> {
        decoded(self.path)
    }

    /// The value of a query parameter, percent-decoded.
    pub(super) fn query(&self, name: &str) -> Option<Cow<'a, str>> {
        value(self.query, name)
    }

    /// What stands after `#`, percent-decoded.
    pub(super) fn fragment(&self) -> Cow<'a, str> {
        decoded(self.fragment)
    }

    /// The value of a parameter written into the fragment (`#lat=…&lon=…`).
    pub(super) fn fragment_value(&self, name: &str) -> Option<Cow<'a, str>> {
        value(self.fragment, name)
    }

    /// The value of a parameter, whether it stands in the query or in the fragment.
    pub(super) fn anywhere(&self, name: &str) -> Option<Cow<'a, str>> {
        self.query(name).or_else(|| {
            // Some pages write a path and a query into the fragment: `#/map?lat=…`.
            let fragment = self.fragment;
            let fragment = fragment
                .split_once('?')
                .map_or(fragment, |(_, query)| query);
            value(fragment, name)
        })
    }
}

fn starts_with(text: &str, start: &str) -> bool {
    let head = text.as_bytes().get(..start.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
}

fn value<'a>(pairs: &'a str, name: &str) -> Option<Cow<'a, str>> {
    pairs.split('&').find_map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (key == name || key.contains('%') && decoded(key) == name).then(|| decoded(value))
    })
}

/// Undoes percent-encoding; a plus is a space, which map links use it for. Bytes that are not
/// UTF-8 become the replacement character, which no coordinate contains.
fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains(['%', '+']) {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let code = match tail {
            [high, low, ..] if byte == b'%' => hex(*high).zip(hex(*low)),
            _ => None,
        };
        rest = tail;
        bytes.push(match code {
            Some((high, low)) => {
                rest = &tail[2..];
                high * 16 + low
            }
            None if byte == b'+' => b' ',
            None => byte,
        });
    }
    let text = String::from_utf8(bytes);
    Cow::Owned(text.unwrap_or_else(|bad| String::from_utf8_lossy(bad.as_bytes()).into_owned()))
}

fn hex(digit: u8) -> Option<u8> {
    let value = char::from(digit).to_digit(16)?;
    u8::try_from(value).ok()
}
