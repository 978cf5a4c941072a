//! One piece of evidence on an incident's page: covered, with its notes first, and how its place
//! and time were established.

use cairn_app::public::PublicEvidence;
use cairn_domain::{ProjectCode, Sensitivity};
use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{verified::Verified, words};
use crate::{
    i18n::Translator,
    present::{Moment, filters::code_words, moment},
};

/// One piece of evidence.
pub(super) struct Evidence {
    pub(super) id: String,
    pub(super) kind: String,
    /// What a viewer is told before the picture.
    pub(super) notes: Vec<String>,
    /// How hard it is to look at; empty when there is nothing to warn of.
    pub(super) warning: String,
    /// Address of the cover; empty where the picture is withheld.
    pub(super) cover: String,
    pub(super) steps: Vec<Step>,
    /// The same steps for the island.
    pub(super) steps_json: String,
    pub(super) captured: Option<Captured>,
    pub(super) how_dated: String,
    pub(super) time_confidence: Option<Sure>,
    /// Coordinates at published precision; empty where they are withheld.
    pub(super) coordinates: String,
    pub(super) within: String,
    pub(super) how_located: String,
    pub(super) place_confidence: Option<Sure>,
    pub(super) verified: Verified,
}

/// One step of looking, as the `reveal` island reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Step {
    pub(super) label: String,
    pub(super) src: String,
    kind: &'static str,
    muted: bool,
}

/// Between when it was recorded, both ends rounded outward.
pub(super) struct Captured {
    pub(super) from: Moment,
    pub(super) to: Moment,
}

/// How sure the team is, and what that word means.
pub(super) struct Sure {
    pub(super) words: String,
    pub(super) meaning: String,
}

impl Evidence {
    /// A piece of evidence of an incident, whose id leads to records of its runs.
    pub(super) fn new(t: &Translator, zone: &str, incident: &str, item: &PublicEvidence) -> Self {
        let steps = steps(t, item);
        let position = item.lat.zip(item.lon);
        let within = || {
            t.get1(
                "public-incident-precision",
                "radius",
                words::radius(item.precision_m),
            )
        };
        Self {
            id: item.short.clone(),
            kind: t.vocab("media-kind", item.kind),
            notes: item
                .content_notes
                .iter()
                .map(|note| code_words(t, "content-note", note))
                .collect(),
            warning: match item.sensitivity {
                Sensitivity::None => String::new(),
                other => t.vocab("sensitivity", other),
            },
            cover: item.cover.map(address).unwrap_or_default(),
            steps_json: serde_json::to_string(&steps).unwrap_or_default(),
            steps,
            captured: captured(zone, item),
            how_dated: item.how_dated.clone(),
            time_confidence: item.time_confidence.map(|confidence| sure(t, confidence)),
            coordinates: position
                .map(|(lat, lon)| words::coordinates(lat, lon))
                .unwrap_or_default(),
            within: position.map(|_| within()).unwrap_or_default(),
            how_located: item.how_located.clone(),
            place_confidence: item
                .location_confidence
                .map(|confidence| sure(t, confidence)),
            verified: Verified::new(t, incident, item),
        }
    }
}

impl Evidence {
    /// With pictures by the doors of the team, before they are public.
    pub(super) fn for_team(&mut self, code: &ProjectCode) {
        let short = self.id.rsplit('-').next().unwrap_or_default();
        let inside = |href: &str| {
            href.replacen(
                "/media/",
                &format!("/projects/{code}/items/{short}/media/"),
                1,
            )
        };
        self.cover = inside(&self.cover);
        for step in &mut self.steps {
            step.src = inside(&step.src);
        }
        self.steps_json = serde_json::to_string(&self.steps).unwrap_or_default();
        self.verified.without_records();
    }
}

/// A picture is one step; a recording is shown silent before it is heard.
fn steps(t: &Translator, item: &PublicEvidence) -> Vec<Step> {
    let Some(copy) = &item.copy else {
        return Vec::new();
    };
    let step = |key: &str, kind, muted| Step {
        label: t.get(key),
        src: address(copy.sha256),
        kind,
        muted,
    };
    match copy.mime.split('/').next() {
        Some("video") => {
            vec![
                step("media-step-silent", "video", true),
                step("media-step-sound", "video", false),
            ]
        }
        Some("audio") => vec![step("media-step-sound", "video", false)],
        _ => vec![step("media-step-colour", "image", true)],
    }
}

fn address(sha256: cairn_domain::Digest) -> String {
    format!("/media/{sha256}")
}

fn captured(zone: &str, item: &PublicEvidence) -> Option<Captured> {
    let read = |text: &Option<String>| text.as_deref()?.parse::<DateTime<Utc>>().ok();
    let (earliest, latest) = (read(&item.captured_earliest)?, read(&item.captured_latest)?);
    Some(Captured {
        from: moment(earliest, zone),
        to: moment(latest, zone),
    })
}

fn sure(t: &Translator, confidence: cairn_domain::Confidence) -> Sure {
    Sure {
        words: t.vocab("confidence", confidence),
        meaning: t.vocab("confidence", format!("{confidence}_meaning")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{i18n::Locales, pages::public::sample};

    #[test]
    fn a_recording_is_silent_before_it_is_heard() {
        let t = Locales::load().get(None);
        let mut item = sample::kaaj().evidence.remove(0);
        if let Some(copy) = &mut item.copy {
            copy.mime = "video/mp4".into();
        }
        let muted: Vec<_> = steps(&t, &item).iter().map(|step| step.muted).collect();
        assert_eq!(muted, [true, false]);
        item.copy = None;
        assert!(steps(&t, &item).is_empty());
    }

    #[test]
    fn times_are_the_projects_own_with_utc_beside() {
        let t = Locales::load().get(None);
        let item = sample::kaaj().evidence.remove(0);
        let captured = Evidence::new(&t, "Asia/Kabul", "AFG-7K3QXM", &item)
            .captured
            .expect("dated");
        assert_eq!(captured.from.local, "30 Sep 2022, 07:30");
        assert_eq!(captured.from.utc, "2022-09-30T03:00Z");
    }
}
