//! `incidents.geojson` after RFC 7946: WGS 84 without a `crs`, longitude first, an `id` member, a
//! `bbox` when anything has a place. One feature per line, so that two releases can be compared;
//! the `bbox` at the end, so that a million features need not be held to know it.

use std::{
    borrow::Borrow,
    io::{self, Write},
};

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Value;

use crate::{
    PublicIncident,
    cell::Cell,
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
    let (mut bounds, mut between) = (None, "\n");
    for incident in incidents {
        let incident = incident.borrow();
        bounds = wider(bounds, incident);
        out.write_all(between.as_bytes())?;
        serde_json::to_writer(&mut out, &feature(incident))?;
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
struct Feature<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    id: &'a str,
    geometry: Option<Geometry>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Geometry {
    #[serde(rename = "type")]
    kind: &'static str,
    coordinates: [Value; 2],
}

fn feature(incident: &PublicIncident) -> Feature<'_> {
    let geometry = position(incident).map(|coordinates| {
        let coordinates = coordinates.map(|cell| cell.json());
        Geometry {
            kind: "Point",
            coordinates,
        }
    });
    Feature {
        kind: "Feature",
        id: &incident.short,
        geometry,
        properties: Properties(incident),
    }
}

/// Longitude and latitude, at the published precision.
fn position(incident: &PublicIncident) -> Option<[Cell<'static>; 2]> {
    let (lat, lon) = (incident.lat?, incident.lon?);
    Some([lon, lat].map(|degrees| Cell::degrees(Some(degrees), incident.precision_m)))
}

/// Every column but the coordinates, in the order of the CSV. The id stands here too: many
/// programs drop a feature's own.
struct Properties<'a>(&'a PublicIncident);

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for column in INCIDENTS
            .iter()
            .filter(|column| !matches!(column.name, "lat" | "lon"))
        {
            map.serialize_entry(column.name, &(column.cell)("", self.0))?;
        }
        map.end()
    }
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
