//! What a person typed or drew becomes a redaction, or a list of what is wrong with it.

use cairn_domain::{
    BadRedaction, FrameBox, Keyframe, MediaKind, RedactionBody, Region, RegionFlaw, SoundTreatment,
    Span, Track,
};

use crate::{FieldError, typed};

/// A redaction as typed.
#[derive(Debug, Clone, Default)]
pub struct RedactionDraft {
    /// Sequence number of the item the author saw.
    pub seen: u64,
    /// Regions; empty ones are skipped.
    pub regions: Vec<RegionDraft>,
    /// `keep`, `remove` or `silence`; nothing means keep.
    pub sound: String,
    /// Stretches to silence, one a line: from, to. None means all of it.
    pub silences: String,
}

/// One region as typed.
#[derive(Debug, Clone, Default)]
pub struct RegionDraft {
    /// Code of a `RegionShape`.
    pub shape: String,
    /// Code of a `RedactionReason`.
    pub reason: String,
    /// What it hides, in words.
    pub words: String,
    /// The second it begins; nothing means the start.
    pub from_s: String,
    /// The second it ends; nothing means the end.
    pub to_s: String,
    /// Where it is, one keyframe a line: second, then left, top, width and height in percent of the
    /// picture. What stands still needs no second.
    pub track: String,
}

type Parsed<T> = Result<T, FieldError>;

/// Reads a draft for a file of this kind.
pub(super) fn parse(
    draft: &RedactionDraft,
    kind: MediaKind,
) -> Result<RedactionBody, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut keep = |error| errors.push(error);
    let mut regions = Vec::new();
    for (index, drawn) in draft.regions.iter().enumerate() {
        if drawn.track.trim().is_empty() && drawn.words.trim().is_empty() {
            continue;
        }
        match region(drawn, &(index + 1).to_string()) {
            Ok(region) => regions.push(region),
            Err(error) => keep(error),
        }
    }
    let words = draft.regions.iter().map(|region| region.words.as_str());
    let mut long = Vec::new();
    typed::paragraph("regions", &words.collect::<String>(), &mut long);
    long.into_iter().for_each(&mut keep);
    let sound = sound(draft)
        .map_err(&mut keep)
        .unwrap_or(SoundTreatment::Keep);
    if !errors.is_empty() {
        return Err(errors);
    }
    let body = RedactionBody::try_new(regions, sound).and_then(|body| {
        body.fits(kind)?;
        Ok(body)
    });
    body.map_err(|bad| vec![said(bad)])
}

fn region(typed: &RegionDraft, number: &str) -> Parsed<Region> {
    let wrong = |code| FieldError::with("regions", code, number);
    let span = span(&typed.from_s, &typed.to_s).ok_or_else(|| wrong("redaction-span"))?;
    let track = track(&typed.track).map_err(|flaw| wrong(flaw_code(flaw)))?;
    let region = Region {
        shape: typed.shape.parse().map_err(|_| wrong("redaction-shape"))?,
        reason: typed
            .reason
            .parse()
            .map_err(|_| wrong("redaction-reason"))?,
        words: typed.words.trim().chars().take(500).collect(),
        span,
        track,
    };
    let alone = RedactionBody::try_new(vec![region.clone()], SoundTreatment::Keep);
    match alone {
        Err(BadRedaction::Region { flaw, .. }) => Err(wrong(flaw_code(flaw))),
        _ => Ok(region),
    }
}

/// Keyframes, one a line. Numbers are separated by spaces, commas or semicolons.
fn track(text: &str) -> Result<Track, RegionFlaw> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let keyframe = |line: &str| match numbers(line)?.as_slice() {
        [at_s, x, y, w, h] => Some(Keyframe {
            at_s: *at_s,
            place: place([*x, *y, *w, *h]),
        }),
        [x, y, w, h] => Some(Keyframe {
            at_s: 0.0,
            place: place([*x, *y, *w, *h]),
        }),
        _ => None,
    };
    let keyframes: Option<Vec<_>> = lines.map(keyframe).collect();
    Track::try_new(keyframes.ok_or(RegionFlaw::NoPlace)?)
}

fn place([x, y, w, h]: [f64; 4]) -> FrameBox {
    FrameBox {
        x: x / 100.0,
        y: y / 100.0,
        w: w / 100.0,
        h: h / 100.0,
    }
}

fn numbers(line: &str) -> Option<Vec<f64>> {
    let words = line.split([' ', '\t', ',', ';', '\r']);
    let words = words.filter(|word| !word.is_empty());
    words.map(|word| word.parse().ok()).collect()
}

fn span(from_s: &str, to_s: &str) -> Option<Span> {
    let number = |text: &str| match text.trim() {
        "" => Some(None),
        text => text.parse::<f64>().ok().map(Some),
    };
    Span::try_new(number(from_s)?.unwrap_or(0.0), number(to_s)?).ok()
}

fn sound(draft: &RedactionDraft) -> Parsed<SoundTreatment> {
    let wrong = |code| FieldError::new("sound", code);
    match draft.sound.as_str() {
        "" | "keep" => Ok(SoundTreatment::Keep),
        "remove" => Ok(SoundTreatment::Remove),
        "silence" => {
            let lines = draft
                .silences
                .lines()
                .filter(|line| !line.trim().is_empty());
            let stretch = |line: &str| match numbers(line)?.as_slice() {
                [from_s] => Span::try_new(*from_s, None).ok(),
                [from_s, to_s] => Span::try_new(*from_s, Some(*to_s)).ok(),
                _ => None,
            };
            let during: Option<Vec<_>> = lines.map(stretch).collect();
            let during = during.ok_or_else(|| wrong("redaction-silence"))?;
            Ok(SoundTreatment::Silence { during })
        }
        _ => Err(wrong("choice-missing")),
    }
}

fn said(bad: BadRedaction) -> FieldError {
    match bad {
        BadRedaction::Region { index, flaw } => {
            FieldError::with("regions", flaw_code(flaw), (index + 1).to_string())
        }
        BadRedaction::Nothing => FieldError::new("regions", "redaction-nothing"),
        BadRedaction::TooMany => FieldError::new("regions", "redaction-many"),
        BadRedaction::Silent => FieldError::new("sound", "redaction-photo-sound"),
        BadRedaction::StandsStill => FieldError::new("regions", "redaction-photo-moves"),
        BadRedaction::NoPicture => FieldError::new("regions", "redaction-no-picture"),
    }
}

fn flaw_code(flaw: RegionFlaw) -> &'static str {
    match flaw {
        RegionFlaw::NoPlace => "redaction-place",
        RegionFlaw::OutsideFrame => "redaction-outside",
        RegionFlaw::OutOfOrder => "redaction-order",
        RegionFlaw::EmptySpan => "redaction-span",
        RegionFlaw::NeedsWords => "redaction-words",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(track: &str) -> RegionDraft {
        RegionDraft {
            shape: "ellipse".into(),
            reason: "face".into(),
            track: track.into(),
            ..RegionDraft::default()
        }
    }

    fn draft(regions: Vec<RegionDraft>, sound: &str, silences: &str) -> RedactionDraft {
        RedactionDraft {
            seen: 1,
            regions,
            sound: sound.into(),
            silences: silences.into(),
        }
    }

    fn codes(draft: &RedactionDraft, kind: MediaKind) -> Vec<(&'static str, String)> {
        let errors = parse(draft, kind).err().unwrap_or_default();
        errors
            .into_iter()
            .map(|error| (error.code, error.detail))
            .collect()
    }

    #[test]
    fn keyframes_are_lines_of_numbers() {
        let moving = drawn("0.5 10 20 30 40\r\n1,5; 15 20 30 40\n\n");
        let empty = RegionDraft::default();
        let wrong = draft(vec![empty.clone(), moving], "", "");
        assert_eq!(
            codes(&wrong, MediaKind::Video),
            [("redaction-place", "2".to_owned())],
            "a decimal comma makes six numbers"
        );
        let moving = drawn("0.5 10 20 30 40\r\n1.5 15 20 30 40\n\n");
        let body = parse(
            &draft(vec![empty, moving], "silence", "1 2\n5"),
            MediaKind::Video,
        );
        let body = body.expect("readable");
        assert_eq!(body.regions().len(), 1);
        assert!((body.regions()[0].track.place_at(1.0).x - 0.125).abs() < 1e-9);
        assert!(body.sound().is_silent_between(9.0, 9.0));
        assert!(!body.sound().is_silent_between(3.0, 4.0));
    }

    #[test]
    fn every_mistake_is_said_with_its_region() {
        let other = RegionDraft {
            reason: "other".into(),
            ..drawn("1 1 5 5")
        };
        let nowhere = RegionDraft {
            words: "the boy".into(),
            ..drawn("")
        };
        let all = vec![
            drawn("90 1 20 5"),
            drawn("2 1 1 5 5\n1 1 1 5 5"),
            other,
            nowhere,
        ];
        let region = |code, number: &str| (code, number.to_owned());
        assert_eq!(
            codes(&draft(all, "", ""), MediaKind::Video),
            [
                region("redaction-outside", "1"),
                region("redaction-order", "2"),
                region("redaction-words", "3"),
                region("redaction-place", "4")
            ]
        );
        for (draft, kind, code) in [
            (
                draft(vec![], "keep", ""),
                MediaKind::Video,
                "redaction-nothing",
            ),
            (
                draft(vec![], "silence", "2 1"),
                MediaKind::Video,
                "redaction-silence",
            ),
            (
                draft(vec![], "remove", ""),
                MediaKind::Photo,
                "redaction-photo-sound",
            ),
            (
                draft(vec![drawn("1 1 5 5")], "", ""),
                MediaKind::Audio,
                "redaction-no-picture",
            ),
            (
                draft(vec![drawn("1 1 1 5 5\n2 1 1 5 5")], "", ""),
                MediaKind::Photo,
                "redaction-photo-moves",
            ),
        ] {
            assert_eq!(codes(&draft, kind), [(code, String::new())]);
        }
    }
}
