//! Templates of tile addresses: what the operator writes, made into one with `{z}`, `{x}`, `{y}`.

use std::net::IpAddr;

use cairn_domain::LayerKind;

/// A template that can be filled: everything before the path is fixed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    text: String,
    /// Bytes of scheme, host and port.
    origin: usize,
}

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadTemplate {
    /// Neither `http://` nor `https://`.
    #[error("the template begins with https:// (or http://)")]
    Scheme,
    /// No host, or one with a placeholder or a password in it.
    #[error(
        "the template names one host, without placeholders, user names or passwords: choose one \
         where the provider writes {{s}}"
    )]
    Host,
    /// One of the three numbers is missing.
    #[error("the template has no {0}: a tile is named by all of {1}")]
    Without(&'static str, &'static str),
    /// A placeholder that nothing fills.
    #[error("nothing fills {0} in the template: write its value in its place")]
    Unfilled(String),
    /// Letters that no address has.
    #[error(
        "the template has spaces or letters that stand in no address; write them as %20 and so on"
    )]
    Letters,
}

const XYZ: [&str; 3] = ["{z}", "{x}", "{y}"];
/// In the order of [`XYZ`].
const WMTS: [&str; 3] = ["{TileMatrix}", "{TileCol}", "{TileRow}"];

impl Template {
    /// Reads a template of tiles (`{z}`, `{x}`, `{y}`) or of WMTS (`{TileMatrix}`, `{TileRow}`,
    /// `{TileCol}`, in any case, in the path or in the query).
    ///
    /// # Errors
    /// [`BadTemplate`] if it cannot name every tile, or names more than one host.
    pub fn parse(kind: LayerKind, text: &str) -> Result<Self, BadTemplate> {
        let text = text.trim();
        let origin = origin(text)?;
        let mut filled = text.to_owned();
        if kind == LayerKind::Wmts {
            for (theirs, ours) in WMTS.into_iter().zip(XYZ) {
                filled = replaced(&filled, theirs, ours).ok_or(BadTemplate::Without(
                    theirs,
                    "{TileMatrix}, {TileRow} and {TileCol}",
                ))?;
            }
        }
        let missing = XYZ.into_iter().find(|name| !filled.contains(name));
        if let Some(missing) = missing {
            return Err(BadTemplate::Without(missing, "{z}, {x} and {y}"));
        }
        let rest = XYZ
            .into_iter()
            .fold(filled.clone(), |rest, name| rest.replace(name, ""));
        if let Some((_, after)) = rest.split_once('{') {
            let name = after.split('}').next().unwrap_or_default();
            return Err(BadTemplate::Unfilled(format!("{{{name}}}")));
        }
        if !rest
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`|}".contains(&byte))
        {
            return Err(BadTemplate::Letters);
        }
        Ok(Self {
            text: filled,
            origin,
        })
    }

    /// The template with `{z}`, `{x}` and `{y}`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Scheme, host and port, as a content security policy names them.
    pub fn origin(&self) -> &str {
        &self.text[..self.origin]
    }

    /// The address of one tile.
    pub fn tile(&self, z: u8, x: u32, y: u32) -> String {
        let numbers = [z.to_string(), x.to_string(), y.to_string()];
        let filled = XYZ.into_iter().zip(numbers);
        filled.fold(self.text.clone(), |text, (name, number)| {
            text.replace(name, &number)
        })
    }

    /// Whether it is fetched in the clear.
    pub fn is_plain(&self) -> bool {
        self.text.starts_with("http://")
    }

    /// The host without its port.
    pub fn host(&self) -> &str {
        let authority = self.origin().split("//").nth(1).unwrap_or_default();
        match authority
            .strip_prefix('[')
            .and_then(|rest| rest.split_once(']'))
        {
            Some((v6, _)) => v6,
            None => authority.split(':').next().unwrap_or_default(),
        }
    }

    /// Whether the host is written as an address that is not public, or as this machine's name.
    pub fn is_private(&self) -> bool {
        let host = self.host().to_ascii_lowercase();
        let named = host == "localhost" || host.ends_with(".localhost");
        named
            || host
                .parse::<IpAddr>()
                .is_ok_and(|address| !super::is_public(address))
    }
}

/// Where the path begins.
pub(super) fn origin(text: &str) -> Result<usize, BadTemplate> {
    let after = ["https://", "http://"]
        .into_iter()
        .find_map(|scheme| text.strip_prefix(scheme))
        .ok_or(BadTemplate::Scheme)?;
    let authority = after.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
    if authority.is_empty() || authority.starts_with(':') || !authority.chars().all(is_host) {
        return Err(BadTemplate::Host);
    }
    Ok(text.len() - after.len() + authority.len())
}

/// The text with every `from`, in any case, as `to`; `None` if there is none.
fn replaced(text: &str, from: &str, to: &str) -> Option<String> {
    let (lower, wanted) = (text.to_ascii_lowercase(), from.to_ascii_lowercase());
    let mut out = String::new();
    let mut end = 0;
    for (at, _) in lower.match_indices(&wanted) {
        out.push_str(&text[end..at]);
        out.push_str(to);
        end = at + wanted.len();
    }
    (end > 0).then(|| out + &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_are_named() {
        let xyz = Template::parse(
            LayerKind::Xyz,
            "https://a.example:8443/t/{z}/{x}/{y}.png?k=1",
        );
        let xyz = xyz.expect("a template");
        assert_eq!(xyz.tile(3, 5, 2), "https://a.example:8443/t/3/5/2.png?k=1");
        assert_eq!(
            (xyz.origin(), xyz.host()),
            ("https://a.example:8443", "a.example")
        );
        let rest = "https://w.example/wmts/img/default/g/{TileMatrix}/{TileRow}/{TileCol}.jpg";
        let rest = Template::parse(LayerKind::Wmts, rest).expect("a template");
        assert_eq!(
            rest.tile(3, 5, 2),
            "https://w.example/wmts/img/default/g/3/2/5.jpg"
        );
        let pairs = "https://w.example/?SERVICE=WMTS&TILEMATRIX={tilematrix}&TILEROW={TileRow}&TILECOL={TILECOL}";
        let pairs = Template::parse(LayerKind::Wmts, pairs).expect("a template");
        assert_eq!(
            pairs.tile(3, 5, 2),
            "https://w.example/?SERVICE=WMTS&TILEMATRIX=3&TILEROW=2&TILECOL=5"
        );
    }

    #[test]
    fn what_cannot_name_every_tile_of_one_host_is_refused() {
        use BadTemplate::{Host, Letters, Scheme, Unfilled, Without};
        let bad = |text| Template::parse(LayerKind::Xyz, text).expect_err(text);
        assert_eq!(bad("ftp://a.example/{z}/{x}/{y}"), Scheme);
        assert_eq!(bad("https://{s}.example/{z}/{x}/{y}"), Host);
        assert_eq!(bad("https://me:pw@a.example/{z}/{x}/{y}"), Host);
        assert_eq!(bad("https:///{z}/{x}/{y}"), Host);
        assert!(matches!(
            bad("https://a.example/{z}/{x}"),
            Without("{y}", _)
        ));
        assert_eq!(
            bad("https://a.example/{z}/{x}/{y}?k={key}"),
            Unfilled("{key}".into())
        );
        assert_eq!(bad("https://a.example/{z}/{x}/{y} .png"), Letters);
        assert_eq!(bad("https://a.example/{z}/{x}/{y}\r\nX: y"), Letters);
        let wmts = "https://a.example/{Style}/{TileMatrix}/{TileRow}/{TileCol}";
        let style = Template::parse(LayerKind::Wmts, wmts).expect_err("a style");
        assert_eq!(style, Unfilled("{Style}".into()));
    }

    #[test]
    fn neighbours_are_seen() {
        let private = |host: &str| {
            let text = format!("http://{host}/{{z}}/{{x}}/{{y}}");
            Template::parse(LayerKind::Xyz, &text)
                .expect("a template")
                .is_private()
        };
        assert!(private("127.0.0.1:8080") && private("[::1]:80") && private("LOCALHOST"));
        assert!(private("10.0.0.1") && !private("tiles.example") && !private("1.1.1.1"));
    }
}
