//! The geolocation form: what was typed, what it becomes, and how it stands on the page.

use cairn_app::{
    place::Look,
    review::{FeatureDraft, FileView, FindingView, GeolocationDraft, Verdict},
};
use cairn_domain::{Confidence, Digest, FindingBody, FrameBox, Geolocation};

use super::posted;
use crate::{
    forms::Fields,
    i18n::Translator,
    present::{
        Choice, choices,
        media::drawable,
        named_places::{NamedPlaces, named_places},
        reading::{ReadingCard, reading_card},
    },
};

/// Rows that are read; the page shows three and adds more.
const MOST_FEATURES: usize = 12;
const SHOWN_FEATURES: usize = 3;

/// The form as it stands on the page.
#[derive(Debug, Clone, Default)]
pub(super) struct GeoForm {
    pub(super) camera: String,
    pub(super) subject: String,
    pub(super) precision_m: String,
    pub(super) bearing_deg: String,
    pub(super) province: String,
    pub(super) place_name: String,
    pub(super) features: Vec<FeatureRow>,
    /// Pictures to draw on: photos and kept frames.
    pub(super) pictures: Vec<Choice>,
    pub(super) confidences: Vec<Choice>,
    pub(super) reasoning: String,
    pub(super) impossible: bool,
    /// How the camera's coordinates were read.
    pub(super) reading: Option<ReadingCard>,
    /// Places of the name that was typed where coordinates belong.
    pub(super) named: Option<NamedPlaces>,
}

/// One matched feature with its box on the frame.
#[derive(Debug, Clone, Default)]
pub(super) struct FeatureRow {
    pub(super) index: usize,
    pub(super) number: usize,
    pub(super) words: String,
    pub(super) x: String,
    pub(super) y: String,
    pub(super) w: String,
    pub(super) h: String,
}

impl GeoForm {
    /// The form with what was typed, or else with the author's own earlier finding.
    pub(super) fn new(
        t: &Translator,
        files: &[FileView],
        look: &Look,
        own: Option<&FindingView>,
        typed: Option<&Fields>,
    ) -> Self {
        let held = own.map(as_typed).unwrap_or_default();
        let fields = typed.unwrap_or(&held);
        let row = |index| FeatureRow {
            index,
            number: index + 1,
            words: fields.text(&format!("feature-{index}-words")),
            x: fields.text(&format!("feature-{index}-x")),
            y: fields.text(&format!("feature-{index}-y")),
            w: fields.text(&format!("feature-{index}-w")),
            h: fields.text(&format!("feature-{index}-h")),
        };
        let is_filled = |row: &FeatureRow| !row.words.is_empty() || !row.x.is_empty();
        let mut features: Vec<_> = (0..MOST_FEATURES).map(row).collect();
        let filled = features
            .iter()
            .rposition(is_filled)
            .map_or(0, |last| last + 1);
        features.truncate(filled.max(SHOWN_FEATURES));
        Self {
            reading: reading_card(t, &fields.text("camera"), &look.areas),
            named: typed.and_then(|fields| named_places(t, &fields.text("camera"), look)),
            camera: fields.text("camera"),
            subject: fields.text("subject"),
            precision_m: fields.text("precision_m"),
            bearing_deg: fields.text("bearing_deg"),
            province: fields.text("province"),
            place_name: fields.text("place_name"),
            features,
            pictures: pictures(t, files, &fields.text("drawn_on")),
            confidences: choices(
                t,
                "confidence",
                Confidence::ALL,
                &[&fields.text("confidence")],
            ),
            reasoning: fields.text("reasoning"),
            impossible: fields.ticked("impossible"),
        }
    }
}

/// Photos and kept frames as options; the first is chosen unless another was. Where there is none
/// yet, the only option says what to do.
fn pictures(t: &Translator, files: &[FileView], chosen: &str) -> Vec<Choice> {
    let drawable = drawable(t, files);
    let is_known = drawable
        .iter()
        .any(|(digest, _)| digest.to_string() == chosen);
    let option = |(index, (digest, words)): (usize, (Digest, String))| {
        let code = digest.to_string();
        Choice {
            selected: if is_known { code == chosen } else { index == 0 },
            meaning: String::new(),
            words,
            code,
        }
    };
    if drawable.is_empty() {
        return vec![Choice {
            code: String::new(),
            words: t.get("geo-drawn-on-none"),
            meaning: String::new(),
            selected: true,
        }];
    }
    drawable.into_iter().enumerate().map(option).collect()
}

/// The form with the place that was chosen in the field for coordinates; the name that stood there
/// is kept as the place's name unless another one is given.
pub(super) fn picked(mut fields: Fields) -> Fields {
    if fields.ticked("pick") {
        if fields.text("place_name").trim().is_empty() {
            fields.set("place_name", fields.text("camera"));
        }
        fields.set("camera", fields.text("pick"));
    }
    fields
}

/// What was typed, for the use case to read.
pub(super) fn draft(fields: &Fields) -> (GeolocationDraft, Verdict) {
    let feature = |index| FeatureDraft {
        words: fields.text(&format!("feature-{index}-words")),
        frame: frame(fields, index),
    };
    let draft = GeolocationDraft {
        camera: fields.text("camera"),
        subject: fields.text("subject"),
        precision_m: fields.text("precision_m"),
        bearing_deg: fields.text("bearing_deg"),
        province: fields.text("province"),
        place_name: fields.text("place_name"),
        features: (0..MOST_FEATURES).map(feature).collect(),
        drawn_on: fields.text("drawn_on"),
    };
    let verdict = Verdict {
        seen: posted::seen(fields),
        confidence: fields.text("confidence"),
        reasoning: fields.text("reasoning"),
        impossible: fields.ticked("impossible"),
    };
    (draft, verdict)
}

/// A box, if any of its four numbers was given. A number that cannot be read is kept as none, so
/// that the box is refused rather than dropped in silence.
fn frame(fields: &Fields, index: usize) -> Option<FrameBox> {
    let side = |name: &str| fields.text(&format!("feature-{index}-{name}"));
    let number = |name: &str| side(name).trim().parse().unwrap_or(f64::NAN);
    let is_drawn = ["x", "y", "w", "h"]
        .iter()
        .any(|name| !side(name).trim().is_empty());
    is_drawn.then(|| FrameBox {
        x: number("x"),
        y: number("y"),
        w: number("w"),
        h: number("h"),
    })
}

/// An earlier finding as it would have been typed.
fn as_typed(view: &FindingView) -> Fields {
    let finding = &view.finding;
    let mut pairs = vec![
        ("confidence".to_owned(), finding.confidence.to_string()),
        ("reasoning".to_owned(), finding.reasoning.clone()),
    ];
    match &finding.body {
        FindingBody::Geolocation(place) => pairs.extend(place_pairs(place)),
        _ => pairs.push(("impossible".to_owned(), "1".to_owned())),
    }
    Fields::from_pairs(pairs)
}

fn place_pairs(place: &Geolocation) -> Vec<(String, String)> {
    let subject = place
        .subject
        .map(|subject| cairn_place::format_decimal(subject, 0.0));
    let mut pairs = vec![
        ("camera".to_owned(), place.verbatim.clone()),
        ("subject".to_owned(), subject.unwrap_or_default()),
        ("precision_m".to_owned(), place.precision_m.to_string()),
        (
            "bearing_deg".to_owned(),
            place.bearing_deg.map(|b| b.to_string()).unwrap_or_default(),
        ),
        (
            "province".to_owned(),
            place.province.clone().unwrap_or_default(),
        ),
        (
            "place_name".to_owned(),
            place.place_name.clone().unwrap_or_default(),
        ),
    ];
    pairs.extend(
        place
            .drawn_on
            .map(|picture| ("drawn_on".to_owned(), picture.to_string())),
    );
    for (index, feature) in place.features.iter().enumerate() {
        pairs.push((format!("feature-{index}-words"), feature.words.clone()));
        let Some(frame) = feature.frame else { continue };
        let sides = [
            ("x", frame.x),
            ("y", frame.y),
            ("w", frame.w),
            ("h", frame.h),
        ];
        pairs.extend(
            sides.map(|(name, share)| (format!("feature-{index}-{name}"), share.to_string())),
        );
    }
    pairs
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
        ]);
        let (draft, _) = draft(&typed);
        assert_eq!(
            draft.features[0].frame,
            Some(FrameBox {
                x: 0.1,
                y: 0.2,
                w: 0.3,
                h: 0.4
            })
        );
        assert_eq!(draft.features[1].frame, None);
        assert!(
            draft.features[2]
                .frame
                .is_some_and(|frame| !frame.is_inside_frame())
        );
    }

    #[test]
    fn rows_that_were_added_come_back() {
        let t = crate::i18n::Locales::load().get(None);
        let form = GeoForm::new(
            &t,
            &[],
            &Look::default(),
            None,
            Some(&fields(&[("feature-4-words", "A fifth")])),
        );
        assert_eq!(form.features.len(), 5);
        assert_eq!(
            GeoForm::new(&t, &[], &Look::default(), None, None)
                .features
                .len(),
            SHOWN_FEATURES
        );
    }
}
