//! What the public will see of an item, told before it is published: the very outlook that a release
//! publishes, in words.

use cairn_app::{
    release::{Picture, PublicPlace, PublicTime},
    review::Dossier,
    stored::ProjectRecord,
};
use cairn_domain::Point;

use crate::{
    i18n::Translator,
    present::{
        findings::{Fact, metres},
        moment,
    },
};

/// Whether a picture will be public, in words.
pub(super) fn picture_words(t: &Translator, picture: &Picture) -> String {
    t.get(match picture {
        Picture::Public(shown) if shown.redacted => "public-picture-redacted",
        Picture::Public(_) => "public-picture-yes",
        Picture::NoConsent => "public-picture-no-consent",
        Picture::NeedsRedaction => "public-picture-needs-redaction",
        Picture::NeedsConfirmation => "public-picture-needs-confirmation",
        Picture::TooHard => "public-picture-too-hard",
        Picture::NoCopy => "public-picture-no-copy",
    })
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
    let outlook = &dossier.outlook;
    let incident = dossier
        .incident
        .as_ref()
        .map(|incident| incident.title.clone());
    vec![
        fact(
            "public-incident",
            incident.unwrap_or_else(|| t.get("public-incident-none")),
        ),
        fact("public-place", place(t, outlook.place.as_ref())),
        fact("public-time", time(t, outlook.time.as_ref(), &project.zone)),
        fact("public-picture", picture_words(t, &outlook.picture)),
        fact("public-never", t.get("public-never-what")),
    ]
}

fn place(t: &Translator, place: Option<&PublicPlace>) -> String {
    let point = place.and_then(|place| Point::try_new(place.lat, place.lon).ok());
    let (Some(place), Some(point)) = (place, point) else {
        return t.get("public-place-none");
    };
    let point = cairn_place::format_decimal(point, place.radius_m);
    let radius = metres(place.radius_m);
    t.get2("public-place-value", "point", point, "metres", radius)
}

fn time(t: &Translator, time: Option<&PublicTime>, zone: &str) -> String {
    match time {
        Some(time) => t.get2(
            "public-time-value",
            "earliest",
            moment(time.earliest, zone).local,
            "latest",
            moment(time.latest, zone).local,
        ),
        None => t.get("public-time-none"),
    }
}
