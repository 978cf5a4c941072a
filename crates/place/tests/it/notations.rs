//! Texts as people paste them, what they are read as, and what is said about those that cannot be.

use cairn_domain::Point;
use cairn_place::{
    Notation, Reading, Role, Unreadable, format_decimal, format_dms, notation, parse, parse_near,
};
use proptest::prelude::*;

fn read(text: &str) -> Reading {
    parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn refused(text: &str) -> Unreadable {
    match parse(text) {
        Err(error) => error,
        Ok(reading) => panic!("{text} was read as {reading:?}"),
    }
}

/// Every text stands for the same place, to within `within_deg`.
fn all_read(texts: &[&str], notation: Notation, (lat, lon): (f64, f64), within_deg: f64) {
    for text in texts {
        let reading = read(text);
        let off = (reading.point.lat() - lat)
            .abs()
            .max((reading.point.lon() - lon).abs());
        assert!(off <= within_deg, "{text}: {reading:?}");
        assert_eq!(reading.notation, notation, "{text}");
    }
}

#[test]
fn decimal_degrees_as_people_write_them() {
    let texts = [
        "34.5587, 69.2217",
        "34.5587 69.2217",
        "  34.5587,69.2217\n",
        "34.5587; 69.2217",
        "34.5587/69.2217",
        "(34.5587, 69.2217)",
        "[34.5587,69.2217]",
        "+34.5587, +69.2217",
        "34.5587°, 69.2217°",
        "34.5587° 69.2217°",
        "34.5587N 69.2217E",
        "34.5587 N, 69.2217 E",
        "N34.5587 E69.2217",
        "N 34.5587°, E 69.2217°",
        "34.5587° North 69.2217° East",
        "69.2217E, 34.5587N",
        "E69.2217 N34.5587",
        "34.5587N, 69.2217",
        "lat: 34.5587, lon: 69.2217",
        "Latitude 34.5587 Longitude 69.2217",
        "lng=69.2217 lat=34.5587",
        "Lat: N 34.5587 Long: E 69.2217",
        "GPS 34.5587, 69.2217",
        "34,5587 69,2217",
        "34,5587, 69,2217",
        "34,5587,69,2217",
        "34,5587; 69,2217",
        "۳۴٫۵۵۸۷، ۶۹٫۲۲۱۷",
        "۳۴.۵۵۸۷, ۶۹.۲۲۱۷",
        "٣٤٫٥٥٨٧ ٦٩٫٢٢١٧",
        "\u{200e}34.5587\u{200f},\u{a0}69.2217\u{202c}",
        "عرض ۳۴٫۵۵۸۷ طول ۶۹٫۲۲۱۷",
        "طول جغرافیایی ۶۹٫۲۲۱۷ عرض جغرافیایی ۳۴٫۵۵۸۷",
        "۳۴٫۵۵۸۷ شمال ۶۹٫۲۲۱۷ شرق",
        "３４.５５８７，６９.２２１７",
    ];
    all_read(&texts, Notation::Decimal, (34.5587, 69.2217), 1e-12);
    all_read(
        &[
            "34.5 S, 58.25 W",
            "-34.5, -58.25",
            "−34.5 −58.25",
            "S34.5 W58.25",
        ],
        Notation::Decimal,
        (-34.5, -58.25),
        0.0,
    );
    all_read(
        &["+34.5-58.25", "34.5N, -58.25"],
        Notation::Decimal,
        (34.5, -58.25),
        0.0,
    );
}

#[test]
fn degrees_minutes_seconds() {
    let texts = [
        "34°33'31.3\"N 69°13'18.1\"E",
        "34° 33′ 31.3″ N, 69° 13′ 18.1″ E",
        "34º33’31.3’’N 69º13’18.1’’E",
        "34 deg 33' 31.3\" N, 69 deg 13' 18.1\" E",
        "N34°33'31.3\" E69°13'18.1\"",
        "34 33 31.3 N 69 13 18.1 E",
        "34 33 31.3 69 13 18.1",
        "34:33:31.3N 69:13:18.1E",
        "34-33-31.3N, 69-13-18.1E",
        "34°33'31,3\"N 69°13'18,1\"E",
        "34°33'31.3\" 69°13'18.1\"",
        "۳۴ درجه ۳۳ دقیقه ۳۱٫۳ ثانیه شمالی ۶۹ درجه ۱۳ دقیقه ۱۸٫۱ ثانیه شرقی",
    ];
    all_read(&texts, Notation::Dms, (34.558_694, 69.221_694), 1e-6);
    all_read(
        &["0°30'00\"S 0°15'00\"W", "-0°30'00\", -0°15'00\""],
        Notation::Dms,
        (-0.5, -0.25),
        0.0,
    );
}

#[test]
fn degrees_and_minutes() {
    let texts = [
        "34°33.522'N 69°13.302'E",
        "N 34 33.522 E 69 13.302",
        "34° 33.522', 69° 13.302'",
        "34 33.522 69 13.302",
    ];
    all_read(&texts, Notation::Ddm, (34.5587, 69.2217), 1e-9);
}

#[test]
fn geo_uris() {
    all_read(
        &[
            "geo:34.5587,69.2217",
            "GEO:34.5587,69.2217;crs=wgs84",
            "geo:34.5587,69.2217,1790",
            "geo:0,0?q=34.5587,69.2217(Kabul)",
            "geo:34.5587,69.2217?z=17",
        ],
        Notation::GeoUri,
        (34.5587, 69.2217),
        0.0,
    );
    assert_eq!(read("geo:34.5587,69.2217;u=35").precision_m, 35.0);
    assert_eq!(
        refused("geo:34.5,69.2;crs=nad27"),
        Unreadable::OtherDatum("nad27".to_owned())
    );
    assert_eq!(refused("geo:Kabul"), Unreadable::NothingFound);
}

#[test]
fn pins_in_map_links() {
    let texts = [
        "https://www.google.com/maps/place/Kabul/@34.5,69.1,12z/data=!3m1!4b1!4m6!3m5!1s0x38:0x6!8m2!3d34.5587!4d69.2217!16zL20v",
        "https://www.google.com/maps?q=34.5587,69.2217&z=17",
        "https://maps.google.com/?q=loc:34.5587,69.2217",
        "https://www.google.com/maps/search/?api=1&query=34.5587%2C69.2217",
        "https://www.google.com/maps/search/34.5587,+69.2217?entry=tts",
        "google.com/maps/place/34.5587,69.2217/@34.1,69.1,17z",
        "Dropped pin https://maps.google.com/maps?daddr=34.5587,69.2217",
        "https://www.openstreetmap.org/?mlat=34.5587&mlon=69.2217#map=17/34.5/69.2",
        "https://yandex.com/maps/?ll=69.1%2C34.5&pt=69.2217%2C34.5587&z=14",
        "https://yandex.ru/maps/?whatshere%5Bpoint%5D=69.2217%2C34.5587&whatshere%5Bzoom%5D=16",
        "https://yandex.com/maps/?text=34.5587%2C69.2217",
        "https://www.bing.com/maps?cp=34.5~69.1&sp=point.34.5587_69.2217_Kabul",
        "https://maps.apple.com/?ll=34.5587,69.2217&q=Pin",
    ];
    all_read(&texts, Notation::MapLink, (34.5587, 69.2217), 0.0);
    assert!(
        texts
            .iter()
            .all(|text| read(text).role == Role::Pin && read(text).warnings.is_empty())
    );
    let dms =
        "https://www.google.com/maps/place/34%C2%B033'31.3%22N+69%C2%B013'18.1%22E/@34.5,69.2,17z";
    all_read(&[dms], Notation::MapLink, (34.558_694, 69.221_694), 1e-5);
}

#[test]
fn middles_of_views_in_map_links() {
    let texts = [
        "https://www.google.com/maps/@34.5587,69.2217,17z",
        "https://www.google.com/maps/@34.5587,69.2217,980m/data=!3m1!1e3",
        "https://earth.google.com/web/@34.5587,69.2217,1790.5a,980d,35y,0h,0t,0r",
        "https://www.openstreetmap.org/#map=17/34.5587/69.2217",
        "https://yandex.com/maps/?ll=69.2217%2C34.5587&z=17",
        "https://www.bing.com/maps?cp=34.5587~69.2217&lvl=17",
        "http://wikimapia.org/#lang=en&lat=34.5587&lon=69.2217&z=17&m=w",
    ];
    all_read(&texts, Notation::MapLink, (34.5587, 69.2217), 0.0);
    for text in texts {
        let reading = read(text);
        assert_eq!(reading.role, Role::ViewCentre, "{text}");
        assert_eq!(reading.warnings.len(), 1, "{text}");
        assert!(
            (240.0..260.0).contains(&reading.precision_m),
            "{text}: {}",
            reading.precision_m
        );
    }
}

#[test]
fn digits_imply_a_precision() {
    for (text, metres) in [
        ("34, 69", 111_320.0),
        ("34.56, 69.22", 1_113.2),
        ("34.5587, 69.2217", 11.132),
        ("34.55871, 69.2217", 11.132),
        ("34.558712345, 69.221712345", 0.1),
        ("34°33'31\"N 69°13'18\"E", 30.92),
        ("34°33'31.3\"N 69°13'18.1\"E", 3.092),
        ("34°33.5'N 69°13.3'E", 185.53),
    ] {
        let precision_m = read(text).precision_m;
        assert!(
            (precision_m / metres - 1.0).abs() < 1e-3,
            "{text}: {precision_m}"
        );
        assert_eq!(
            read(text).warnings.len(),
            usize::from(metres > 1_000.0),
            "{text}"
        );
    }
}

#[test]
fn refusals_say_what_to_do() {
    assert_eq!(refused(""), Unreadable::NothingFound);
    assert_eq!(refused("near the blue mosque"), Unreadable::NothingFound);
    assert_eq!(refused(&"1 ".repeat(9_000)), Unreadable::NothingFound);
    assert_eq!(refused("34.5587"), Unreadable::OnlyOne);
    assert_eq!(refused("34.5587 N"), Unreadable::OnlyOne);
    for text in [
        "34 33 31 69 13",
        "34.5 E 69.2",
        "-34.5 S, 69.2 E",
        "34'33 69'13",
        "1, 2, 3",
        "lat 34.5 E, lon 69.2 N",
    ] {
        assert_eq!(refused(text), Unreadable::Ambiguous(text.to_owned()));
    }
    assert_eq!(refused("34.5 N 35.5 N"), Unreadable::SameAxis("latitude"));
    assert_eq!(
        refused("34°75'N 69°13'E"),
        Unreadable::BadPart("75".to_owned(), "minutes")
    );
    assert_eq!(
        refused("34°33'60\"N 69°13'18\"E"),
        Unreadable::BadPart("60".to_owned(), "seconds")
    );
    assert!(matches!(
        refused("34.5°33'N 69°13'E"),
        Unreadable::BadPart(..)
    ));
    assert!(matches!(
        refused("134.5, 69.2"),
        Unreadable::OutOfRange {
            swap_fits: true,
            ..
        }
    ));
    assert!(matches!(
        refused("134.5, 269.2"),
        Unreadable::OutOfRange {
            swap_fits: false,
            ..
        }
    ));
    for link in [
        "https://maps.app.goo.gl/AbCdEf",
        "https://goo.gl/maps/xyz",
        "https://yandex.com/maps/-/CDabc",
    ] {
        assert_eq!(refused(link), Unreadable::ShortLink);
    }
    for link in [
        "https://www.google.com/maps/place/Kabul",
        "https://t.me/channel/123",
        "https://google.com/maps/@nan,inf,17z",
    ] {
        assert_eq!(refused(link), Unreadable::LinkWithoutPlace);
    }
    let swapped = refused("134.5, 69.2").to_string();
    assert!(
        swapped.ends_with("Swapped, they would fit: latitude comes first."),
        "{swapped}"
    );
}

#[test]
fn swapped_order_and_null_island_earn_a_warning() {
    let kabul = Point::try_new(34.5553, 69.2075).expect("on the globe");
    let swapped = parse_near("69.2217, 34.5587", kabul).expect("readable");
    assert!(swapped.warnings[0].contains("swapped"), "{swapped:?}");
    assert!(
        parse_near("34.5587, 69.2217", kabul)
            .expect("readable")
            .warnings
            .is_empty()
    );
    assert!(
        parse_near("48.8584, 2.2945", kabul)
            .expect("readable")
            .warnings
            .is_empty()
    );
    assert!(read("0.00000, 0.00000").warnings[0].contains("Atlantic"));
}

#[test]
fn every_notation_has_a_reader() {
    let listed: Vec<_> = notation::ALL
        .iter()
        .flat_map(|reader| reader.notations)
        .copied()
        .collect();
    assert!(
        Notation::ALL
            .iter()
            .all(|notation| listed.contains(notation))
    );
}

proptest! {
    #[test]
    fn what_is_formatted_is_read_back_within_its_precision(
        lat in -90.0..=90.0, lon in -180.0..=180.0, precision_m in 0.5..200_000.0,
    ) {
        let point = Point::try_new(lat, lon).expect("on the globe");
        let back = read(&format_decimal(point, precision_m));
        prop_assert!(back.point.distance_m(point) <= precision_m);
        prop_assert!(back.precision_m <= precision_m.max(0.1) * 1.000_001);
        let back = read(&format_dms(point));
        prop_assert!(back.point.distance_m(point) <= 2.5, "{}", back.point.distance_m(point));
    }

    #[test]
    fn hemispheres_signs_and_labels_agree(lat in -89.0..89.0, lon in -179.0..179.0) {
        let sides = (if lat < 0.0 { 'S' } else { 'N' }, if lon < 0.0 { 'W' } else { 'E' });
        let (north, east): (f64, f64) = (lat, lon);
        let (a, b) = (north.abs(), east.abs());
        let plain = read(&format!("{lat:.6}, {lon:.6}")).point;
        for text in [
            format!("{a:.6}{} {b:.6}{}", sides.0, sides.1),
            format!("{}{b:.6}, {}{a:.6}", sides.1, sides.0),
            format!("lon {lon:.6} lat {lat:.6}"),
            format!("geo:{lat:.6},{lon:.6}"),
            format!("https://www.openstreetmap.org/?mlat={lat:.6}&mlon={lon:.6}"),
        ] {
            prop_assert_eq!(read(&text).point, plain, "{}", text);
        }
    }

    #[test]
    fn nothing_typed_can_break_the_reader(text in "\\PC{0,60}") {
        let _ = parse(&text);
    }

    #[test]
    fn nothing_like_coordinates_can_break_the_reader(text in "[-+0-9NSEWnsew°'\",;:/.@!=&?#% ~_()]{0,40}|(https://google\\.com/|geo:)[-+0-9!34dz@,.%/?&=;uq]{0,40}") {
        if let Ok(reading) = parse(&text) {
            prop_assert!(reading.precision_m.is_finite() && reading.precision_m >= 0.0, "{:?}", reading);
        }
    }
}
