//! Names of places: the few that are embedded, to search, to find the nearest, and to hold a place
//! that somebody wrote in words against coordinates; and readers of larger lists that an instance
//! imports.

use std::sync::LazyLock;

use cairn_domain::Point;

mod format;
mod geonames;
mod gns;
mod names;
mod places;
mod rows;

pub use format::Format;
pub use geonames::geonames;
pub use gns::gns;
pub use names::{name_key, tight_key};
pub use places::{Hit, Match, Nearest, Place, nearest, place_named, places, search};
pub use rows::{BadLine, LineError, PlaceRow};

/// Name, latitude, longitude, and whether a province has the same name.
const TOWNS: &str = include_str!("../data/towns.csv");
/// Around the middle of a town; whoever names a town may mean its district.
const TOWN_M: f64 = 25_000.0;
/// Around a town that may be named for its province.
const PROVINCE_M: f64 = 120_000.0;

/// Plain name, where, and the radius in metres.
static PLAIN: LazyLock<Vec<(String, Point, f64)>> = LazyLock::new(|| {
    let towns = TOWNS.lines().skip(1).filter_map(|line| {
        let mut cells = line.split(',');
        let name = plain(cells.next()?);
        let (lat, lon) = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
        let radius_m = match cells.next()? {
            "province" => PROVINCE_M,
            _ => TOWN_M,
        };
        Some((name, Point::try_new(lat, lon).ok()?, radius_m))
    });
    towns.collect()
});

/// The one town that a text names, with the radius in metres that this leaves. Nothing if it names
/// none or several.
pub fn named_in(text: &str) -> Option<(Point, f64)> {
    let text = plain(text);
    let mut named = PLAIN.iter().filter(|(name, ..)| text.contains(name));
    let (_, point, radius_m) = named.next()?;
    named.next().is_none().then_some((*point, *radius_m))
}

/// Words in lower case, each with a space on both sides: `Pul-e Khumri` is ` pul e khumri `.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 2);
    let words = text.split(|c: char| !c.is_alphanumeric());
    for word in words.filter(|word| !word.is_empty()) {
        plain.push(' ');
        plain.extend(word.chars().flat_map(char::to_lowercase));
    }
    plain.push(' ');
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_is_a_place_and_two_are_none() {
        let (kabul, radius_m) = named_in("Kabul, near the main road").expect("a town");
        assert_eq!(
            (kabul.lat(), kabul.lon(), radius_m),
            (34.5281, 69.1723, PROVINCE_M)
        );
        assert_eq!(named_in("between Kabul and Herat"), None);
        assert_eq!(named_in("kabulistan"), None);
        assert_eq!(named_in(""), None);
    }

    #[test]
    fn the_map_shows_the_same_towns() {
        let map = include_str!("../../../web/geo/afghanistan-places.geojson");
        for line in TOWNS.lines().skip(1) {
            let cells: Vec<_> = line.split(',').collect();
            let name = format!("\"name\":\"{}\"", cells[0]);
            let shown = map
                .lines()
                .find(|line| line.contains(&name))
                .expect(cells[0]);
            assert!(
                shown.contains(&format!("[{},{}]", cells[2], cells[1])),
                "{line}"
            );
        }
        assert_eq!(
            TOWNS.lines().skip(1).count(),
            map.matches("\"name\":").count()
        );
    }
}
