//! The form that draws a redaction: what was typed, what it becomes, and how it stands on the page.

use std::fmt::Write;

use cairn_app::redaction::{RedactionDraft, RegionDraft};
use cairn_domain::{
    MediaKind, RedactionBody, RedactionReason, Region, RegionShape, SoundTreatment, Span,
};

use crate::{
    forms::Fields,
    i18n::Translator,
    present::{Choice, choices},
};

/// Rows that are read; the page shows a few and adds more.
const MOST_REGIONS: usize = cairn_domain::redaction::MOST_REGIONS;
/// Empty rows that are shown, for whoever cannot add any.
const EMPTY_ROWS: usize = 2;

/// The form as it stands on the page.
#[derive(Debug, Clone, Default)]
pub(super) struct RedactForm {
    pub(super) regions: Vec<RegionRow>,
    pub(super) sounds: Vec<Choice>,
    pub(super) silences: String,
}

/// One region.
#[derive(Debug, Clone, Default)]
pub(super) struct RegionRow {
    pub(super) index: usize,
    pub(super) number: usize,
    pub(super) shapes: Vec<Choice>,
    pub(super) reasons: Vec<Choice>,
    pub(super) words: String,
    pub(super) from_s: String,
    pub(super) to_s: String,
    pub(super) track: String,
}

impl RedactForm {
    /// The form with what was typed, or else with the redaction that counts.
    pub(super) fn new(
        t: &Translator,
        kind: MediaKind,
        known: Option<&RedactionBody>,
        typed: Option<&Fields>,
    ) -> Self {
        let held = known.map(|body| as_typed(kind, body)).unwrap_or_default();
        let fields = typed.unwrap_or(&held);
        let rows: Vec<_> = (0..MOST_REGIONS)
            .map(|index| row(t, fields, index))
            .collect();
        let is_filled = |row: &RegionRow| !row.track.is_empty() || !row.words.is_empty();
        let filled = rows.iter().rposition(is_filled).map_or(0, |last| last + 1);
        let regions = match kind {
            MediaKind::Audio => Vec::new(),
            _ => rows.into_iter().take(filled + EMPTY_ROWS).collect(),
        };
        Self {
            regions,
            sounds: sounds(t, kind, &fields.text("sound")),
            silences: fields.text("silences"),
        }
    }
}

fn row(t: &Translator, fields: &Fields, index: usize) -> RegionRow {
    let text = |part: &str| fields.text(&format!("region-{index}-{part}"));
    RegionRow {
        index,
        number: index + 1,
        shapes: choices(t, "region-shape", RegionShape::ALL, &[&text("shape")]),
        reasons: choices(
            t,
            "redaction-reason",
            RedactionReason::ALL,
            &[&text("reason")],
        ),
        words: text("words"),
        from_s: text("from"),
        to_s: text("to"),
        track: text("track"),
    }
}

/// What can become of the sound; a photo has none.
fn sounds(t: &Translator, kind: MediaKind, chosen: &str) -> Vec<Choice> {
    let codes: &[&str] = match kind {
        MediaKind::Video => &["keep", "remove", "silence"],
        MediaKind::Audio => &["silence"],
        MediaKind::Photo | MediaKind::Other => &[],
    };
    let first = codes.first().copied().unwrap_or_default();
    let chosen = if chosen.is_empty() { first } else { chosen };
    choices(t, "sound-treatment", codes, &[chosen])
}

/// A recorded redaction as a form would send it.
fn as_typed(kind: MediaKind, body: &RedactionBody) -> Fields {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for (index, region) in body.regions().iter().enumerate() {
        let mut put =
            |part: &str, value: String| pairs.push((format!("region-{index}-{part}"), value));
        put("shape", region.shape.to_string());
        put("reason", region.reason.to_string());
        put("words", region.words.clone());
        put("track", track(kind, region));
        if region.span.from_s() > 0.0 {
            put("from", seconds(region.span.from_s()));
        }
        put("to", region.span.to_s().map(seconds).unwrap_or_default());
    }
    let (sound, silences) = match body.sound() {
        SoundTreatment::Keep => ("keep", String::new()),
        SoundTreatment::Remove => ("remove", String::new()),
        SoundTreatment::Silence { during } => ("silence", during.iter().map(silence).collect()),
    };
    pairs.push(("sound".to_owned(), sound.to_owned()));
    pairs.push(("silences".to_owned(), silences));
    Fields::from_pairs(pairs)
}

/// One keyframe a line.
fn track(kind: MediaKind, region: &Region) -> String {
    let mut text = String::new();
    for key in region.track.keyframes() {
        if kind != MediaKind::Photo {
            let _ = write!(text, "{} ", seconds(key.at_s));
        }
        let place = [key.place.x, key.place.y, key.place.w, key.place.h];
        let percent = place.map(|share| rounded(share * 100.0));
        let _ = writeln!(text, "{}", percent.join(" "));
    }
    text
}

fn silence(span: &Span) -> String {
    let to_s = span.to_s().map(|to_s| format!(" {}", seconds(to_s)));
    format!("{}{}\n", seconds(span.from_s()), to_s.unwrap_or_default())
}

fn seconds(at_s: f64) -> String {
    rounded(at_s)
}

/// Three decimals at most: a millisecond, a thousandth of a percent.
fn rounded(number: f64) -> String {
    let text = format!("{number:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What was typed, for the use case to read.
pub(super) fn draft(fields: &Fields) -> RedactionDraft {
    let region = |index: usize| {
        let text = |part: &str| fields.text(&format!("region-{index}-{part}"));
        RegionDraft {
            shape: text("shape"),
            reason: text("reason"),
            words: text("words"),
            from_s: text("from"),
            to_s: text("to"),
            track: text("track"),
        }
    };
    RedactionDraft {
        seen: fields.number("seen").unwrap_or_default(),
        regions: (0..MOST_REGIONS).map(region).collect(),
        sound: fields.text("sound"),
        silences: fields.text("silences"),
    }
}

#[cfg(test)]
mod tests {
    use cairn_domain::{FrameBox, Keyframe, Track};

    use super::*;
    use crate::i18n::Locales;

    #[test]
    fn a_recorded_redaction_stands_in_the_form_as_it_would_be_typed() {
        let place = FrameBox {
            x: 0.1,
            y: 0.25,
            w: 1.0 / 3.0,
            h: 0.5,
        };
        let region = Region {
            shape: RegionShape::Ellipse,
            reason: RedactionReason::Other,
            words: "the tattoo".into(),
            span: Span::try_new(0.5, Some(2.0)).expect("in order"),
            track: Track::try_new(vec![
                Keyframe { at_s: 0.5, place },
                Keyframe { at_s: 2.0, place },
            ])
            .expect("in order"),
        };
        let during = vec![Span::try_new(1.0, Some(1.5)).expect("in order")];
        let body = RedactionBody::try_new(vec![region], SoundTreatment::Silence { during });
        let body = body.expect("covers something");
        let t = Locales::load().get(None);
        let form = RedactForm::new(&t, MediaKind::Video, Some(&body), None);
        assert_eq!(form.regions.len(), 1 + EMPTY_ROWS);
        let row = &form.regions[0];
        assert_eq!(row.track, "0.5 10 25 33.333 50\n2 10 25 33.333 50\n");
        assert_eq!((row.from_s.as_str(), row.to_s.as_str()), ("0.5", "2"));
        assert_eq!(form.silences, "1 1.5\n");
        let chosen: Vec<_> = form.sounds.iter().filter(|one| one.selected).collect();
        assert_eq!(chosen[0].code, "silence");
        let again = draft(&as_typed(MediaKind::Video, &body));
        assert_eq!(
            (again.sound.as_str(), again.regions[0].shape.as_str()),
            ("silence", "ellipse")
        );
    }

    #[test]
    fn a_photo_is_not_asked_about_sound_and_sound_not_about_regions() {
        let t = Locales::load().get(None);
        let photo = RedactForm::new(&t, MediaKind::Photo, None, None);
        assert!(photo.sounds.is_empty() && photo.regions.len() == EMPTY_ROWS);
        let sound = RedactForm::new(&t, MediaKind::Audio, None, None);
        assert!(sound.regions.is_empty() && sound.sounds.len() == 1);
    }
}
