//! How pasted coordinates were read: the point, what the text implies, what to look at before trusting it.

use cairn_app::place::AreaAt;
use cairn_place::{
    Notation, boundary::province_of, format_decimal, format_mgrs, gazetteer::nearest, parse,
};

use super::findings::metres;
use crate::i18n::Translator;

/// Nearer to the middle of a town than this, in metres, a direction from it says nothing.
const AT_M: f64 = 500.0;

/// Coordinates as they were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReadingCard {
    /// Decimal degrees and, within its bounds, the military grid.
    pub(crate) point: String,
    pub(crate) grid: String,
    /// How it was written and how fine that is.
    pub(crate) how: String,
    /// Where that is: nearest named place and province; empty outside of what is known.
    pub(crate) place: String,
    /// What a person should look at.
    pub(crate) warnings: Vec<String>,
}

/// Reads what was typed; nothing where it cannot be read, which the form says when it is sent.
/// Imported areas go before the shipped provinces.
pub(crate) fn reading_card(t: &Translator, typed: &str, areas: &[AreaAt]) -> Option<ReadingCard> {
    let reading = parse(typed).ok()?;
    let class = t.vocab("precision-class", reading.class());
    let how = [
        ("notation", notation(t, reading.notation)),
        ("metres", metres(reading.precision_m)),
        ("class", class),
    ];
    Some(ReadingCard {
        point: format_decimal(reading.point, reading.precision_m),
        grid: format_mgrs(reading.point, reading.precision_m).unwrap_or_default(),
        how: t.with("reading-how", &how),
        place: place_words(t, reading.point, areas),
        warnings: reading.warnings,
    })
}

fn notation(t: &Translator, notation: Notation) -> String {
    t.vocab("notation", notation)
}

fn place_words(t: &Translator, point: cairn_domain::Point, areas: &[AreaAt]) -> String {
    let imported = area_words(t, areas);
    let Some(within) = province_of(point) else {
        return imported;
    };
    let near = nearest(point).map(|near| {
        if near.distance_m < AT_M {
            return t.get1("reading-at", "place", near.place.name);
        }
        let known = [
            ("place", near.place.name.to_owned()),
            ("km", format!("{:.1}", near.distance_m / 1_000.0)),
            ("degrees", format!("{:.0}", near.bearing_deg)),
        ];
        t.with("reading-near", &known)
    });
    let is_imported = areas.iter().any(|area| area.level == 1);
    let shipped = || t.get1("reading-province", "province", within.province.name);
    let edge = || t.get("reading-near-border");
    let edge = (within.edge_m < 2_000.0 && !is_imported).then(edge);
    let province = (!is_imported).then(shipped);
    let imported = Some(imported).filter(|words| !words.is_empty());
    let said = [province, imported, near, edge];
    said.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The newest imported province and district, each with whose boundary it is.
fn area_words(t: &Translator, areas: &[AreaAt]) -> String {
    let newest = |level| areas.iter().find(move |area| area.level == level);
    let words = |area: &AreaAt| {
        let known = [
            ("area", area.name.clone()),
            ("source", area.source.clone()),
            ("km", format!("{:.1}", area.edge_m / 1_000.0)),
        ];
        match area.level {
            1 => t.with("reading-imported-province", &known),
            _ => t.with("reading-imported-district", &known),
        }
    };
    let said = [newest(1), newest(2)].into_iter().flatten().map(words);
    said.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locales;

    #[test]
    fn what_was_pasted_is_explained() {
        let t = Locales::load().get(None);
        let card = reading_card(&t, "42S WD 06000 17000", &[]).expect("a grid reference");
        assert!(card.how.contains("military grid"), "{}", card.how);
        assert!(card.place.contains("Kabul"), "{}", card.place);
        let link = "https://www.google.com/maps/@34.5281,69.1723,14z";
        let card = reading_card(&t, link, &[]).expect("a link");
        assert!(card.warnings.iter().any(|words| words.contains("centred")));
        assert_eq!(reading_card(&t, "somewhere in Kabul", &[]), None);
    }
}
