//! What the public will see of an item, told before it is published. The release itself decides
//! (`app::release`); this says the same in words, from the same fields.

use cairn_app::{review::Dossier, stored::ProjectRecord};
use cairn_domain::{Consent, DerivativeKind, FindingBody, FindingKind, Sensitivity};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};

use crate::{
    i18n::Translator,
    present::{
        findings::{Fact, holding, metres, place_shown},
        moment,
    },
};

/// Whether a picture of the item will be public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Picture {
    /// A copy without metadata.
    Public,
    /// The submitter did not agree.
    NoConsent,
    /// It was given for a redacted copy, and there is none.
    NeedsRedaction,
    /// Too hard to look at, or not rated.
    TooHard,
    /// There is none that could be shown.
    NoCopy,
}

impl Picture {
    /// Reads it from a dossier.
    pub(super) fn of(dossier: &Dossier) -> Self {
        let state = &dossier.item.state;
        let sensitivity = state.rating.as_ref().map(|rating| rating.sensitivity);
        let mut made = dossier.files.iter().flat_map(|view| &view.file.derivatives);
        match (state.consent, sensitivity) {
            (Consent::Internal, _) => Self::NoConsent,
            (Consent::PublishRedacted, _) => Self::NeedsRedaction,
            (Consent::Publish, None | Some(Sensitivity::Extreme)) => Self::TooHard,
            (Consent::Publish, Some(_)) => {
                if made.any(|one| one.kind == DerivativeKind::PublicCopy) {
                    Self::Public
                } else {
                    Self::NoCopy
                }
            }
        }
    }

    /// The sentence that says so.
    pub(super) fn words(self, t: &Translator) -> String {
        t.get(match self {
            Self::Public => "public-picture-yes",
            Self::NoConsent => "public-picture-no-consent",
            Self::NeedsRedaction => "public-picture-needs-redaction",
            Self::TooHard => "public-picture-too-hard",
            Self::NoCopy => "public-picture-no-copy",
        })
    }
}

/// How finely coordinates leave the project.
pub(super) fn cell_words(t: &Translator, project: &ProjectRecord) -> String {
    if project.publish_cell_m > 0.0 {
        t.get1("public-cell", "metres", metres(project.publish_cell_m))
    } else {
        t.get("public-cell-none")
    }
}

/// Everything the public will read of it.
pub(super) fn public_view(t: &Translator, dossier: &Dossier, project: &ProjectRecord) -> Vec<Fact> {
    let fact = |key: &str, value: String| Fact {
        label: t.get(key),
        value,
        mono: false,
    };
    if !dossier.item.state.consent.allows_publishing() {
        return vec![fact("public-nothing", t.get("public-nothing-why"))];
    }
    let incident = dossier
        .incident
        .as_ref()
        .map(|incident| incident.title.clone());
    vec![
        fact(
            "public-incident",
            incident.unwrap_or_else(|| t.get("public-incident-none")),
        ),
        fact("public-place", place(t, dossier, project)),
        fact("public-time", time(t, dossier, project)),
        fact("public-picture", Picture::of(dossier).words(t)),
        fact("public-never", t.get("public-never-what")),
    ]
}

fn place(t: &Translator, dossier: &Dossier, project: &ProjectRecord) -> String {
    let Some(place) = place_shown(&dossier.findings) else {
        return t.get("public-place-none");
    };
    let cell = project.publish_cell_m;
    let point = place.camera.snapped_to(cell);
    let radius = match cell > 0.0 {
        // As the release widens it: by half the cell's diagonal, and a metre for the last digit.
        true => (place.precision_m + cell * std::f64::consts::FRAC_1_SQRT_2 + 1.0).ceil(),
        false => place.precision_m,
    };
    let point = cairn_place::format_decimal(point, radius);
    t.get2(
        "public-place-value",
        "point",
        point,
        "metres",
        metres(radius),
    )
}

fn time(t: &Translator, dossier: &Dossier, project: &ProjectRecord) -> String {
    match holding(&dossier.findings, FindingKind::Chronolocation).map(|v| &v.finding.body) {
        Some(FindingBody::Chronolocation(time)) => t.get2(
            "public-time-value",
            "earliest",
            moment(hour_down(time.interval.earliest()), &project.zone).local,
            "latest",
            moment(hour_up(time.interval.latest()), &project.zone).local,
        ),
        _ => t.get("public-time-none"),
    }
}

/// Rounded outward to whole hours of UTC, as the release rounds.
fn hour_down(at: DateTime<Utc>) -> DateTime<Utc> {
    at.duration_trunc(TimeDelta::hours(1)).unwrap_or(at)
}

fn hour_up(at: DateTime<Utc>) -> DateTime<Utc> {
    hour_down(at + TimeDelta::minutes(59) + TimeDelta::seconds(59))
}
