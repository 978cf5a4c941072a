//! Where a feature of the frame was found: on the ground, or on a reference picture.

use cairn_domain::{Counterpart, FrameBox, MapShape, Point};

use super::reference::ReferenceView;
use crate::FieldError;

/// A counterpart as typed.
#[derive(Debug, Clone, Default)]
pub struct CounterpartDraft {
    /// Empty for nowhere; `map`; `map:2`, read from the second reference; `picture:2`, drawn on it.
    pub on: String,
    /// `point`, `line` or `box`; empty is what the number of points says.
    pub shape: String,
    /// Coordinates in any notation Cairn reads, with semicolons between several.
    pub at: String,
    /// Box on the reference picture as fractions.
    pub area: Option<FrameBox>,
}

impl CounterpartDraft {
    pub(super) fn is_empty(&self) -> bool {
        self.at.trim().is_empty() && self.area.is_none()
    }
}

/// The counterpart of the feature that `words` describe; none if none was given.
pub(super) fn counterpart(
    draft: &CounterpartDraft,
    words: &str,
    references: &[ReferenceView],
    errors: &mut Vec<FieldError>,
) -> Option<Counterpart> {
    let mut wrong = |code: &'static str, detail: &str| {
        let detail = match detail {
            "" => words.to_owned(),
            detail => format!("{words}: {detail}"),
        };
        errors.push(FieldError::with("features", code, detail));
        None
    };
    let (on, number) = draft.on.split_once(':').unwrap_or((&draft.on, ""));
    let reference = references
        .iter()
        .find(|view| view.number.to_string() == number);
    if !number.is_empty() && reference.is_none() {
        return wrong("reference-unknown", number);
    }
    match on {
        "" => None,
        "map" => match shape(&draft.shape, &draft.at) {
            Ok(shape) => Some(Counterpart::Map {
                shape,
                reference: reference.map(|view| view.reference.id),
            }),
            Err(Unmapped::Nothing) => wrong("counterpart-missing", ""),
            Err(Unmapped::Unreadable(why)) => wrong("counterpart-unreadable", &why),
            Err(Unmapped::Points(need)) => wrong("counterpart-points", &need.to_string()),
        },
        "picture" => match (reference, draft.area) {
            (Some(view), Some(area)) if area.is_inside_frame() => Some(Counterpart::Picture {
                reference: view.reference.id,
                area,
            }),
            (_, Some(_)) => wrong("box-outside", ""),
            (_, None) => wrong("counterpart-missing", ""),
        },
        other => wrong("reference-unknown", other),
    }
}

enum Unmapped {
    Nothing,
    Unreadable(String),
    /// How many points the shape asks for.
    Points(usize),
}

fn shape(kind: &str, text: &str) -> Result<MapShape, Unmapped> {
    let texts = text.split(';').map(str::trim).filter(|one| !one.is_empty());
    let points = texts.map(|one| {
        let read = cairn_place::parse(one).map_err(|no| Unmapped::Unreadable(no.to_string()))?;
        Ok(read.point)
    });
    let points: Vec<Point> = points.collect::<Result<_, Unmapped>>()?;
    match (kind, points.as_slice()) {
        (_, []) => Err(Unmapped::Nothing),
        ("point" | "", [at]) => Ok(MapShape::Point(*at)),
        ("point", _) => Err(Unmapped::Points(1)),
        ("box", [one, other]) => Ok(MapShape::Box(*one, *other)),
        ("line" | "", [_, _, ..]) => Ok(MapShape::Line(points)),
        _ => Err(Unmapped::Points(2)),
    }
}
