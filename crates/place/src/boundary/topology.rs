//! TopoJSON, the form in which outlines are embedded: borders are stored once, as whole numbers
//! that count from the position before (github.com/topojson/topojson-specification).

use serde_json::Value;

use super::{Ring, Shape};

/// A shape with the `id` and `name` it has in the file.
pub(super) struct Named {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) shape: Shape,
}

/// The shapes of the object `shapes` of a quantised topology; `None` if anything is broken.
pub(super) fn shapes(text: &str) -> Option<Vec<Named>> {
    let topology: Value = serde_json::from_str(text).ok()?;
    let arcs: Option<Vec<Ring>> = {
        let (scale, translate) = (
            pair(&topology["transform"]["scale"])?,
            pair(&topology["transform"]["translate"])?,
        );
        let arcs = topology["arcs"].as_array()?;
        arcs.iter()
            .map(|line| arc(line, scale, translate))
            .collect()
    };
    let arcs = arcs?;
    let geometries = topology["objects"]["shapes"]["geometries"].as_array()?;
    geometries
        .iter()
        .map(|geometry| named(geometry, &arcs))
        .collect()
}

fn pair(value: &Value) -> Option<[f64; 2]> {
    Some([value.get(0)?.as_f64()?, value.get(1)?.as_f64()?])
}

/// The positions of one line in degrees.
fn arc(line: &Value, scale: [f64; 2], translate: [f64; 2]) -> Option<Ring> {
    let (mut x, mut y) = (0.0, 0.0);
    let position = |step: &Value| {
        let [dx, dy] = pair(step)?;
        (x, y) = (x + dx, y + dy);
        // A rounding error beyond the pole or the antimeridian is none.
        let lon = (x * scale[0] + translate[0]).clamp(-180.0, 180.0);
        let lat = (y * scale[1] + translate[1]).clamp(-90.0, 90.0);
        Some([lon, lat])
    };
    line.as_array()?.iter().map(position).collect()
}

fn named(geometry: &Value, arcs: &[Ring]) -> Option<Named> {
    let lists = geometry["arcs"].as_array()?;
    let rings: Option<Vec<Ring>> = match geometry["type"].as_str()? {
        "Polygon" => lists.iter().map(|indices| ring(indices, arcs)).collect(),
        _ => {
            let polygons = lists.iter().filter_map(Value::as_array).flatten();
            polygons.map(|indices| ring(indices, arcs)).collect()
        }
    };
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Some(Named {
        id: text(&geometry["id"]),
        name: text(&geometry["properties"]["name"]),
        shape: Shape::try_new(rings?).ok()?,
    })
}

/// Lines put end to end; a negative index is a line backwards.
fn ring(indices: &Value, arcs: &[Ring]) -> Option<Ring> {
    let mut ring = Ring::new();
    for index in indices.as_array()? {
        let index = index.as_i64()?;
        // The first position of a line is the last of the one before.
        ring.pop();
        if index >= 0 {
            ring.extend(arcs.get(usize::try_from(index).ok()?)?);
        } else {
            ring.extend(arcs.get(usize::try_from(!index).ok()?)?.iter().rev());
        }
    }
    Some(ring)
}
