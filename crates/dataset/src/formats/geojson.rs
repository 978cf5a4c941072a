//! `incidents.geojson` after RFC 7946: WGS 84 without a `crs`, longitude first, an `id` member, a
//! `bbox` when anything has a place. One feature per line, so that two releases can be compared.

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Value;

use crate::{PublicIncident, Release, cell::Cell, formats::ReleaseFile, tables::INCIDENTS};

pub(super) fn write(release: &Release, _: &[ReleaseFile]) -> Vec<u8> {
    of(&release.incidents)
}

pub(super) fn of(incidents: &[PublicIncident]) -> Vec<u8> {
    let mut text = String::from("{\"type\":\"FeatureCollection\",");
    if let Some(bbox) = bbox(incidents) {
        text.push_str(&format!("\"bbox\":{},", json(&bbox)));
    }
    let features: Vec<String> = incidents
        .iter()
        .map(|incident| json(&feature(incident)))
        .collect();
    text.push_str(&format!("\"features\":[\n{}\n]}}\n", features.join(",\n")));
    text.into_bytes()
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("strings, numbers and string keys always serialise")
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
fn position(incident: &PublicIncident) -> Option<[Cell; 2]> {
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
            map.serialize_entry(column.name, &(column.cell)("", self.0).json())?;
        }
        map.end()
    }
}

/// West, south, east, north of what is drawn. No project spans the antimeridian yet.
fn bbox(incidents: &[PublicIncident]) -> Option<[f64; 4]> {
    let drawn = |incident: &PublicIncident| {
        let round = |degrees| crate::rounded(degrees, incident.precision_m);
        Some((round(incident.lon?), round(incident.lat?)))
    };
    let mut points = incidents.iter().filter_map(drawn);
    let (lon, lat) = points.next()?;
    Some(points.fold(
        [lon, lat, lon, lat],
        |[west, south, east, north], (lon, lat)| {
            [west.min(lon), south.min(lat), east.max(lon), north.max(lat)]
        },
    ))
}
