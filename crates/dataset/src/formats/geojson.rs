//! `incidents.geojson` after RFC 7946: WGS 84 without a `crs`, longitude first, an `id` member, a
//! `bbox` when anything has a place. One feature per line, so that two releases can be compared;
//! the `bbox` at the end, so that a million features need not be held to know it.

use std::{
    borrow::Borrow,
    io::{self, Write},
};

use serde::Serialize;
use serde_json::json;

use crate::{
    PublicIncident,
    cell::Cell,
    column::Column,
    formats::{Cause, Work},
    tables::INCIDENTS,
};

pub(super) fn write(work: &Work<'_>) -> Result<Vec<u8>, Cause> {
    let mut bytes = Vec::new();
    to(&work.release.incidents, &mut bytes)?;
    Ok(bytes)
}

pub(super) fn to<I: Borrow<PublicIncident>>(
    incidents: impl IntoIterator<Item = I>,
    mut out: impl Write,
) -> io::Result<()> {
    out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
    let (properties, mut bounds, mut between) = (properties(), None, "\n");
    for incident in incidents {
        let incident = incident.borrow();
        bounds = wider(bounds, incident);
        out.write_all(between.as_bytes())?;
        feature(incident, &properties, &mut out)?;
        between = ",\n";
    }
    out.write_all(b"\n]")?;
    if let Some(bounds) = bounds {
        out.write_all(b",\"bbox\":")?;
        serde_json::to_writer(&mut out, &bounds)?;
    }
    out.write_all(b"}\n")?;
    out.flush()
}

#[derive(Serialize)]
struct Geometry {
    #[serde(rename = "type")]
    kind: &'static str,
    coordinates: [Cell<'static>; 2],
}

/// What stands before the value of a property, and the column it is read from.
type Property = (String, &'static Column<PublicIncident>);

/// Every column but the coordinates, in the order of the CSV. The id stands here too: many programs
/// drop a feature's own. Names are the same in each feature, so they become JSON once.
fn properties() -> Vec<Property> {
    let columns = INCIDENTS.iter();
    let others = columns.filter(|column| !matches!(column.name, "lat" | "lon"));
    let before = std::iter::once('{').chain(std::iter::repeat(','));
    let named = |(before, column): (char, &'static Column<_>)| {
        (format!("{before}{}:", json!(column.name)), column)
    };
    before.zip(others).map(named).collect()
}

fn feature(
    incident: &PublicIncident,
    properties: &[Property],
    out: &mut impl Write,
) -> io::Result<()> {
    out.write_all(br#"{"type":"Feature","id":"#)?;
    serde_json::to_writer(&mut *out, &incident.short)?;
    out.write_all(br#","geometry":"#)?;
    serde_json::to_writer(&mut *out, &geometry(incident))?;
    out.write_all(br#","properties":"#)?;
    for (name, column) in properties {
        out.write_all(name.as_bytes())?;
        serde_json::to_writer(&mut *out, &(column.cell)("", incident))?;
    }
    out.write_all(b"}}")
}

fn geometry(incident: &PublicIncident) -> Option<Geometry> {
    position(incident).map(|coordinates| Geometry {
        kind: "Point",
        coordinates,
    })
}

/// Longitude and latitude, at the published precision.
fn position(incident: &PublicIncident) -> Option<[Cell<'static>; 2]> {
    let (lat, lon) = (incident.lat?, incident.lon?);
    Some([lon, lat].map(|degrees| Cell::degrees(Some(degrees), incident.precision_m)))
}

/// West, south, east, north of what is drawn. No project spans the antimeridian yet.
type Bounds = [f64; 4];

/// Bounds with one incident more.
pub(super) fn wider(bounds: Option<Bounds>, incident: &PublicIncident) -> Option<Bounds> {
    let (Some(lat), Some(lon)) = (incident.lat, incident.lon) else {
        return bounds;
    };
    let [lon, lat] = [lon, lat].map(|degrees| crate::rounded(degrees, incident.precision_m));
    let [west, south, east, north] = bounds.unwrap_or([lon, lat, lon, lat]);
    Some([west.min(lon), south.min(lat), east.max(lon), north.max(lat)])
}
