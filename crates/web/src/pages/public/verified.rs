//! How a piece of evidence was verified: the pairs of features that its place rests on, and what
//! its time rests on with the runs of the shadow solver. Made of the published record alone.

use askama::Template;
use cairn_app::public::{
    FRAME_PARTS, FramePart, PublicBound, PublicEvidence, PublicFeature, PublicProof,
};
use cairn_domain::Point;
use cairn_place::shadow::{Run, When, Window, Windows, Work};

use super::words;
use crate::{
    i18n::Translator,
    pages::shadow::measured_words,
    present::{
        Moment,
        map_drawing::{MapDrawing, PlacedMark, draw_place, number},
        moment,
        sun::degrees,
    },
};

/// Windows of a run that are written out; its record has them all.
const MOST_WINDOWS: usize = 6;
/// How wide an eighth of the compass is drawn, in degrees.
const WIND_DEG: f64 = 45.0;
/// The frame, in units of its drawing.
const WIDTH: f64 = 420.0;
const TALLEST: f64 = 420.0;

/// What stands under "how it was verified".
pub(super) struct Verified {
    pub(super) place: Option<HowPlaced>,
    /// What the time rests on, in the order of its author.
    pub(super) bounds: Vec<Bound>,
}

/// What a place rests on.
pub(super) struct HowPlaced {
    /// One line a method.
    pub(super) methods: Vec<String>,
    /// Things seen in the frame and found again, as they were numbered.
    pub(super) pairs: Vec<Pair>,
    /// Where in the frame they are.
    pub(super) frame: Option<FrameDrawing>,
    /// The published point and where the camera looked.
    pub(super) map: Option<MapDrawing>,
}

/// One thing on both sides.
pub(super) struct Pair {
    pub(super) what: String,
    /// Where in the frame; empty where nobody drew it.
    pub(super) part: String,
    /// On what it was found; empty where nobody drew it.
    pub(super) found: String,
}

/// One piece of evidence for the time.
pub(super) struct Bound {
    pub(super) kind: String,
    pub(super) effect: String,
    pub(super) run: Option<Shadow>,
}

/// A run of the shadow solver, in words.
pub(super) struct Shadow {
    /// Where its record is; empty where there is no public one.
    pub(super) href: String,
    pub(super) measured: Vec<String>,
    /// The days that were searched.
    pub(super) days: String,
    /// Times in which everything measured holds.
    pub(super) windows: Vec<Stretch>,
    /// How many more there are in the record.
    pub(super) more: usize,
    /// Days on which nothing fits.
    pub(super) excluded: usize,
    pub(super) zone: String,
}

/// One such time.
pub(super) struct Stretch {
    pub(super) from: Moment,
    pub(super) to: Moment,
    /// Where the sun stood then.
    pub(super) sun: String,
}

/// The outline of the frame with a numbered box for each feature, and no picture in it.
#[derive(Template)]
#[template(path = "public/frame.html", whitespace = "minimize")]
pub(super) struct FrameDrawing {
    label: String,
    width: String,
    height: String,
    boxes: Vec<FrameBox>,
}

struct FrameBox {
    number: usize,
    x: String,
    y: String,
    width: String,
    height: String,
    badge: (String, String),
}

impl Verified {
    /// Reads it from a published record. `incident` is the id under which its runs are fetched.
    pub(super) fn new(t: &Translator, incident: &str, item: &PublicEvidence) -> Self {
        let bound = |bound: &PublicBound| Bound {
            kind: t.vocab("time-evidence-kind", bound.kind),
            effect: t.vocab("time-effect", bound.effect),
            run: shadow(t, incident, item, bound.run),
        };
        // Records older than this list have runs alone.
        let runs = (1..).zip(&item.solver_runs).filter_map(|(number, _)| {
            let run = shadow(t, incident, item, Some(number))?;
            Some(Bound {
                kind: t.get("public-verified-shadow"),
                effect: String::new(),
                run: Some(run),
            })
        });
        Self {
            place: item
                .proof
                .as_ref()
                .map(|proof| HowPlaced::new(t, item, proof)),
            bounds: match item.bounds.is_empty() {
                true => runs.collect(),
                false => item.bounds.iter().map(bound).collect(),
            },
        }
    }

    /// Before it is public, no address leads to its records.
    pub(super) fn without_records(&mut self) {
        let runs = self
            .bounds
            .iter_mut()
            .filter_map(|bound| bound.run.as_mut());
        runs.for_each(|run| run.href.clear());
    }
}

impl HowPlaced {
    fn new(t: &Translator, item: &PublicEvidence, proof: &PublicProof) -> Self {
        let methods = proof.methods.iter();
        Self {
            methods: methods.map(|one| t.vocab("place-method", one)).collect(),
            pairs: proof.features.iter().map(|one| Pair::new(t, one)).collect(),
            frame: FrameDrawing::new(t, item, &proof.features),
            map: proof.facing_deg.and_then(|facing| looked(t, item, facing)),
        }
    }
}

/// The published point on a map, with the eighth of the compass in which the camera looked.
fn looked(t: &Translator, item: &PublicEvidence, facing_deg: u16) -> Option<MapDrawing> {
    let point = Point::try_new(item.lat?, item.lon?).ok()?;
    let placed = PlacedMark {
        precision_m: Some(item.precision_m),
        bearing_deg: Some(facing_deg.into()),
        view_deg: Some(WIND_DEG),
        ..PlacedMark::at(point)
    };
    Some(draw_place(t, &placed))
}

impl Pair {
    fn new(t: &Translator, feature: &PublicFeature) -> Self {
        let on = feature.found_on.map(|kind| t.vocab("reference-kind", kind));
        let found = on.map(|on| match feature.imagery_year {
            Some(year) => t.with(
                "public-verified-found-of",
                &[("on", on), ("year", year.to_string())],
            ),
            None => on,
        });
        let kind = feature.kind.map(|kind| t.vocab("feature-kind", kind));
        Self {
            what: kind.unwrap_or_else(|| t.get("public-verified-feature")),
            part: feature
                .part
                .map(|part| t.vocab("frame-part", where_in_frame(part)))
                .unwrap_or_default(),
            found: found.unwrap_or_default(),
        }
    }
}

/// The third of the frame, either way, in which the middle of a part lies.
fn where_in_frame(part: FramePart) -> String {
    let third = |from: u8, to: u8, names: [&'static str; 3]| {
        let middle = usize::from(from + to) * 3 / usize::from(2 * FRAME_PARTS);
        names[middle.min(2)]
    };
    let across = third(part.left, part.right, ["left", "centre", "right"]);
    let down = third(part.top, part.bottom, ["upper", "middle", "lower"]);
    format!("{down}_{across}")
}

impl FrameDrawing {
    /// Nothing where no box was drawn.
    fn new(t: &Translator, item: &PublicEvidence, features: &[PublicFeature]) -> Option<Self> {
        let copy = item.copy.as_ref()?;
        let (wide, high) = (
            f64::from(copy.width?.max(1)),
            f64::from(copy.height?.max(1)),
        );
        let scale = (WIDTH / wide).min(TALLEST / high);
        let (width, height) = (wide * scale, high * scale);
        let drawn = (1..).zip(features);
        let boxes = drawn.filter_map(|(number, one)| Some((number, one.part?)));
        let boxes: Vec<_> = boxes
            .map(|(at, part)| FrameBox::new(at, part, width, height))
            .collect();
        (!boxes.is_empty()).then(|| Self {
            label: t.get1("public-verified-frame", "count", boxes.len()),
            width: number(width),
            height: number(height),
            boxes,
        })
    }
}

impl FrameBox {
    fn new(at: usize, part: FramePart, width: f64, height: f64) -> Self {
        let all = f64::from(FRAME_PARTS);
        let (column, row) = (width / all, height / all);
        let (x, y) = (f64::from(part.left) * column, f64::from(part.top) * row);
        let (wide, high) = (part.right - part.left, part.bottom - part.top);
        Self {
            number: at,
            badge: (number(x + column / 2.0), number(y + row / 2.0)),
            x: number(x),
            y: number(y),
            width: number(f64::from(wide) * column),
            height: number(f64::from(high) * row),
        }
    }
}

/// A run in words; nothing if there is none of that number, or one that cannot be read.
fn shadow(
    t: &Translator,
    incident: &str,
    item: &PublicEvidence,
    run: Option<u32>,
) -> Option<Shadow> {
    let number = usize::try_from(run?).ok()?;
    let record = item.solver_runs.get(number.checked_sub(1)?)?;
    let run: Run = serde_json::from_value(record.clone()).ok()?;
    let Work::When { question, answer } = run.work else {
        return None;
    };
    let short = &item.short;
    let href = format!("/incidents/{incident}/run.json?evidence={short}&number={number}");
    Some(Shadow::new(t, href, &question, &answer))
}

impl Shadow {
    fn new(t: &Translator, href: String, question: &When, answer: &Windows) -> Self {
        let zone = question.zone.name();
        let windows = answer.all().take(MOST_WINDOWS);
        let days = [question.from, question.to].map(words::day);
        Self {
            href,
            measured: measured_words(t, question.constraints.measurement()),
            days: match question.from == question.to {
                true => days[0].clone(),
                false => days.join(" – "),
            },
            windows: windows.map(|one| Stretch::new(t, one, zone)).collect(),
            more: answer.all().count().saturating_sub(MOST_WINDOWS),
            excluded: answer.excluded.len(),
            zone: zone.to_owned(),
        }
    }
}

impl Stretch {
    fn new(t: &Translator, window: &Window, zone: &str) -> Self {
        let sun = [
            ("low", degrees(window.elevation_min_deg)),
            ("high", degrees(window.elevation_max_deg)),
            ("from", degrees(window.azimuth_from_deg)),
            ("to", degrees(window.azimuth_to_deg)),
        ];
        Self {
            from: moment(window.start, zone),
            to: moment(window.end, zone),
            sun: t.with("public-verified-sun", &sun),
        }
    }
}

#[cfg(test)]
mod tests {
    use cairn_domain::{FeatureKind, ReferenceKind};

    use super::*;
    use crate::{i18n::Locales, pages::public::sample};

    fn part(left: u8, top: u8, right: u8, bottom: u8) -> FramePart {
        FramePart {
            left,
            top,
            right,
            bottom,
        }
    }

    #[test]
    fn a_place_in_the_frame_is_one_of_nine() {
        for (part, words) in [
            (part(0, 0, 2, 2), "upper_left"),
            (part(5, 5, 7, 7), "middle_centre"),
            (part(0, 0, 12, 12), "middle_centre"),
            (part(11, 11, 12, 12), "lower_right"),
        ] {
            assert_eq!(where_in_frame(part), words);
        }
    }

    #[test]
    fn the_frame_has_numbered_boxes_and_no_picture() {
        let t = Locales::load().get(None);
        let item = sample::kaaj().evidence.remove(0);
        let feature = PublicFeature {
            kind: Some(FeatureKind::Minaret),
            part: Some(part(3, 0, 4, 6)),
            found_on: Some(ReferenceKind::Satellite),
            imagery_year: Some(2022),
        };
        let unseen = PublicFeature {
            part: None,
            ..feature
        };
        let drawing = FrameDrawing::new(&t, &item, &[unseen, feature]).expect("drawn");
        let svg = drawing.render().expect("renders");
        assert!(svg.contains("viewBox=\"0 0 420 315\""), "{svg}");
        assert!(svg.contains(">2</text>") && !svg.contains(">1</text>"));
        assert!(!svg.contains("href") && !svg.contains("<image"));
        let pair = Pair::new(&t, &feature);
        assert_eq!(pair.what, "Minaret or dome");
        assert_eq!(pair.part, "upper left of the frame");
        assert_eq!(pair.found, "Satellite or aerial imagery, 2022");
        assert!(FrameDrawing::new(&t, &item, &[unseen]).is_none());
    }
}
