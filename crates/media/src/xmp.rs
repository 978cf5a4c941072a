//! XMP packets (ISO 16684-1): RDF in XML. A packet with a document type is not read at all, so
//! that nothing is ever expanded or fetched.

use cairn_domain::MetadataClaim;
use quick_xml::{
    NsReader,
    events::{BytesStart, Event},
    name::{QName, ResolveResult},
};

use crate::claims::{self, claim};

pub(crate) const TOOL: &str = "cairn-media xmp 1, quick-xml 0.42";

/// Largest packet that is read, in bytes.
const LARGEST: usize = 2 << 20;
/// Most properties that are taken from a packet.
const MOST: usize = 150;
/// Deepest nesting that is followed.
const DEEPEST: usize = 40;
/// Namespaces with the prefix by which everybody knows them, whatever the packet calls them.
const NAMESPACES: &[(&str, &str)] = &[
    ("http://ns.adobe.com/xap/1.0/", "xmp"),
    ("http://ns.adobe.com/xap/1.0/mm/", "xmpMM"),
    ("http://ns.adobe.com/xap/1.0/rights/", "xmpRights"),
    ("http://ns.adobe.com/xap/1.0/sType/ResourceEvent#", "xmpMM"),
    ("http://ns.adobe.com/exif/1.0/", "exif"),
    ("http://ns.adobe.com/tiff/1.0/", "tiff"),
    ("http://ns.adobe.com/photoshop/1.0/", "photoshop"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://ns.google.com/photos/1.0/camera/", "GCamera"),
    ("http://ns.adobe.com/hdr-gain-map/1.0/", "hdrgm"),
    ("http://ns.apple.com/HDRGainMap/1.0/", "HDRGainMap"),
    (
        "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
        "Iptc4xmpCore",
    ),
    ("http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "Iptc4xmpExt"),
];
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/// What a packet claims. `place` is where the packet stands in the file.
pub(crate) fn read(packet: &[u8], place: &str) -> Vec<MetadataClaim> {
    let packet = &packet[..packet.len().min(LARGEST)];
    let Ok(text) = std::str::from_utf8(packet) else {
        return vec![claim("XMP", "not UTF-8", place, TOOL)];
    };
    let properties = properties(text.trim_matches(['\u{feff}', '\0']));
    let mut claims: Vec<_> = properties
        .iter()
        .map(|(name, raw)| claim(name, raw.trim(), &format!("{place}/XMP"), TOOL))
        .collect();
    claims.extend(position(&properties, place));
    claims.extend(presences(&properties, place));
    claims
}

type Property = (String, String);

/// Name and text of every property, in order. A packet that ends early or is not well formed gives
/// what was read until then.
fn properties(text: &str) -> Vec<Property> {
    let mut reader = NsReader::from_str(text);
    reader.config_mut().check_end_names = false;
    let (mut found, mut open): (Vec<Property>, Vec<String>) = (Vec::new(), Vec::new());
    while found.len() < MOST {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                found.extend(attributes(&reader, &element));
                open.push(name(&reader, element.name(), false));
                if open.len() > DEEPEST {
                    break;
                }
            }
            Ok(Event::Empty(element)) => found.extend(attributes(&reader, &element)),
            Ok(Event::End(_)) => drop(open.pop()),
            Ok(Event::Text(words)) => {
                // The nearest name that is not the machinery of lists and alternatives.
                let owner = open.iter().rev().find(|name| !name.is_empty());
                if let Some(owner) = owner.filter(|_| !words.trim().is_empty()) {
                    found.push((owner.clone(), words.to_string()));
                }
            }
            // A document type could define what is expanded: nothing after it is read.
            Ok(Event::DocType(_) | Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    found
}

fn attributes(reader: &NsReader<&[u8]>, element: &BytesStart<'_>) -> Vec<Property> {
    let mut attributes = element.attributes();
    attributes
        .with_checks(false)
        .take(MOST)
        .flatten()
        .filter_map(|attribute| {
            let key = name(reader, attribute.key, true);
            let is_said = !key.is_empty() && !attribute.value.is_empty();
            let raw = attribute.value.clone().into_owned();
            is_said.then_some((key, raw))
        })
        .collect()
}

/// The name by which everybody knows it; empty for the machinery of RDF and XML. What is in no
/// known namespace keeps its own prefix, and is sealed like everything that is not on the list.
fn name(reader: &NsReader<&[u8]>, name: QName<'_>, is_attribute: bool) -> String {
    let (namespace, local) = if is_attribute {
        reader.resolver().resolve_attribute(name)
    } else {
        reader.resolver().resolve_element(name)
    };
    let local = local.as_ref();
    let ResolveResult::Bound(namespace) = namespace else {
        return String::new();
    };
    let known = NAMESPACES
        .iter()
        .find(|known| known.0 == namespace.as_ref());
    match known {
        Some((_, prefix)) => format!("{prefix}:{local}"),
        None if namespace.as_ref() == RDF || namespace.as_ref().starts_with("adobe:ns:meta") => {
            String::new()
        }
        None => format!("other:{local}"),
    }
}

/// `34,33.3186N` and `69,12.45E` (XMP part 2, 3.3).
fn position(properties: &[Property], place: &str) -> Option<MetadataClaim> {
    let find = |name| properties.iter().find(|known| known.0 == name);
    let lat = degrees(&find("exif:GPSLatitude")?.1, 'N', 'S')?;
    let lon = degrees(&find("exif:GPSLongitude")?.1, 'E', 'W')?;
    Some(claims::place(lat, lon, &format!("{place}/XMP"), TOOL))
}

fn degrees(text: &str, positive: char, negative: char) -> Option<f64> {
    let text = text.trim();
    let (sign, digits) = match text.chars().last()? {
        c if c == positive => (1.0, &text[..text.len() - 1]),
        c if c == negative => (-1.0, &text[..text.len() - 1]),
        _ => return None,
    };
    let mut parts = digits.split(',').map(|part| part.parse::<f64>().ok());
    let mut sum = parts.next()??;
    for (part, unit) in parts.zip([60.0, 3_600.0]) {
        sum += part? / unit;
    }
    sum.is_finite().then_some(sign * sum)
}

/// That there is a film or a gain map, by what the packet calls it.
fn presences(properties: &[Property], place: &str) -> Vec<MetadataClaim> {
    let says = |wanted: &[&str]| {
        let mut known = properties.iter();
        known.any(|(name, raw)| wanted.contains(&name.as_str()) && raw.trim() != "0")
    };
    let place = format!("{place}/XMP");
    let film = says(&["GCamera:MotionPhoto", "GCamera:MicroVideo"]);
    let gain = says(&["hdrgm:Version", "HDRGainMap:HDRGainMapVersion"]);
    let mut claims = Vec::new();
    claims.extend(film.then(|| claim("MotionPhoto", "1", &place, TOOL)));
    claims.extend(gain.then(|| claim("GainMap", "1", &place, TOOL)));
    claims
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packet(inside: &str) -> String {
        format!(
            r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description xmlns:x1="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
              xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:GCamera="http://ns.google.com/photos/1.0/camera/"
              x1:CreateDate="2022-09-30T07:31:02+04:30" GCamera:MotionPhoto="1">{inside}</rdf:Description></rdf:RDF></x:xmpmeta>"#
        )
    }

    fn value<'a>(claims: &'a [MetadataClaim], tag: &str) -> Option<&'a str> {
        let found = claims.iter().find(|claim| claim.tag == tag);
        found.map(|claim| claim.raw.as_str())
    }

    #[test]
    fn names_are_those_everybody_knows_whatever_the_packet_calls_them() {
        let inside = "<dc:creator><rdf:Seq><rdf:li>Ana</rdf:li></rdf:Seq></dc:creator>\
            <exif:GPSLatitude>34,33.318N</exif:GPSLatitude><exif:GPSLongitude>69,12.45E</exif:GPSLongitude>";
        let claims = read(packet(inside).as_bytes(), "APP1");
        assert_eq!(
            value(&claims, "xmp:CreateDate"),
            Some("2022-09-30T07:31:02+04:30")
        );
        assert_eq!(value(&claims, "dc:creator"), Some("Ana"));
        assert_eq!(value(&claims, "GPSPosition"), Some("34.555300, 69.207500"));
        assert_eq!(value(&claims, "MotionPhoto"), Some("1"));
        assert!(claims.iter().all(|claim| claim.place == "APP1/XMP"));
    }

    #[test]
    fn nothing_is_expanded() {
        let bomb = r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">
            <!ENTITY f SYSTEM "file:///etc/passwd">]>"#;
        let text = format!("{bomb}{}", packet("<dc:title>&b;&f;</dc:title>"));
        assert_eq!(read(text.as_bytes(), "APP1"), Vec::new());
        let claims = read(packet("<dc:title>&b;</dc:title>").as_bytes(), "APP1");
        assert!(claims.iter().all(|claim| !claim.raw.contains("aaaa")));
    }

    #[test]
    fn depth_and_number_have_an_end() {
        let deep = "<dc:a>".repeat(10_000);
        read(packet(&deep).as_bytes(), "APP1");
        let wide = "<dc:title>x</dc:title>".repeat(10_000);
        assert!(read(packet(&wide).as_bytes(), "APP1").len() <= MOST + 3);
    }
}
