//! Photographs of every common kind stand upright, however the camera was held.

use cairn_domain::DerivativeKind::Preview;
use cairn_media::Examination;
use image::{Rgb, RgbImage, imageops};

use crate::samples::{self, Exif, contains, examine, folder, heif, jpeg, made, picture, write};

/// Red in the upper left corner, blue in the upper right, twice as wide as high.
fn flag() -> RgbImage {
    RgbImage::from_fn(256, 128, |x, y| match (x, y) {
        (0..64, 0..48) => Rgb([220, 20, 20]),
        (192.., 0..48) => Rgb([20, 20, 220]),
        _ => Rgb([150, 150, 140]),
    })
}

/// Which corner is red and which is blue, upright size included.
fn is_upright(seen: &Examination) -> bool {
    let preview = picture(made(seen, Preview));
    let (width, height) = preview.dimensions();
    let reddish = |Rgb([r, g, b]): Rgb<u8>| r > 150 && g < 90 && b < 90;
    let bluish = |Rgb([r, g, b]): Rgb<u8>| b > 150 && g < 90 && r < 90;
    let corner = |x: u32| *preview.get_pixel(x, 8);
    (width, height) == (256, 128)
        && (seen.width, seen.height) == (Some(256), Some(128))
        && reddish(corner(8))
        && bluish(corner(width - 8))
}

/// What a camera stores that is to be shown by EXIF's orientation (TIFF 6.0, Orientation).
fn stored(orientation: u16) -> RgbImage {
    let upright = flag();
    match orientation {
        2 => imageops::flip_horizontal(&upright),
        3 => imageops::rotate180(&upright),
        4 => imageops::flip_vertical(&upright),
        5 => imageops::flip_horizontal(&imageops::rotate90(&upright)),
        6 => imageops::rotate270(&upright),
        7 => imageops::flip_horizontal(&imageops::rotate270(&upright)),
        8 => imageops::rotate90(&upright),
        _ => upright,
    }
}

fn with_orientation(bytes: &[u8], orientation: u16) -> Vec<u8> {
    let exif = Exif {
        orientation,
        make: "CanaryCam",
        taken: "2022:09:30 07:31:00",
        offset: "+04:30",
        place: (34, 69),
    };
    samples::with_exif(bytes, &exif)
}

#[tokio::test]
async fn a_jpeg_is_upright_in_all_eight_orientations() {
    let folder = folder();
    for orientation in 1..=8 {
        let bytes = with_orientation(&jpeg(&stored(orientation)), orientation);
        let seen = examine(&write(&folder, "a.jpg", &bytes)).await;
        assert!(
            is_upright(&seen),
            "orientation {orientation}: {:?}",
            seen.problem
        );
    }
}

#[tokio::test]
async fn heic_and_avif_are_upright_in_all_eight_orientations() {
    let folder = folder();
    for extension in ["heic", "avif"] {
        for (quarters, mirrored) in (0..4).flat_map(|n| [(n, false), (n, true)]) {
            let shown = if mirrored {
                imageops::flip_horizontal(&flag())
            } else {
                flag()
            };
            // Turned to the left for display, so stored turned to the right.
            let stored = match quarters {
                1 => imageops::rotate90(&shown),
                2 => imageops::rotate180(&shown),
                3 => imageops::rotate270(&shown),
                _ => shown,
            };
            let plain = heif::encode(&folder, &format!("a.{extension}"), &jpeg(&stored));
            let plain = std::fs::read(plain).expect("sample");
            let bytes = heif::transformed(&plain, quarters, mirrored);
            let seen = examine(&write(&folder, "b", &bytes)).await;
            assert!(
                is_upright(&seen),
                "{extension} {quarters} {mirrored}: {:?}",
                seen.problem
            );
        }
    }
}

/// Phones write the orientation twice; in HEIF the container's word is the one that counts.
#[tokio::test]
async fn a_heic_with_exif_is_not_turned_twice() {
    let folder = folder();
    let stored = with_orientation(&jpeg(&stored(6)), 6);
    let plain = std::fs::read(heif::encode(&folder, "a.heic", &stored)).expect("sample");
    assert!(contains(&plain, b"CanaryCam"), "its EXIF came along");
    let seen = examine(&write(&folder, "b", &heif::transformed(&plain, 3, false))).await;
    assert!(is_upright(&seen), "{:?}", seen.problem);
}

/// A camera with two lenses appends a second picture, a phone a few seconds of video: the first
/// picture is shown, nothing of what is appended goes missing from the original or into a copy.
#[tokio::test]
async fn of_several_parts_the_first_picture_is_shown() {
    let folder = folder();
    let first = with_orientation(&jpeg(&stored(6)), 6);
    let second = jpeg(&samples::street(200, 100));
    let clip = samples::clip(&folder, "a.mp4", &["-t", "1"]);
    let clip = std::fs::read(clip).expect("sample");
    for (kind, tail) in [("MPO", second), ("motion photo", clip)] {
        let whole = [first.clone(), tail.clone()].concat();
        let path = write(&folder, "b.jpg", &whole);
        let seen = examine(&path).await;
        assert_eq!(seen.problem, None, "{kind}");
        assert!(is_upright(&seen), "{kind}");
        assert_eq!(std::fs::read(&path).expect("original"), whole, "{kind}");
        for made in &seen.derivatives {
            assert!(
                !contains(&made.bytes, &tail[..64]),
                "{kind} in {}",
                made.kind
            );
        }
    }
}
