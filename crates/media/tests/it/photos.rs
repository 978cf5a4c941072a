//! Photographs through the caged child: upright, hashed, stepped down, clean, or labelled.

use std::process::Command;

use cairn_domain::DerivativeKind::{Cover, LargeGrey, Preview, PublicCopy, SmallGrey, Thumbnail};
use cairn_domain::metadata::Parsed;
use image::{ImageFormat, imageops};

use crate::samples::{
    self, Exif, contains, examine, examine_as, folder, jpeg, made, picture, street, write,
};

const KABUL: Exif<'_> = Exif {
    orientation: 6,
    make: "CanaryCam",
    taken: "2022:09:30 07:31:00",
    offset: "+04:30",
    place: (34, 69),
};

#[tokio::test]
async fn a_turned_photo_stands_upright_and_its_claims_are_claims() {
    let folder = folder();
    // The camera lay on its side: stored lying, to be turned a quarter to the right for display.
    let upright = street(300, 400);
    let stored = jpeg(&imageops::rotate270(&upright));
    let path = write(&folder, "a", &samples::with_exif(&stored, &KABUL));
    let seen = examine(&path).await;

    assert_eq!(seen.problem, None);
    assert_eq!((seen.width, seen.height), (Some(300), Some(400)));
    let preview = picture(made(&seen, Preview));
    let [r, g, b] = preview.get_pixel(20, 20).0;
    assert!(
        r > 180 && g < 80 && b < 80,
        "red is in the upper left corner: {r} {g} {b}"
    );

    let claim = |tag: &str| {
        let claim = seen.claims.iter().find(|claim| claim.tag == tag);
        claim.unwrap_or_else(|| panic!("no {tag} in {:?}", seen.claims))
    };
    assert_eq!(claim("Make").raw, "CanaryCam");
    assert_eq!(claim("DateTimeOriginal").raw, "2022-09-30T07:31:00+04:30");
    assert_eq!(claim("GPSPosition").raw, "34.500000, 69.500000");
    assert_eq!(claim("GPSPosition").place, "EXIF/GPS");
    assert_eq!(claim("Make").place, "EXIF/IFD0/0x010f");
    assert!(claim("DateTimeOriginal").parsed.is_some());
}

#[tokio::test]
async fn every_step_of_looking_has_its_size_and_nothing_is_made_larger() {
    let folder = folder();
    let seen = examine(&write(&folder, "a", &jpeg(&street(2400, 1800)))).await;
    let sizes = [
        (Cover, 32, 24),
        (SmallGrey, 320, 240),
        (Thumbnail, 320, 240),
        (LargeGrey, 1280, 960),
        (Preview, 1280, 960),
        (PublicCopy, 1600, 1200),
    ];
    for (kind, width, height) in sizes {
        let made = made(&seen, kind);
        assert_eq!(
            (made.width, made.height),
            (Some(width), Some(height)),
            "{kind}"
        );
        assert_eq!(picture(made).dimensions(), (width, height), "{kind}");
        assert_eq!(made.mime, "image/jpeg");
        assert!(made.tool.starts_with("cairn-media ") && !made.arguments.is_empty());
    }
    let grey = picture(made(&seen, LargeGrey));
    assert!(
        grey.pixels().all(|p| p.0[0] == p.0[1] && p.0[1] == p.0[2]),
        "grey is grey"
    );

    let tiny = examine(&write(&folder, "b", &jpeg(&street(20, 10)))).await;
    assert!(
        tiny.derivatives.iter().all(|made| made.width == Some(20)),
        "{:?}",
        tiny.problem
    );
}

#[tokio::test]
async fn the_public_copy_carries_nothing_but_the_picture() {
    let folder = folder();
    let mut bytes = samples::with_exif(&jpeg(&street(800, 600)), &KABUL);
    bytes.extend(b"<script>tail</script>");
    let seen = examine(&write(&folder, "a", &bytes)).await;
    assert!(contains(&bytes, b"CanaryCam"));
    assert_eq!(seen.derivatives.len(), 6);
    for made in &seen.derivatives {
        for canary in [&b"CanaryCam"[..], b"Exif", b"2022:09:30", b"script"] {
            assert!(
                !contains(&made.bytes, canary),
                "{} carries {canary:?}",
                made.kind
            );
        }
    }
}

#[tokio::test]
async fn a_resized_copy_has_nearly_the_same_hash() {
    let folder = folder();
    let street = street(1200, 900);
    let small = imageops::resize(&street, 600, 450, imageops::FilterType::Triangle);
    let one = examine(&write(&folder, "a", &jpeg(&street))).await;
    let other = examine(&write(&folder, "b", &jpeg(&small))).await;
    let bits = |seen: &cairn_media::Examination| {
        let hex = seen.hash.clone().expect("a hash").pdq;
        assert_eq!(hex.len(), 64);
        u128::from_str_radix(&hex[..32], 16).expect("hex")
    };
    let distance = (bits(&one) ^ bits(&other)).count_ones();
    assert!(distance <= 16, "{distance} of 128 bits differ");
    assert!(
        one.hash.as_ref().is_some_and(|hash| hash.quality > 50),
        "{:?}",
        one.hash
    );
}

#[tokio::test]
async fn png_webp_and_gif_are_decoded_and_what_is_see_through_lies_on_white() {
    let folder = folder();
    for (name, format) in [
        ("a.png", ImageFormat::Png),
        ("a.gif", ImageFormat::Gif),
        ("a.webp", ImageFormat::WebP),
    ] {
        let path = folder.path().join(name);
        street(200, 100)
            .save_with_format(&path, format)
            .expect("sample");
        let seen = examine(&path).await;
        assert_eq!(seen.problem, None, "{name}");
        assert_eq!(seen.width, Some(200), "{name}");
    }
    let path = folder.path().join("clear.png");
    image::RgbaImage::from_pixel(64, 64, image::Rgba([0, 0, 0, 0]))
        .save(&path)
        .expect("sample");
    let seen = examine(&path).await;
    assert!(picture(made(&seen, Preview)).get_pixel(9, 9).0[0] > 250);
    assert_eq!(seen.hash, None, "a blank picture has no hash");
}

#[tokio::test]
async fn damaged_pictures_are_labelled_and_a_broken_off_jpeg_is_shown_as_far_as_it_goes() {
    let folder = folder();
    let whole = jpeg(&street(400, 300));
    let mut png = Vec::new();
    street(400, 300)
        .write_to(&mut std::io::Cursor::new(&mut png), ImageFormat::Png)
        .expect("sample");
    let garbage = [&whole[..4], &[0x55; 5000]].concat();
    for (name, bytes) in [
        ("header", &whole[..20]),
        ("garbage", &garbage),
        ("png", &png[..png.len() / 2]),
    ] {
        let seen = examine(&write(&folder, name, bytes)).await;
        let problem = seen
            .problem
            .unwrap_or_else(|| panic!("{name} has no problem"));
        assert!(
            problem.starts_with("cannot be previewed: "),
            "{name}: {problem}"
        );
        assert!(seen.derivatives.is_empty(), "{name}");
    }
    let seen = examine(&write(&folder, "half", &whole[..whole.len() / 2])).await;
    assert!(
        seen.problem
            .is_some_and(|problem| problem.contains("breaks off"))
    );
}

#[tokio::test]
async fn bombs_are_refused_by_their_size_before_they_are_decoded() {
    let folder = folder();
    // A PNG header that promises 30,000 × 30,000 pixels, with a right checksum.
    let mut header = b"IHDR\0\0\x75\x30\0\0\x75\x30\x08\x02\0\0\0".to_vec();
    let sum = crc(&header);
    let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\r".to_vec();
    bomb.append(&mut header);
    bomb.extend(sum.to_be_bytes());
    bomb.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
    let seen = examine(&write(&folder, "bomb", &bomb)).await;
    assert_eq!(
        (seen.width, seen.height),
        (Some(30_000), Some(30_000)),
        "{:?}",
        seen.problem
    );
    assert!(
        seen.problem
            .is_some_and(|problem| problem.contains("30000 × 30000"))
    );
}

/// CRC-32 of PNG (RFC 2083, section 15), bit by bit.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                0xedb8_8320 ^ (crc >> 1)
            } else {
                crc >> 1
            }
        })
    })
}

#[tokio::test]
async fn odd_claims_are_flagged() {
    let folder = folder();
    let unset = Exif {
        place: (0, 0),
        taken: "0000:00:00 00:00:00",
        orientation: 1,
        ..KABUL
    };
    let seen = examine(&write(
        &folder,
        "a",
        &samples::with_exif(&jpeg(&street(64, 64)), &unset),
    ))
    .await;
    let claim = |tag: &str| {
        let claim = seen.claims.iter().find(|claim| claim.tag == tag);
        claim.unwrap_or_else(|| panic!("no {tag} in {:?}", seen.claims))
    };
    assert_eq!(claim("DateTimeOriginal").raw, "0000:00:00 00:00:00");
    let blank = Parsed::NoDate { is_blank: true };
    assert_eq!(claim("DateTimeOriginal").parsed, Some(blank));
    assert_eq!(seen.problem, None, "an odd claim is no problem");
}

#[tokio::test]
async fn heic_and_avif_are_decoded_where_the_machine_can() {
    let folder = folder();
    let source = folder.path().join("a.png");
    street(640, 480).save(&source).expect("sample");
    for (name, mime, more) in [
        ("a.heic", "image/heic", &[][..]),
        ("a.avif", "image/avif", &["-A"][..]),
    ] {
        let path = folder.path().join(name);
        let encoded = Command::new("heif-enc")
            .args(more)
            .arg(&source)
            .arg("-o")
            .arg(&path)
            .output();
        assert!(
            encoded
                .expect("heif-enc of libheif-examples is installed")
                .status
                .success()
        );
        let seen = examine_as(&path, mime).await;
        assert_eq!(seen.problem, None, "{name}");
        assert_eq!((seen.width, seen.height), (Some(640), Some(480)), "{name}");
        let [r, g, _] = picture(made(&seen, Preview)).get_pixel(30, 30).0;
        assert!(r > 180 && g < 80, "{name}: red corner");
    }
}
