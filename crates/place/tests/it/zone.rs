//! The time zone of a place.
#![cfg(feature = "zones")]

use cairn_domain::Point;
use cairn_place::zone::zone_at;
use proptest::prelude::*;

fn zone(lat: f64, lon: f64) -> String {
    let point = Point::try_new(lat, lon).expect("on the globe");
    zone_at(point).map_or("none".to_owned(), |zone| zone.to_string())
}

#[test]
fn both_sides_of_the_borders() {
    for (place, lat, lon, expected) in [
        ("Kabul", 34.5281, 69.1723, "Asia/Kabul"),
        ("Torkham, Afghan side", 34.1300, 71.0850, "Asia/Kabul"),
        ("Torkham, Pakistani side", 34.1180, 71.1000, "Asia/Karachi"),
        ("Spin Boldak", 31.0056, 66.4000, "Asia/Kabul"),
        ("Chaman", 30.9177, 66.4526, "Asia/Karachi"),
        ("Islam Qala", 34.6667, 61.0700, "Asia/Kabul"),
        ("Taybad", 34.7400, 60.7756, "Asia/Tehran"),
        ("Hairatan", 37.2050, 67.4230, "Asia/Kabul"),
        ("Termez", 37.2242, 67.2783, "Asia/Samarkand"),
        ("Shir Khan Bandar", 37.1640, 68.6100, "Asia/Kabul"),
        ("Panji Poyon", 37.2400, 68.6000, "Asia/Dushanbe"),
        ("Torghundi", 35.2500, 62.2800, "Asia/Kabul"),
        ("Serhetabat", 35.2800, 62.3438, "Asia/Ashgabat"),
        ("Zaranj", 30.9597, 61.8604, "Asia/Kabul"),
        ("Zabol", 31.0306, 61.4949, "Asia/Tehran"),
        ("the Wakhan", 37.1000, 74.0000, "Asia/Kabul"),
        ("Peshawar", 34.0150, 71.5805, "Asia/Karachi"),
        ("Mashhad", 36.2972, 59.6067, "Asia/Tehran"),
        ("the Arabian Sea", 15.0, 65.0, "Etc/GMT-4"),
    ] {
        assert_eq!(zone(lat, lon), expected, "{place}");
    }
}

proptest! {
    #[test]
    fn every_place_has_a_zone_that_is_known(lat in -90.0..=90.0, lon in -180.0..=180.0) {
        prop_assert_ne!(zone(lat, lon), "none");
    }
}
