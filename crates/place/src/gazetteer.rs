//! A few names of towns, with where they are: enough to hold a place that somebody wrote in words
//! against coordinates. Not a gazetteer to find places with.

use cairn_domain::Point;

/// Name, latitude, longitude, and whether a province has the same name.
const TOWNS: &str = include_str!("../data/towns.csv");
/// Around the middle of a town; whoever names a town may mean its district.
const TOWN_M: f64 = 25_000.0;
/// Around a town that may be named for its province.
const PROVINCE_M: f64 = 120_000.0;

/// The one town that a text names, with the radius in metres that this leaves. Nothing if it names
/// none or several.
pub fn named_in(text: &str) -> Option<(Point, f64)> {
    let text = plain(text);
    let mut named = TOWNS.lines().skip(1).filter_map(|line| {
        let mut cells = line.split(',');
        let name = plain(cells.next()?);
        let (lat, lon) = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
        let radius_m = match cells.next()? {
            "province" => PROVINCE_M,
            _ => TOWN_M,
        };
        let place = (Point::try_new(lat, lon).ok()?, radius_m);
        text.contains(&name).then_some(place)
    });
    let first = named.next()?;
    named.next().is_none().then_some(first)
}

/// Words in lower case, each with a space on both sides: `Pul-e Khumri` is ` pul e khumri `.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    let lower: Vec<_> = words.map(str::to_lowercase).collect();
    format!(" {} ", lower.join(" "))
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
