//! Each contradiction once, and an honest file that has none.

use super::*;
use crate::metadata::tags;

fn claim(tag: &str, raw: &str) -> OpenClaim {
    OpenClaim {
        tag: tag.into(),
        value: tags::read(tag, raw).expect("a tag of the list"),
        place: "exif".into(),
        tool: "test".into(),
    }
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

fn known() -> Known {
    Known {
        received_at: at("2022-10-03T08:00:00Z"),
        claimed_place: Some((Point::try_new(34.55, 69.20).expect("Kabul"), 5_000.0)),
        claimed_until: Some(at("2022-09-30T19:29:59Z")),
        pixels: Some((480, 640)),
        duration_s: Some(60.0),
    }
}

fn codes(claims: &[(&str, &str)]) -> Vec<&'static str> {
    let claims: Vec<_> = claims.iter().map(|(tag, raw)| claim(tag, raw)).collect();
    contradictions(&claims, &known())
        .iter()
        .map(Contradiction::code)
        .collect()
}

#[test]
fn an_honest_file_contradicts_nothing() {
    let found = codes(&[
        ("DateTimeOriginal", "2022:09:30 07:31:02"),
        ("CreateDate", "2022-09-30T03:01:05Z"),
        ("GPSDateTime", "2022-09-30T03:01:00Z"),
        ("ModifyDate", "2022:09:30 07:31:02"),
        ("GPSPosition", "34.56, 69.21"),
        ("ImageSize", "640x480"),
        ("TrackDuration", "59.9"),
        ("Software", "16.1.2"),
        ("ThumbnailDistance", "12"),
    ]);
    assert_eq!(found, Vec::<&str>::new());
}

#[test]
fn clocks_that_were_never_set_are_told_from_wrong_dates() {
    let unset = |raw| codes(&[("CreateDate", raw)]);
    for raw in [
        "0000:00:00 00:00:00",
        "1904-01-01T00:00:00Z",
        "1970:01:01 00:00:12",
        "1969-12-31T23:59:59",
    ] {
        assert_eq!(unset(raw), ["clock_not_set"], "{raw}");
    }
    assert_eq!(unset("9999:99:99 99:99:99"), ["not_a_date"]);
    assert_eq!(unset("2040:01:01 00:00:00"), ["after_receipt"]);
}

#[test]
fn dates_disagree_beyond_every_zone() {
    let pair = |other| {
        codes(&[
            ("DateTimeOriginal", "2022:09:28 07:31:02"),
            ("GPSDateTime", other),
        ])
    };
    assert_eq!(pair("2022-09-28T19:00:00Z"), Vec::<&str>::new());
    assert_eq!(pair("2022-09-26T03:01:02Z"), ["dates_disagree"]);
    let later = codes(&[
        ("DateTimeOriginal", "2022:09:28 07:31:02"),
        ("xmp:ModifyDate", "2022-10-01T09:00:00+04:30"),
    ]);
    assert_eq!(later, ["changed_later"]);
}

#[test]
fn the_claimed_time_and_place_are_compared() {
    let day_after = codes(&[("DateTimeOriginal", "2022-10-01T09:00:00+04:30")]);
    assert_eq!(day_after, ["after_claimed_time"]);
    let herat = contradictions(&[claim("GPSPosition", "34.3529, 62.2040")], &known());
    let [Contradiction::FarFromClaimedPlace { distance_m }] = herat.as_slice() else {
        panic!("{herat:?}");
    };
    assert!((635_000.0..650_000.0).contains(distance_m), "{distance_m}");
    assert_eq!(codes(&[("GPSPosition", "999, 1")]), ["not_a_place"]);
    let two = [
        ("GPSPosition", "34.55, 69.20"),
        ("GPSPosition", "34.56, 69.25"),
    ];
    assert_eq!(codes(&two), ["places_disagree"]);
}

#[test]
fn later_hands_and_measures_are_flagged() {
    assert_eq!(codes(&[("Software", "Adobe Photoshop")]), ["later_hand"]);
    assert_eq!(codes(&[("ImageSize", "4000x3000")]), ["size_disagrees"]);
    assert_eq!(codes(&[("TrackDuration", "10")]), ["duration_disagrees"]);
    assert_eq!(codes(&[("Duration", "9999999999")]), ["too_long"]);
    assert_eq!(
        codes(&[("ThumbnailDistance", "120")]),
        ["thumbnail_differs"]
    );
}

#[test]
fn every_code_is_on_the_list_once() {
    let mut codes = Contradiction::ALL_CODES.to_vec();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), 15);
}
