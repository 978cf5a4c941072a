//! Boundaries that an instance imports: GeoJSON features made into rows.

use serde_json::Value;

use super::{NoShape, Shape};

/// What the person who imports says about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoundaryImport {
    /// The property that holds the name.
    pub name_field: String,
    /// The property that holds the code, if there is one.
    pub code_field: Option<String>,
    /// Administrative level: 0 countries, 1 provinces, 2 districts.
    pub level: u8,
    /// Who made the boundaries, to be shown with them.
    pub source: String,
    /// Under which terms.
    pub licence: String,
}

/// One boundary, ready to be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Boundary {
    /// As the file has it.
    pub name: String,
    /// As the file has it.
    pub code: Option<String>,
    /// Administrative level.
    pub level: u8,
    /// Who made it.
    pub source: String,
    /// Under which terms.
    pub licence: String,
    /// Where.
    pub shape: Shape,
}

/// What came of an import: everything that could be read, and what could not, with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported<Row, Flaw> {
    /// What could be read, in the order of the file.
    pub rows: Vec<Row>,
    /// What could not.
    pub errors: Vec<Flaw>,
}

/// A feature that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("feature {feature}: {flaw}")]
pub struct FeatureError {
    /// Counted from 1.
    pub feature: usize,
    /// What is wrong.
    pub flaw: BadFeature,
}

/// What can be wrong with a feature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadFeature {
    /// The value is no FeatureCollection.
    #[error("the file is not a GeoJSON FeatureCollection")]
    NoCollection,
    /// The property for the name is missing, empty or no text.
    #[error("the property `{0}` holds no name")]
    NoName(String),
    /// Its geometry is none to keep.
    #[error(transparent)]
    Geometry(#[from] NoShape),
}

/// Reads a GeoJSON FeatureCollection (RFC 7946) of polygons.
pub fn boundaries(file: &Value, import: &BoundaryImport) -> Imported<Boundary, FeatureError> {
    let features = file["features"].as_array();
    let Some(features) = features.filter(|_| file["type"] == "FeatureCollection") else {
        let flaw = BadFeature::NoCollection;
        return Imported {
            rows: Vec::new(),
            errors: vec![FeatureError { feature: 0, flaw }],
        };
    };
    let (mut rows, mut errors) = (Vec::new(), Vec::new());
    for (at, feature) in features.iter().enumerate() {
        match boundary(feature, import) {
            Ok(row) => rows.push(row),
            Err(flaw) => errors.push(FeatureError {
                feature: at + 1,
                flaw,
            }),
        }
    }
    Imported { rows, errors }
}

fn boundary(feature: &Value, import: &BoundaryImport) -> Result<Boundary, BadFeature> {
    let property = |field: &str| match &feature["properties"][field] {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let name = property(&import.name_field);
    Ok(Boundary {
        name: name.ok_or_else(|| BadFeature::NoName(import.name_field.clone()))?,
        code: import.code_field.as_deref().and_then(property),
        level: import.level,
        source: import.source.clone(),
        licence: import.licence.clone(),
        shape: Shape::from_geojson(&feature["geometry"])?,
    })
}
