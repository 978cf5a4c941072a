//! Content Credentials (C2PA 2.1) in JUMBF boxes: who is said to have made, signed and changed the
//! file. Read, not checked: no signature is verified and no list of trusted issuers is asked.

use cairn_domain::{MetadataClaim, metadata::Parsed};
use ciborium::Value;

use crate::claims::{claim, text};

const TOOL: &str = "cairn-media c2pa 1";
/// Most boxes, and deepest nesting, that are followed.
const MOST: usize = 400;
const DEEPEST: usize = 8;
/// Largest piece of CBOR that is read, in bytes.
const LARGEST: usize = 1 << 20;
/// Most actions and assertions that are listed.
const MOST_LISTED: usize = 40;
/// Issuers that anybody may read of; any other name stays sealed.
const ISSUERS: &[&str] = &[
    "Adobe",
    "Amazon",
    "BBC",
    "Canon",
    "Fujifilm",
    "Google",
    "Leica",
    "Meta",
    "Microsoft",
    "Nikon",
    "OpenAI",
    "Qualcomm",
    "Samsung",
    "Sony",
    "Truepic",
];

/// A content box with the labels of the boxes around it.
struct Leaf<'a> {
    path: String,
    label: String,
    kind: [u8; 4],
    content: &'a [u8],
}

/// What a JUMBF block claims. `place` is where it stands in the file.
pub(crate) fn read(bytes: &[u8], place: &str) -> Vec<MetadataClaim> {
    let mut leaves = Vec::new();
    walk(bytes, place, "", 0, &mut leaves);
    let mut claims: Vec<_> = leaves.iter().flat_map(statements).collect();
    let is_credential = leaves.iter().any(|leaf| leaf.label.starts_with("c2pa."));
    if is_credential {
        claims.insert(0, credential(&claims, place));
    } else {
        claims.push(claim("JUMBF", "a block of another kind", place, TOOL));
    }
    claims
}

fn walk<'a>(bytes: &'a [u8], path: &str, label: &str, depth: usize, found: &mut Vec<Leaf<'a>>) {
    let (mut rest, mut inside) = (bytes, (path.to_owned(), label.to_owned()));
    while let Some((kind, content, after)) = next_box(rest).filter(|_| found.len() < MOST) {
        rest = after;
        match &kind {
            b"jumb" if depth < DEEPEST => walk(content, &inside.0, &inside.1, depth + 1, found),
            b"jumd" => {
                let own = label_of(content);
                inside = (format!("{}/{own}", inside.0), own);
            }
            _ => found.push(Leaf {
                path: inside.0.clone(),
                label: inside.1.clone(),
                kind,
                content,
            }),
        }
    }
}

/// Four bytes of length, four of type; a length of 1 is followed by one of eight bytes, a length of
/// 0 reaches to the end.
fn next_box(bytes: &[u8]) -> Option<([u8; 4], &[u8], &[u8])> {
    let short = u32::from_be_bytes(*bytes.first_chunk()?);
    let kind = *bytes.get(4..)?.first_chunk()?;
    let (head, length) = match short {
        0 => (8, bytes.len()),
        1 => {
            let long = u64::from_be_bytes(*bytes.get(8..)?.first_chunk()?);
            (16, usize::try_from(long).ok()?)
        }
        short => (8, usize::try_from(short).ok()?),
    };
    let content = bytes.get(head..length)?;
    Some((kind, content, &bytes[length..]))
}

/// The label of a description box: 16 bytes of type, one of toggles, text up to a zero.
fn label_of(content: &[u8]) -> String {
    let text = content.get(17..).unwrap_or_default();
    let end = text.iter().position(|byte| *byte == 0).unwrap_or(0);
    let plain = |c: &char| c.is_ascii_alphanumeric() || "._-:".contains(*c);
    String::from_utf8_lossy(&text[..end])
        .chars()
        .filter(plain)
        .take(80)
        .collect()
}

fn statements(leaf: &Leaf<'_>) -> Vec<MetadataClaim> {
    let say = |name: &str, raw: String| claim(&format!("c2pa:{name}"), raw, &leaf.path, TOOL);
    let value = || {
        let bytes = &leaf.content[..leaf.content.len().min(LARGEST)];
        ciborium::de::from_reader_with_recursion_limit::<Value, _>(bytes, 32).ok()
    };
    let label = leaf.label.as_str();
    match (&leaf.kind, label) {
        (b"cbor", "c2pa.claim" | "c2pa.claim.v2") => {
            let value = value().unwrap_or(Value::Null);
            let names = ["claim_generator", "dc:title", "instanceID"];
            let mut said: Vec<_> = names
                .iter()
                .filter_map(|name| Some(say(name, words(field(&value, name)?)?)))
                .collect();
            let info = field(&value, "claim_generator_info").and_then(agent);
            said.extend(info.map(|name| say("claim_generator_info", name)));
            said
        }
        (b"cbor", label) if label.starts_with("c2pa.actions") => {
            let value = value().unwrap_or(Value::Null);
            actions(&value).map(|raw| say("action", raw)).collect()
        }
        (b"cbor", "c2pa.signature") => {
            let names = value().map(|value| signers(&value)).unwrap_or_default();
            names
                .into_iter()
                .map(|name| say("signature", name))
                .collect()
        }
        (b"json", label) => vec![say(label, text(leaf.content))],
        _ => Vec::new(),
    }
}

fn field<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    let entries = value.as_map()?;
    let entry = entries.iter().find(|(key, _)| key.as_text() == Some(name));
    entry.map(|(_, value)| value)
}

fn words(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Tag(_, inner) => words(inner),
        _ => None,
    }
}

/// A program's name: text, a map with `name`, or a list of such maps.
fn agent(value: &Value) -> Option<String> {
    match value {
        Value::Array(list) => agent(list.first()?),
        Value::Map(_) => words(field(value, "name")?),
        value => words(value),
    }
}

/// Such as `c2pa.edited by Adobe Photoshop, trainedAlgorithmicMedia, at 2022-09-30T07:31:02Z`.
fn actions(value: &Value) -> impl Iterator<Item = String> + '_ {
    let list = field(value, "actions").and_then(Value::as_array);
    let list = list.map(Vec::as_slice).unwrap_or_default();
    list.iter().take(MOST_LISTED).map(|action| {
        let mut raw = field(action, "action").and_then(words).unwrap_or_default();
        if let Some(by) = field(action, "softwareAgent").and_then(agent) {
            raw.push_str(&format!(" by {by}"));
        }
        let source = field(action, "digitalSourceType").and_then(words);
        if let Some(source) = source {
            let last = source.rsplit('/').next().unwrap_or_default();
            raw.push_str(&format!(", {last}"));
        }
        if let Some(at) = field(action, "when").and_then(words) {
            raw.push_str(&format!(", at {at}"));
        }
        raw
    })
}

/// Key of the certificates in a COSE header (RFC 9360).
const X5CHAIN: i128 = 33;

/// Organisations and names in the first certificate of a COSE signature: its issuer, then its holder.
fn signers(value: &Value) -> Vec<String> {
    let array = match value {
        Value::Tag(_, inner) => inner.as_array(),
        value => value.as_array(),
    };
    let array = array.map(Vec::as_slice).unwrap_or_default();
    let protected = array.first().and_then(Value::as_bytes).and_then(|bytes| {
        ciborium::de::from_reader_with_recursion_limit::<Value, _>(bytes.as_slice(), 16).ok()
    });
    let headers = protected.iter().chain(array.get(1));
    let chain = headers
        .filter_map(Value::as_map)
        .flatten()
        .find(|(key, _)| {
            let number = key.as_integer().map(i128::from);
            number == Some(X5CHAIN) || key.as_text() == Some("x5chain")
        });
    let first = chain.and_then(|(_, chain)| match chain {
        Value::Array(list) => list.first()?.as_bytes(),
        one => one.as_bytes(),
    });
    first.map(|der| names_in(der)).unwrap_or_default()
}

/// Object identifiers of an organisation and of a common name (X.520), as DER writes them.
const NAMES: [[u8; 5]; 2] = [[0x06, 3, 0x55, 4, 10], [0x06, 3, 0x55, 4, 3]];

/// The strings that follow those identifiers. A certificate is not decoded further than that.
fn names_in(der: &[u8]) -> Vec<String> {
    let at = (0..der.len()).filter(|at| NAMES.iter().any(|oid| der[*at..].starts_with(oid)));
    let string = |at: usize| {
        let [_, length, rest @ ..] = der.get(at + 5..)? else {
            return None;
        };
        Some(text(rest.get(..usize::from(*length))?))
    };
    at.filter_map(string).take(4).collect()
}

/// That there is a credential, with what anybody may read of it.
fn credential(claims: &[MetadataClaim], place: &str) -> MetadataClaim {
    let of = |tag: &'static str| claims.iter().filter(move |claim| claim.tag == tag);
    let says = |word: &str| of("c2pa:action").any(|claim| claim.raw.contains(word));
    let signer = of("c2pa:signature")
        .find_map(|claim| ISSUERS.iter().find(|issuer| claim.raw.contains(**issuer)));
    let generator = of("c2pa:claim_generator")
        .chain(of("c2pa:claim_generator_info"))
        .next();
    MetadataClaim {
        parsed: Some(Parsed::Credential {
            issuer: signer.map(|name| (*name).to_owned()),
            says_generated: says("trainedAlgorithmicMedia"),
            says_edited: says("c2pa.edited") || says("c2pa.color_adjustments"),
        }),
        ..claim(
            "ContentCredential",
            generator.map_or("", |claim| claim.raw.as_str()),
            place,
            TOOL,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len() + 8).expect("short");
        [&length.to_be_bytes()[..], kind, content].concat()
    }

    fn superbox(label: &str, content: &[u8]) -> Vec<u8> {
        let description = [&[0; 16][..], &[3], label.as_bytes(), &[0]].concat();
        boxed(
            b"jumb",
            &[boxed(b"jumd", &description), content.to_vec()].concat(),
        )
    }

    fn cbor(value: &Value) -> Vec<u8> {
        let mut bytes = Vec::new();
        ciborium::into_writer(value, &mut bytes).expect("writes");
        boxed(b"cbor", &bytes)
    }

    fn map(entries: &[(&str, Value)]) -> Value {
        let entry = |(key, value): &(&str, Value)| (Value::from(*key), value.clone());
        Value::Map(entries.iter().map(entry).collect())
    }

    fn manifest() -> Vec<u8> {
        let claim = map(&[
            ("claim_generator", "Canary Camera 1".into()),
            ("dc:title", "yard.jpg".into()),
        ]);
        let action = map(&[
            ("action", "c2pa.edited".into()),
            ("softwareAgent", map(&[("name", "Some Editor".into())])),
        ]);
        let actions = map(&[("actions", Value::Array(vec![action]))]);
        let certificate = [&NAMES[0][..], &[0x0c, 10], b"Adobe Inc."].concat();
        let header = Value::Map(vec![(33.into(), Value::Bytes(certificate))]);
        let signature = Value::Array(vec![Value::Bytes(Vec::new()), header]);
        let parts = [
            superbox("c2pa.claim.v2", &cbor(&claim)),
            superbox("c2pa.actions.v2", &cbor(&actions)),
            superbox("c2pa.signature", &cbor(&signature)),
        ];
        superbox("c2pa", &superbox("urn:c2pa:1", &parts.concat()))
    }

    #[test]
    fn says_who_made_signed_and_changed_it_without_checking() {
        let claims = read(&manifest(), "APP11");
        let said = |tag: &str| {
            let found = claims.iter().find(|claim| claim.tag == tag);
            found.map(|claim| claim.raw.as_str())
        };
        assert_eq!(said("c2pa:claim_generator"), Some("Canary Camera 1"));
        assert_eq!(said("c2pa:action"), Some("c2pa.edited by Some Editor"));
        assert_eq!(said("c2pa:signature"), Some("Adobe Inc."));
        let Some(Parsed::Credential {
            issuer,
            says_edited,
            ..
        }) = &claims[0].parsed
        else {
            panic!("{claims:?}");
        };
        assert_eq!((issuer.as_deref(), *says_edited), (Some("Adobe"), true));
    }

    #[test]
    fn what_is_cut_or_nested_without_end_is_read_as_far_as_it_goes() {
        let whole = manifest();
        for end in 0..whole.len() {
            read(&whole[..end], "APP11");
        }
        let mut deep = Vec::new();
        for _ in 0..200 {
            deep = superbox("x", &deep);
        }
        read(&deep, "APP11");
    }
}
