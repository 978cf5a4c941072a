//! The countries of the world, at 1:110 million.

use std::sync::LazyLock;

use cairn_domain::Point;

use super::{Shape, province_of, topology};

/// A country with its outline.
#[derive(Debug)]
pub struct Country {
    /// ISO 3166-1 alpha-2; empty where there is none.
    pub code: String,
    /// In English.
    pub name: String,
    /// Good to some 30 km: to list and to draw, not to tell on which side of a border a point is.
    pub shape: Shape,
}

static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    let shapes = topology::shapes(include_str!("../../data/countries.topo.json"));
    let country = |named: topology::Named| Country {
        code: named.id,
        name: named.name,
        shape: named.shape,
    };
    shapes
        .unwrap_or_default()
        .into_iter()
        .map(country)
        .collect()
});

/// All of them, by name.
pub fn countries() -> &'static [Country] {
    &COUNTRIES
}

/// The country that a point lies in; `None` at sea. Not to be trusted within 30 km of a border,
/// but for Afghanistan's, which is the finer one of its provinces.
pub fn country_of(point: Point) -> Option<&'static Country> {
    let is_afghan = |country: &&Country| country.code == "AF";
    if province_of(point).is_some() {
        return countries().iter().find(is_afghan);
    }
    let found = countries()
        .iter()
        .find(|country| country.shape.contains(point))?;
    if !is_afghan(&found) {
        return Some(found);
    }
    // The coarse outline holds the point and the finer one does not: it is the neighbour's.
    let edge_m = |country: &&Country| country.shape.edge_m(point);
    let others = countries().iter().filter(|country| !is_afghan(country));
    others.min_by(|a, b| edge_m(a).total_cmp(&edge_m(b)))
}

/// The countries that a shape, such as a band of possible places, has ground in common with.
pub fn countries_crossed(shape: &Shape) -> Vec<&'static Country> {
    let crossed = |country: &&Country| country.shape.overlaps(shape);
    countries().iter().filter(crossed).collect()
}
