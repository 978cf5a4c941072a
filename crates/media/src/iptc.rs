//! IPTC-IIM among Photoshop's resources: who took it, who sells it, when and where, in words.

use cairn_domain::MetadataClaim;

use crate::claims::{claim, text};

const TOOL: &str = "cairn-media iptc 1";
/// The resource that holds the IIM records.
const IIM: u16 = 0x0404;
/// Most resources and data sets that are looked at.
const MOST: usize = 200;
/// Data sets of the application record (IIM 4.2, chapter 6) by their usual names.
const NAMES: &[(u8, &str)] = &[
    (5, "ObjectName"),
    (25, "Keywords"),
    (40, "SpecialInstructions"),
    (80, "By-line"),
    (85, "By-lineTitle"),
    (90, "City"),
    (92, "Sub-location"),
    (95, "Province-State"),
    (101, "Country"),
    (110, "Credit"),
    (115, "Source"),
    (116, "CopyrightNotice"),
    (118, "Contact"),
    (120, "Caption-Abstract"),
    (122, "Writer-Editor"),
];
const DATE: u8 = 55;
const TIME: u8 = 60;

/// What Photoshop's resources claim. `place` is where they stand in the file.
pub(crate) fn read(resources: &[u8], place: &str) -> Vec<MetadataClaim> {
    let mut rest = resources;
    for _ in 0..MOST {
        let Some((id, content, after)) = resource(rest) else {
            break;
        };
        if id == IIM {
            return records(content, &format!("{place}/8BIM/0x0404"));
        }
        rest = after;
    }
    Vec::new()
}

/// `8BIM`, two bytes of id, a Pascal string padded to even, four bytes of length, the content
/// padded to even.
fn resource(bytes: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let bytes = bytes.strip_prefix(b"8BIM")?;
    let id = u16::from_be_bytes(*bytes.first_chunk()?);
    let name = 1 + usize::from(*bytes.get(2)?);
    let bytes = bytes.get(2 + name + name % 2..)?;
    let length = usize::try_from(u32::from_be_bytes(*bytes.first_chunk()?)).ok()?;
    let content = bytes.get(4..length.checked_add(4)?)?;
    let after = bytes.get(4 + length + length % 2..).unwrap_or_default();
    Some((id, content, after))
}

fn records(bytes: &[u8], place: &str) -> Vec<MetadataClaim> {
    let mut claims = Vec::new();
    let (mut date, mut time) = (None, None);
    let mut rest = bytes;
    for _ in 0..MOST {
        let Some((record, set, content, after)) = data_set(rest) else {
            break;
        };
        rest = after;
        if record != 2 {
            continue;
        }
        match set {
            DATE => date = Some(text(content)),
            TIME => time = Some(text(content)),
            _ => {
                let name = NAMES.iter().find(|known| known.0 == set);
                let name = name.map_or_else(|| format!("2:{set}"), |known| known.1.to_owned());
                let place = format!("{place}/2:{set}");
                claims.push(claim(&format!("IPTC:{name}"), text(content), &place, TOOL));
            }
        }
    }
    // A date without a time of day is no moment, and stays as it is written.
    claims.extend(date.map(|date| {
        let at = time.map_or(date.clone(), |time| format!("{date}T{time}"));
        claim("IPTC:DateCreated", at, &format!("{place}/2:55"), TOOL)
    }));
    claims
}

/// Tag mark, record, data set, two bytes of length, content. Extended lengths are not followed.
fn data_set(bytes: &[u8]) -> Option<(u8, u8, &[u8], &[u8])> {
    let [0x1c, record, set, high, low, rest @ ..] = bytes else {
        return None;
    };
    let length = usize::from(u16::from_be_bytes([*high, *low]));
    let content = rest.get(..length)?;
    Some((*record, *set, content, &rest[length..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(number: u8, text: &str) -> Vec<u8> {
        let mut bytes = vec![0x1c, 2, number, 0, text.len() as u8];
        bytes.extend(text.as_bytes());
        bytes
    }

    #[test]
    fn reads_who_and_when() {
        let sets = [set(80, "Ana"), set(55, "20220930"), set(60, "073102+0430")].concat();
        let mut resources = b"8BIM\x04\x25\0\0\0\0\0\x01x\0".to_vec();
        resources.extend(b"8BIM\x04\x04\0\0");
        resources.extend((sets.len() as u32).to_be_bytes());
        resources.extend(sets);
        let claims = read(&resources, "APP13");
        let said: Vec<_> = claims
            .iter()
            .map(|c| (c.tag.as_str(), c.raw.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                ("IPTC:By-line", "Ana"),
                ("IPTC:DateCreated", "20220930T073102+0430")
            ]
        );
        assert!(claims[1].parsed.is_some());
    }

    #[test]
    fn lengths_that_lie_end_the_walk() {
        assert_eq!(read(b"8BIM\x04\x04\0\0\xff\xff\xff\xff", "APP13"), []);
        assert_eq!(records(&[0x1c, 2, 80, 0xff, 0xff, b'x'], "p"), []);
    }
}
