//! What files say about themselves, through the caged child: where it stands, what is typed, and
//! that hostile metadata ends.

use std::time::Duration;

use cairn_domain::{MetadataClaim, metadata::Parsed};
use cairn_media::Examination;
use image::imageops;

use crate::samples::{clip, examine, folder, jpeg, street, write};

/// The JPEG with a segment put in front.
fn with_segment(jpeg: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2)
        .expect("short")
        .to_be_bytes();
    [&jpeg[..2], &[0xff, marker], &length, content, &jpeg[2..]].concat()
}

fn claim<'a>(seen: &'a Examination, tag: &str) -> &'a MetadataClaim {
    let found = seen.claims.iter().find(|claim| claim.tag == tag);
    found.unwrap_or_else(|| panic!("no {tag} in {:?}", seen.claims))
}

/// An EXIF block with a thumbnail in its second directory.
fn with_thumbnail(picture: &[u8], thumbnail: &[u8]) -> Vec<u8> {
    let mut tiff = b"II\x2a\0\x08\0\0\0".to_vec();
    // An empty main directory, then one with two pointers, then the small picture.
    tiff.extend([0, 0]);
    tiff.extend(14_u32.to_le_bytes());
    tiff.extend(2_u16.to_le_bytes());
    for (tag, value) in [(0x0201_u16, 44_u32), (0x0202, thumbnail.len() as u32)] {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(4_u16.to_le_bytes());
        tiff.extend(1_u32.to_le_bytes());
        tiff.extend(value.to_le_bytes());
    }
    tiff.extend([0; 4]);
    assert_eq!(tiff.len(), 44);
    tiff.extend(thumbnail);
    with_segment(picture, 0xe1, &[b"Exif\0\0".to_vec(), tiff].concat())
}

#[tokio::test]
async fn a_thumbnail_of_something_else_is_told_from_an_honest_one() {
    let folder = folder();
    let street = street(800, 600);
    let large = jpeg(&street);
    let small = |picture| jpeg(&imageops::thumbnail(picture, 160, 120));
    let seen = examine(&write(
        &folder,
        "a",
        &with_thumbnail(&large, &small(&street)),
    ))
    .await;
    let distance = |seen: &Examination| match claim(seen, "ThumbnailDistance").parsed {
        Some(Parsed::Count { count }) => count,
        ref other => panic!("{other:?}"),
    };
    assert!(distance(&seen) < 40, "{}", distance(&seen));
    let other = image::RgbImage::from_fn(800, 600, |x, y| {
        image::Rgb([(x / 3) as u8, (y / 3) as u8, ((x * y) / 1_000) as u8])
    });
    let seen = examine(&write(
        &folder,
        "b",
        &with_thumbnail(&large, &small(&other)),
    ))
    .await;
    assert!(distance(&seen) >= 90, "{}", distance(&seen));
}

#[tokio::test]
async fn packets_and_comments_are_read_with_their_place() {
    let folder = folder();
    let packet = r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="Snapseed" xmp:ModifyDate="2022-10-01T09:00:00+04:30"/>
        </rdf:RDF></x:xmpmeta>"#;
    let xmp = [
        b"http://ns.adobe.com/xap/1.0/\0".as_slice(),
        packet.as_bytes(),
    ]
    .concat();
    let bytes = with_segment(&jpeg(&street(200, 100)), 0xe1, &xmp);
    let bytes = with_segment(&bytes, 0xfe, b"a comment");
    let seen = examine(&write(&folder, "a", &bytes)).await;
    let tool = claim(&seen, "xmp:CreatorTool");
    assert_eq!(
        (tool.raw.as_str(), tool.place.as_str()),
        ("Snapseed", "APP1/XMP")
    );
    assert!(claim(&seen, "xmp:ModifyDate").parsed.is_some());
    let comment = claim(&seen, "Comment");
    assert_eq!(
        (comment.raw.as_str(), comment.place.as_str()),
        ("a comment", "COM")
    );
    assert_eq!(comment.parsed, None, "sealed");
}

#[tokio::test]
async fn a_recording_says_where_each_box_stands() {
    let folder = folder();
    let more = [
        "-metadata",
        "location=+34.5000+069.2000/",
        "-metadata",
        "artist=Somebody",
        "-metadata",
        "creation_time=1970-01-01T00:00:10Z",
    ];
    let seen = examine(&clip(&folder, "a.mov", &more)).await;
    let place = claim(&seen, "GPSPosition");
    assert_eq!(
        (place.raw.as_str(), place.place.as_str()),
        ("34.500000, 69.200000", "moov/udta/©xyz")
    );
    let created = claim(&seen, "CreateDate");
    assert_eq!(
        (created.raw.as_str(), created.place.as_str()),
        ("1970-01-01T00:00:10Z", "moov/mvhd")
    );
    assert!(
        seen.claims
            .iter()
            .any(|claim| claim.raw == "Somebody" && claim.parsed.is_none())
    );
}

#[tokio::test]
async fn hostile_metadata_ends_and_costs_no_picture() {
    let folder = folder();
    let plain = jpeg(&street(200, 100));
    // A directory whose next directory is itself.
    let mut looped = b"Exif\0\0II\x2a\0\x08\0\0\0\0\0".to_vec();
    looped.extend(8_u32.to_le_bytes());
    let bomb = format!(
        "http://ns.adobe.com/xap/1.0/\0<!DOCTYPE x [<!ENTITY a \"{}\">{}]><x:xmpmeta>&z;</x:xmpmeta>",
        "a".repeat(1_000),
        ('b'..='z')
            .map(|n| format!("<!ENTITY {n} \"&{0};&{0};&{0};\">", (n as u8 - 1) as char))
            .collect::<String>(),
    );
    let mut many = plain.clone();
    for _ in 0..6_000 {
        many.splice(2..2, [0xff, 0xed, 0, 2]);
    }
    let files = [
        with_segment(&plain, 0xe1, &looped),
        with_segment(&plain, 0xe1, bomb.as_bytes()),
        with_segment(
            &plain,
            0xeb,
            &[b"JP\0\x01\0\0\0\x01".to_vec(), vec![0xff; 4_000]].concat(),
        ),
        with_segment(
            &plain,
            0xed,
            &[b"Photoshop 3.0\0".to_vec(), b"8BIM".repeat(900)].concat(),
        ),
        many,
    ];
    for (number, bytes) in files.iter().enumerate() {
        let path = write(&folder, &number.to_string(), bytes);
        let seen = tokio::time::timeout(Duration::from_secs(10), examine(&path)).await;
        let seen = seen.unwrap_or_else(|_| panic!("{number} has no end"));
        assert_eq!(seen.problem, None, "{number}");
        let whole = serde_json::to_string(&seen.claims).expect("json");
        assert!(
            whole.len() < 20_000 && !whole.contains("aaaaaaaa"),
            "{number}: {whole}"
        );
    }
}
