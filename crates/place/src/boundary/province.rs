//! The 34 provinces of Afghanistan.

use std::sync::LazyLock;

use cairn_domain::Point;

use super::{Shape, topology};
use crate::gazetteer::name_key;

/// A province with its names and its outline.
#[derive(Debug)]
pub struct Province {
    /// ISO 3166-2:AF, such as `AF-KAB`.
    pub code: &'static str,
    /// In English, as findings and filters have it.
    pub name: &'static str,
    /// In Dari.
    pub dari: &'static str,
    /// In Pashto.
    pub pashto: &'static str,
    /// Further spellings in either script.
    pub other: Vec<&'static str>,
    /// Coarse (about 1 km) and not authoritative.
    pub shape: Shape,
}

impl Province {
    /// Its code in the United Nations' list of administrative areas (OCHA COD-AB), such as `AF01`:
    /// what humanitarian data joins by.
    pub fn pcode(&self) -> Option<&'static str> {
        let known = PCODES.iter().find(|(iso, _)| *iso == self.code)?;
        Some(known.1)
    }
}

const PCODES: &[(&str, &str)] = &[
    ("AF-KAB", "AF01"),
    ("AF-KAP", "AF02"),
    ("AF-PAR", "AF03"),
    ("AF-WAR", "AF04"),
    ("AF-LOG", "AF05"),
    ("AF-NAN", "AF06"),
    ("AF-LAG", "AF07"),
    ("AF-PAN", "AF08"),
    ("AF-BGL", "AF09"),
    ("AF-BAM", "AF10"),
    ("AF-GHA", "AF11"),
    ("AF-PKA", "AF12"),
    ("AF-PIA", "AF13"),
    ("AF-KHO", "AF14"),
    ("AF-KNR", "AF15"),
    ("AF-NUR", "AF16"),
    ("AF-BDS", "AF17"),
    ("AF-TAK", "AF18"),
    ("AF-KDZ", "AF19"),
    ("AF-SAM", "AF20"),
    ("AF-BAL", "AF21"),
    ("AF-SAR", "AF22"),
    ("AF-GHO", "AF23"),
    ("AF-DAY", "AF24"),
    ("AF-URU", "AF25"),
    ("AF-ZAB", "AF26"),
    ("AF-KAN", "AF27"),
    ("AF-JOW", "AF28"),
    ("AF-FYB", "AF29"),
    ("AF-HEL", "AF30"),
    ("AF-BDG", "AF31"),
    ("AF-HER", "AF32"),
    ("AF-FRA", "AF33"),
    ("AF-NIM", "AF34"),
];

/// A point's province, and how far the point is from where that could be wrong.
#[derive(Debug, Clone, Copy)]
pub struct InProvince {
    /// Which.
    pub province: &'static Province,
    /// Metres to the nearest edge of the outline, which itself may be a kilometre off.
    pub edge_m: f64,
}

static PROVINCES: LazyLock<Vec<Province>> = LazyLock::new(|| {
    let shapes = topology::shapes(include_str!("../../data/afghanistan.topo.json"));
    let shapes = shapes.unwrap_or_default();
    let rows = include_str!("../../data/provinces.tsv").lines().skip(1);
    let province = |row: &'static str| {
        let mut cells = row.split('\t');
        let code = cells.next()?;
        let [name, dari, pashto, _] = [cells.next()?, cells.next()?, cells.next()?, cells.next()?];
        let other = cells.next()?.split('|').filter(|name| !name.is_empty());
        let shape = shapes.iter().find(|shape| shape.id == code)?.shape.clone();
        Some(Province {
            code,
            name,
            dari,
            pashto,
            other: other.collect(),
            shape,
        })
    };
    rows.filter_map(province).collect()
});

/// All 34, by code.
pub fn provinces() -> &'static [Province] {
    &PROVINCES
}

/// The province that a point lies in; `None` outside Afghanistan.
pub fn province_of(point: Point) -> Option<InProvince> {
    let province = provinces()
        .iter()
        .find(|province| province.shape.contains(point))?;
    let edge_m = province.shape.edge_m(point);
    Some(InProvince { province, edge_m })
}

/// The province of a name in any of its spellings, or of a code.
pub fn province_named(text: &str) -> Option<&'static Province> {
    let wanted = name_key(text);
    let has_name = |province: &&Province| {
        let names = [province.name, province.dari, province.pashto, province.code];
        let all = names.iter().chain(&province.other);
        all.into_iter().any(|name| name_key(name) == wanted)
    };
    provinces().iter().find(has_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_province_has_a_pcode_of_its_own() {
        let mut codes: Vec<_> = provinces().iter().filter_map(Province::pcode).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 34);
        let kunduz = province_named("Kunduz").and_then(Province::pcode);
        assert_eq!(kunduz, Some("AF19"));
    }
}
