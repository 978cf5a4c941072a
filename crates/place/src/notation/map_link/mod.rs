//! Addresses of online maps: the coordinates that stand in them. Links are never followed.

use super::{geo_uri::Pair, pin};
use crate::reading::{Notation, Reading, Role, Unreadable};

mod link;
mod providers;

use link::Link;

/// Coordinates found in a link, latitude first.
struct Found {
    pair: Pair,
    role: Role,
    /// How far one sees from the middle of the view, if the link says so.
    view: View,
}

/// How much of the Earth the link's map shows.
#[derive(Clone, Copy)]
enum View {
    Unknown,
    /// Web map zoom level.
    Zoom(f64),
    /// Height of the view in metres.
    HeightM(f64),
}

pub(super) fn read(text: &str) -> Option<Result<Reading, Unreadable>> {
    let link = text.split(' ').find_map(Link::parse)?;
    Some(read_link(&link))
}

fn read_link(link: &Link) -> Result<Reading, Unreadable> {
    if link.is_shortened() {
        return Err(Unreadable::ShortLink);
    }
    let found = providers::find(link).ok_or(Unreadable::LinkWithoutPlace)?;
    let Pair {
        first: lat,
        second: lon,
        ..
    } = found.pair;
    let precision_m = found.pair.precision_m();
    let reading = pin(Notation::MapLink, lat, lon, precision_m)?;
    Ok(match found.role {
        Role::Pin => reading,
        Role::ViewCentre => centred(reading, found.view),
    })
}

/// A reading that is only the middle of a view: as precise as a quarter of what the map shows.
fn centred(reading: Reading, view: View) -> Reading {
    let mut warnings = reading.warnings;
    warnings.push(
        "This link only says where the map was centred, not where somebody put a pin.".to_owned(),
    );
    let quarter_m = match view {
        View::Unknown => 0.0,
        // Metres per pixel of a 256-pixel web map, times a quarter of a thousand-pixel window.
        View::Zoom(zoom) => {
            156_543.03 * reading.point.lat().to_radians().cos() / zoom.exp2() * 250.0
        }
        View::HeightM(height_m) => height_m / 4.0,
    };
    let precision_m = reading.precision_m.max(quarter_m);
    Reading {
        role: Role::ViewCentre,
        precision_m,
        warnings,
        ..reading
    }
}
