//! Addresses of online maps: the coordinates that stand in them. Links are never followed.

use super::{Hints, geo_uri::Pair, pin, plus_code};
use crate::reading::{FINEST_M, Notation, Reading, Role, Unreadable};

mod google;
mod link;
mod openstreetmap;
mod others;
mod providers;
mod yandex;

use link::Link;

/// Coordinates found in a link, latitude first.
struct Found {
    lat: f64,
    lon: f64,
    /// What the digits imply, in metres.
    precision_m: f64,
    role: Role,
    /// How far one sees from the middle of the view, if the link says so.
    view: View,
    warning: Option<&'static str>,
}

/// How much of the Earth the link's map shows.
#[derive(Clone, Copy)]
enum View {
    Unknown,
    /// Web map zoom level.
    Zoom(f64),
    /// Height of the view in metres.
    HeightM(f64),
    /// A picture taken at the point itself.
    Street,
}

impl Found {
    fn pin(pair: Pair) -> Self {
        Self {
            lat: pair.first,
            lon: pair.second,
            precision_m: pair.precision_m(),
            role: Role::Pin,
            view: View::Unknown,
            warning: None,
        }
    }

    fn centre(pair: Pair, view: View) -> Self {
        Self {
            role: Role::ViewCentre,
            view,
            ..Self::pin(pair)
        }
    }

    fn with_warning(self, warning: &'static str) -> Self {
        Self {
            warning: Some(warning),
            ..self
        }
    }
}

/// A page that forwards to the address in its query may be wrapped in another such page.
const MOST_WRAPPINGS: usize = 3;

pub(super) fn read(text: &str, hints: &Hints) -> Option<Result<Reading, Unreadable>> {
    if text.starts_with("///") {
        return Some(Err(Unreadable::ThreeWords));
    }
    if !text.contains('/') {
        return None;
    }
    let link = text.split(' ').find_map(Link::parse)?;
    Some(read_link(&link, hints, MOST_WRAPPINGS))
}

fn read_link(link: &Link, hints: &Hints, wrappings: usize) -> Result<Reading, Unreadable> {
    if let Some(inner) = providers::wrapped(link).filter(|_| wrappings > 0) {
        let inner = Link::parse(&inner).ok_or(Unreadable::LinkWithoutPlace)?;
        return read_link(&inner, hints, wrappings - 1);
    }
    if link.is_shortened() {
        return Err(Unreadable::ShortLink);
    }
    if matches!(
        &*link.host,
        "w3w.co" | "what3words.com" | "map.what3words.com"
    ) {
        return Err(Unreadable::ThreeWords);
    }
    let found = providers::find(link);
    // What was asked for says more than where the map was.
    let is_pin = found.as_ref().is_some_and(|found| found.role == Role::Pin);
    let code = (!is_pin).then(|| providers::plus_code(link)).flatten();
    match code.as_deref().and_then(plus_code::find) {
        Some((code, locality)) => Ok(Reading {
            notation: Notation::MapLink,
            ..plus_code::read_code(code, locality, hints)?
        }),
        None => reading(&found.ok_or(Unreadable::LinkWithoutPlace)?),
    }
}

fn reading(found: &Found) -> Result<Reading, Unreadable> {
    let precision_m = found.precision_m.max(FINEST_M);
    let mut reading = pin(Notation::MapLink, found.lat, found.lon, precision_m)?;
    if found.role == Role::ViewCentre {
        reading = centred(reading, found.view);
    }
    reading.warnings.extend(found.warning.map(str::to_owned));
    Ok(reading)
}

/// A panorama's own position is no better than a receiver on a car.
const STREET_M: f64 = 10.0;

/// A reading that is only the middle of a view: as precise as a quarter of what the map shows.
fn centred(reading: Reading, view: View) -> Reading {
    let mut warnings = reading.warnings;
    let quarter_m = match view {
        View::Unknown => 0.0,
        // Metres per pixel of a 256-pixel web map, times a quarter of a thousand-pixel window.
        View::Zoom(zoom) => {
            156_543.03 * reading.point.lat().to_radians().cos() / zoom.exp2() * 250.0
        }
        View::HeightM(height_m) => height_m / 4.0,
        View::Street => STREET_M,
    };
    warnings.push(match view {
        View::Street => "This is where the panorama was taken, not what it shows.".to_owned(),
        _ => "This link only says where the map was centred, not where somebody put a pin."
            .to_owned(),
    });
    let precision_m = reading.precision_m.max(quarter_m);
    Reading {
        role: Role::ViewCentre,
        precision_m,
        warnings,
        ..reading
    }
}
