//! `incidents.parquet`: GeoParquet 1.1 with the columns of `incidents.csv` in their own types, the
//! point as WKB in WGS 84 longitude first, and its box as the covering that lets readers skip.

mod held;
mod schema;

use std::{
    borrow::Borrow,
    io::{self, Write},
    sync::Arc,
};

use parquet::{
    basic::{Compression, ZstdLevel},
    errors::ParquetError,
    file::{metadata::KeyValue, properties::WriterProperties, writer::SerializedFileWriter},
};
use serde_json::{Value, json};

use self::held::Group;
use crate::{
    PublicIncident,
    column::headings,
    formats::{Cause, Work, geojson::wider},
    tables::INCIDENTS,
};

/// Rows of a group: what has to be held in memory at once, and what a reader may skip.
const GROUP_ROWS: usize = 100_000;
/// Of 22: higher ones take several times as long for a few per cent.
const ZSTD_LEVEL: i32 = 3;

pub(super) fn write(work: &Work<'_>) -> Result<Vec<u8>, Cause> {
    let mut bytes = Vec::new();
    to(&work.release.incidents, &mut bytes)?;
    Ok(bytes)
}

pub(super) fn to<I: Borrow<PublicIncident>>(
    incidents: impl IntoIterator<Item = I>,
    out: impl Write + Send,
) -> io::Result<()> {
    with(incidents, None, out)
}

/// The same with one more entry in the file's metadata.
pub(super) fn with<I: Borrow<PublicIncident>>(
    incidents: impl IntoIterator<Item = I>,
    more: Option<(&str, String)>,
    out: impl Write + Send,
) -> io::Result<()> {
    written(incidents, more, out).map_err(io::Error::other)
}

fn written<I: Borrow<PublicIncident>>(
    incidents: impl IntoIterator<Item = I>,
    more: Option<(&str, String)>,
    out: impl Write + Send,
) -> Result<(), ParquetError> {
    let headings = headings(INCIDENTS);
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(ZSTD_LEVEL)?))
        .build();
    let schema = schema::of(&headings)?;
    let mut file = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
    let mut group = Group::new(&headings);
    let mut bounds = None;
    for incident in incidents {
        let incident = incident.borrow();
        bounds = wider(bounds, incident);
        group.hold(incident);
        if group.rows() == GROUP_ROWS {
            group.write(&mut file)?;
        }
    }
    if group.rows() > 0 {
        group.write(&mut file)?;
    }
    let about = about(bounds).to_string();
    file.append_key_value_metadata(KeyValue::new("geo".to_owned(), about));
    if let Some((name, value)) = more {
        file.append_key_value_metadata(KeyValue::new(name.to_owned(), value));
    }
    file.close()?;
    Ok(())
}

/// What the standard asks a reader to be told; without a `crs` it is OGC:CRS84.
fn about(bounds: Option<[f64; 4]>) -> Value {
    let covering = ["xmin", "ymin", "xmax", "ymax"].map(|side| (side, json!(["bbox", side])));
    let covering: serde_json::Map<_, _> = covering
        .into_iter()
        .map(|(side, path)| (side.to_owned(), path))
        .collect();
    let mut geometry = json!({
        "encoding": "WKB",
        "geometry_types": ["Point"],
        "covering": { "bbox": covering },
    });
    if let Some(bounds) = bounds {
        geometry["bbox"] = json!(bounds);
    }
    json!({
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": { "geometry": geometry },
    })
}
