use askama::Template;
use cairn_app::review::{Frame, ProofPicture};
use cairn_domain::{
    Counterpart, Digest, FeatureKind, FindingBody, FrameBox, MapShape, Point, Reference,
    ReferenceId, ReferenceKind, UserId,
};

use super::*;
use crate::{i18n::Locales, pages::item::sample::records::place};

fn picture(colour: [u8; 3], width: u32, height: u32) -> ProofPicture {
    let drawn = image::RgbImage::from_pixel(width, height, image::Rgb(colour));
    let mut bytes = std::io::Cursor::new(Vec::new());
    drawn
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("encodes");
    ProofPicture {
        mime: "image/png".into(),
        width,
        height,
        bytes: bytes.into_inner(),
    }
}

fn proof() -> Proof {
    let finding = place();
    let FindingBody::Geolocation(mut place) = finding.body.clone() else {
        panic!("a place");
    };
    let point = |lat, lon| Point::try_new(lat, lon).expect("on the globe");
    let id = ReferenceId(uuid::Uuid::from_u128(7));
    place.references.push(Reference {
        id,
        kind: ReferenceKind::Satellite,
        provider: "Example <Imagery>".into(),
        imagery_date: "2022-09".into(),
        licence: "CC BY 4.0".into(),
        source: String::new(),
        picture: None,
        added_by: UserId(uuid::Uuid::nil()),
        added_at: finding.recorded_at,
    });
    place.features[0].kind = Some(FeatureKind::Minaret);
    place.features[0].found = Some(Counterpart::Map {
        shape: MapShape::Point(point(34.4989, 69.0651)),
        reference: None,
    });
    let area = FrameBox {
        x: 0.25,
        y: 0.25,
        w: 0.5,
        h: 0.5,
    };
    place.features[1].frame = Some(area);
    place.features[1].words =
        "\u{62f}\u{631}\u{648}\u{627}\u{632}\u{647} \u{622}\u{628}\u{6cc}".into();
    place.features[1].found = Some(Counterpart::Picture {
        reference: id,
        area,
    });
    Proof {
        digest: Digest::of_json(&finding),
        author: "Ana".into(),
        frame: Frame::Shown(picture([40, 90, 160], 640, 360), Some(12.48)),
        references: vec![(id, picture([120, 110, 80], 400, 300))],
        finding,
        place,
    }
}

fn svg(proof: &Proof) -> String {
    let t = Locales::load().get(None);
    draw_proof(&t, "AFG-7K3QXM", proof, "Asia/Kabul")
        .render()
        .expect("renders")
}

#[test]
fn both_sides_of_each_pair_are_joined_by_a_line() {
    let drawn = svg(&proof());
    assert_eq!(drawn.matches("class=\"proof__link\"").count(), 2);
    assert_eq!(drawn.matches("class=\"proof__badge\"").count(), 4);
    assert_eq!(drawn.matches("data:image/png;base64,").count(), 2);
    for words in [
        "0:12.480",
        "Minaret or dome",
        "Example &#60;Imagery&#62;, 2022-09",
        "CC BY 4.0",
        "SHA-256",
    ] {
        assert!(drawn.contains(words), "{words}");
    }
    // The box of the second feature covers the middle half of a frame 744 wide.
    assert!(
        drawn.contains("M218.0 232.6L590.0 232.6L590.0 441.9L218.0 441.9Z"),
        "{drawn}"
    );
}

#[test]
fn what_was_not_looked_at_is_not_in_it() {
    let mut covered = proof();
    covered.frame = Frame::Covered;
    let drawn = svg(&covered);
    assert!(drawn.contains("look at the file first"));
    assert_eq!(
        drawn.matches("data:image/png;base64,").count(),
        1,
        "the reference alone"
    );
}

#[test]
fn as_pixels_the_frame_stands_on_the_left_and_words_are_drawn() {
    let png = raster(&svg(&proof())).expect("draws");
    let seen = image::load_from_memory(&png).expect("a PNG").to_rgb8();
    assert_eq!(seen.width(), 1600);
    assert_eq!(seen.get_pixel(60, 500).0, [40, 90, 160], "the frame");
    assert_eq!(seen.get_pixel(840, 800).0, [120, 110, 80], "the reference");
    let dark = |x0: u32, y0: u32, x1: u32, y1: u32| {
        let area = (y0..y1).flat_map(|y| (x0..x1).map(move |x| (x, y)));
        area.filter(|(x, y)| seen.get_pixel(*x, *y).0[0] < 90)
            .count()
    };
    assert!(dark(32, 30, 900, 66) > 800, "the title: fonts are found");
}
