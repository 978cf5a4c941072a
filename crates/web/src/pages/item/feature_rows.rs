//! The rows of matched features in the geolocation form: what is in the frame, and where it was found.

use cairn_app::review::{CounterpartDraft, FeatureDraft, ReferenceView};
use cairn_domain::{Counterpart, FeatureKind, FrameBox, Geolocation, MapShape, ReferenceId};
use cairn_place::format_decimal;

use crate::{
    forms::Fields,
    i18n::Translator,
    present::{Choice, choices, references::reference_title},
};

/// Rows that are read; the page shows three and adds more.
const MOST_FEATURES: usize = 12;
const SHOWN_FEATURES: usize = 3;

/// Shapes on the map, by their codes.
const SHAPES: [&str; 3] = ["point", "line", "box"];

/// One matched feature.
#[derive(Debug, Clone, Default)]
pub(super) struct FeatureRow {
    pub(super) index: usize,
    pub(super) number: usize,
    pub(super) words: String,
    pub(super) kinds: Vec<Choice>,
    /// On the frame.
    pub(super) frame: BoxTexts,
    /// Where it may have been found: nowhere, on the map, on a reference.
    pub(super) on: Vec<Choice>,
    pub(super) shapes: Vec<Choice>,
    /// Coordinates on the map.
    pub(super) at: String,
    /// On the picture of a reference.
    pub(super) area: BoxTexts,
    /// Whether any of it is filled in.
    pub(super) is_found: bool,
}

/// A box as it was typed.
#[derive(Debug, Clone, Default)]
pub(super) struct BoxTexts {
    pub(super) x: String,
    pub(super) y: String,
    pub(super) w: String,
    pub(super) h: String,
}

impl BoxTexts {
    fn of(fields: &Fields, prefix: &str) -> Self {
        let side = |name: &str| fields.text(&format!("{prefix}{name}"));
        Self {
            x: side("x"),
            y: side("y"),
            w: side("w"),
            h: side("h"),
        }
    }

    fn sides(&self) -> [&str; 4] {
        [&self.x, &self.y, &self.w, &self.h].map(|side| side.trim())
    }

    /// Whether any of its four numbers was given.
    pub(super) fn is_drawn(&self) -> bool {
        self.sides().iter().any(|side| !side.is_empty())
    }

    /// The box, if it was drawn. A number that cannot be read is kept as none, so that the box is
    /// refused rather than dropped in silence.
    fn read(&self) -> Option<FrameBox> {
        let [x, y, w, h] = self.sides().map(|side| side.parse().unwrap_or(f64::NAN));
        self.is_drawn().then_some(FrameBox { x, y, w, h })
    }
}

/// The rows as they stand on the page.
pub(super) fn rows(
    t: &Translator,
    references: &[ReferenceView],
    fields: &Fields,
) -> Vec<FeatureRow> {
    let row = |index: usize| {
        let text = |name: &str| fields.text(&format!("feature-{index}-{name}"));
        let (on, area) = (
            text("on"),
            BoxTexts::of(fields, &format!("feature-{index}-a")),
        );
        FeatureRow {
            index,
            number: index + 1,
            words: text("words"),
            kinds: kinds(t, &text("kind")),
            frame: BoxTexts::of(fields, &format!("feature-{index}-")),
            shapes: shapes(t, &text("shape")),
            is_found: !on.is_empty() || !text("at").is_empty() || area.is_drawn(),
            on: places_to_find(t, references, &on),
            at: text("at"),
            area,
        }
    };
    let is_filled =
        |row: &FeatureRow| !row.words.is_empty() || row.frame.is_drawn() || row.is_found;
    let mut rows: Vec<_> = (0..MOST_FEATURES).map(row).collect();
    let filled = rows.iter().rposition(is_filled).map_or(0, |last| last + 1);
    rows.truncate(filled.max(SHOWN_FEATURES));
    rows
}

fn kinds(t: &Translator, chosen: &str) -> Vec<Choice> {
    let mut all = choices(t, "feature-kind", FeatureKind::ALL, &[chosen]);
    all.insert(0, choice("", t.get("geo-feature-kind-none"), chosen));
    all
}

fn shapes(t: &Translator, chosen: &str) -> Vec<Choice> {
    let shape = |code: &&str| choice(code, t.get(format!("geo-shape-{code}")), chosen);
    SHAPES.iter().map(shape).collect()
}

fn places_to_find(t: &Translator, references: &[ReferenceView], chosen: &str) -> Vec<Choice> {
    let mut all = vec![
        choice("", t.get("geo-on-nothing"), chosen),
        choice("map", t.get("geo-on-map"), chosen),
    ];
    for view in references {
        let title = reference_title(t, view);
        if view.reference.picture.is_some() {
            let words = t.get1("geo-on-picture", "reference", &title);
            all.push(choice(&format!("picture:{}", view.number), words, chosen));
        }
        let words = t.get1("geo-on-map-of", "reference", &title);
        all.push(choice(&format!("map:{}", view.number), words, chosen));
    }
    all
}

fn choice(code: &str, words: String, chosen: &str) -> Choice {
    Choice {
        selected: code == chosen,
        code: code.to_owned(),
        words,
        meaning: String::new(),
    }
}

/// What was typed, for the use case to read.
pub(super) fn drafts(fields: &Fields) -> Vec<FeatureDraft> {
    let draft = |index: usize| {
        let text = |name: &str| fields.text(&format!("feature-{index}-{name}"));
        FeatureDraft {
            words: text("words"),
            kind: text("kind"),
            frame: BoxTexts::of(fields, &format!("feature-{index}-")).read(),
            found: CounterpartDraft {
                on: text("on"),
                shape: text("shape"),
                at: text("at"),
                area: BoxTexts::of(fields, &format!("feature-{index}-a")).read(),
            },
        }
    };
    (0..MOST_FEATURES).map(draft).collect()
}

/// The features of an earlier finding as they would have been typed.
pub(super) fn typed(place: &Geolocation, references: &[ReferenceView]) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for (index, feature) in place.features.iter().enumerate() {
        let mut add = |name: &str, value: String| {
            pairs.push((format!("feature-{index}-{name}"), value));
        };
        add("words", feature.words.clone());
        add(
            "kind",
            feature
                .kind
                .map_or_else(String::new, |kind| kind.to_string()),
        );
        for (name, value) in feature.frame.into_iter().flat_map(sides) {
            add(name, value);
        }
        let number = |id: ReferenceId| {
            let found = references.iter().find(|view| view.reference.id == id);
            found.map_or_else(String::new, |view| view.number.to_string())
        };
        match &feature.found {
            None => {}
            Some(Counterpart::Map { shape, reference }) => {
                let read_from = reference.map(|id| format!("map:{}", number(id)));
                add("on", read_from.unwrap_or_else(|| "map".to_owned()));
                add("shape", shape_code(shape).to_owned());
                let points = shape.points();
                let points = points.iter().map(|point| format_decimal(*point, 0.1));
                add("at", points.collect::<Vec<_>>().join("; "));
            }
            Some(Counterpart::Picture { reference, area }) => {
                add("on", format!("picture:{}", number(*reference)));
                for (name, value) in sides(*area) {
                    add(&format!("a{name}"), value);
                }
            }
        }
    }
    pairs
}

fn sides(area: FrameBox) -> [(&'static str, String); 4] {
    [("x", area.x), ("y", area.y), ("w", area.w), ("h", area.h)]
        .map(|(name, share)| (name, share.to_string()))
}

fn shape_code(shape: &MapShape) -> &'static str {
    match shape {
        MapShape::Point(_) => SHAPES[0],
        MapShape::Line(_) => SHAPES[1],
        MapShape::Box(..) => SHAPES[2],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        Fields::from_pairs(
            pairs
                .iter()
                .map(|(n, v)| ((*n).to_owned(), (*v).to_owned())),
        )
    }

    #[test]
    fn boxes_are_read_whole_or_refused_never_dropped() {
        let typed = fields(&[
            ("feature-0-words", "Minaret"),
            ("feature-0-x", "0.1"),
            ("feature-0-y", "0.2"),
            ("feature-0-w", "0.3"),
            ("feature-0-h", "0.4"),
            ("feature-1-words", "Gate"),
            ("feature-2-words", "Wall"),
            ("feature-2-x", "left"),
            ("feature-2-ax", "0.5"),
        ]);
        let drafts = drafts(&typed);
        assert_eq!(
            drafts[0].frame,
            Some(FrameBox {
                x: 0.1,
                y: 0.2,
                w: 0.3,
                h: 0.4
            })
        );
        assert_eq!(drafts[1].frame, None);
        let refused = |drawn: Option<FrameBox>| drawn.is_some_and(|it| !it.is_inside_frame());
        assert!(refused(drafts[2].frame));
        assert!(refused(drafts[2].found.area));
    }

    #[test]
    fn rows_that_were_added_come_back() {
        let t = crate::i18n::Locales::load().get(None);
        let of = |pairs: &[(&str, &str)]| rows(&t, &[], &fields(pairs)).len();
        assert_eq!(of(&[("feature-4-words", "A fifth")]), 5);
        assert_eq!(of(&[("feature-3-at", "34.5, 69.2")]), 4);
        assert_eq!(of(&[]), SHOWN_FEATURES);
    }
}
