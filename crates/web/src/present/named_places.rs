//! Places of a name, to choose one as a beginning.

use cairn_app::place::{Look, NamedPlace};
use cairn_place::format_decimal;

use crate::i18n::Translator;

/// The middle of a village is known to this many metres at best.
const MIDDLE_M: f64 = 112.0;

/// What the form says where a name was typed instead of coordinates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedPlaces {
    pub(crate) heading: String,
    pub(crate) places: Vec<PlaceChoice>,
    /// How many are not shown; empty if all are.
    pub(crate) more: String,
}

/// One place to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlaceChoice {
    /// Its coordinates, for the field.
    pub(crate) value: String,
    /// The spelling that was met, and the main name if it is another.
    pub(crate) name: String,
    /// What it is, what it lies in, and who says so.
    pub(crate) about: String,
}

/// The choices for what was typed; nothing if it is a coordinate, or nothing.
pub(crate) fn named_places(t: &Translator, typed: &str, look: &Look) -> Option<NamedPlaces> {
    let typed = typed.trim();
    if typed.is_empty() || cairn_place::parse(typed).is_ok() {
        return None;
    }
    let heading = match look.places.is_empty() {
        true => t.get1("named-none", "name", typed),
        false => t.get1("named-places", "name", typed),
    };
    let more = (look.more > 0).then(|| t.get1("named-more", "count", look.more));
    Some(NamedPlaces {
        heading,
        places: look.places.iter().map(|place| choice(t, place)).collect(),
        more: more.unwrap_or_default(),
    })
}

fn choice(t: &Translator, place: &NamedPlace) -> PlaceChoice {
    let name = match place.spelling == place.name {
        true => place.name.clone(),
        false => format!("{} ({})", place.spelling, place.name),
    };
    let people = place.population.filter(|people| *people > 0);
    let people = people.map(|people| t.get1("named-people", "count", people));
    let within = (!place.within.is_empty()).then(|| place.within.join(", "));
    let source = place.source.clone();
    let source = source.unwrap_or_else(|| t.get("named-shipped"));
    let about = [Some(class(t, &place.class)), within, people, Some(source)];
    PlaceChoice {
        value: format_decimal(place.point, MIDDLE_M),
        name,
        about: about.into_iter().flatten().collect::<Vec<_>>().join(" · "),
    }
}

/// Feature classes of GeoNames and GNS.
fn class(t: &Translator, class: &str) -> String {
    match class {
        "P" => t.get("named-settlement"),
        "A" | "L" => t.get("named-area"),
        "T" | "V" => t.get("named-terrain"),
        "H" | "U" => t.get("named-water"),
        "S" | "R" => t.get("named-building"),
        _ => t.get("named-other"),
    }
}
