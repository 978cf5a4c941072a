//! Published records for tests of pages.

use cairn_app::{
    public::{Dataset, PublicIncident, PublicList},
    stored::{Facets, PublicProject, PublicRelease, RetractionRecord},
};
use cairn_domain::{ProjectId, ReleaseId};
use chrono::{DateTime, TimeZone, Utc};
use serde_json::json;
use uuid::Uuid;

use crate::{
    assets::Assets,
    i18n::Locales,
    shell::{NavProject, Shell},
};

/// The digest of the sample's public copy and of its cover.
pub(super) const COPY: &str = "c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0";
pub(super) const COVER: &str = "d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1";

fn at(day: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2025, 3, day, 10, 0, 0)
        .single()
        .expect("a real moment")
}

pub(super) fn shell() -> Shell {
    let t = Locales::load().get(None);
    Shell {
        lang: t.code(),
        dir: t.dir(),
        nonce: "0".repeat(32),
        title: "A page".into(),
        user: None,
        ends: None,
        project: Some(NavProject {
            code: "AFG".into(),
            name: "Afghanistan attacks".into(),
            links: Vec::new(),
        }),
        assets: Assets::load(),
        notice: None,
        demo: true,
        unlisted: true,
        t,
    }
}

pub(super) fn dataset() -> Dataset {
    let release = |version: u32| PublicRelease {
        id: ReleaseId(Uuid::from_u128(version.into())),
        version,
        built_at: at(version),
        manifest: json!({
            "licence": "CC-BY-4.0",
            "inclusion": "What is in it.",
            "files": [{ "name": "incidents.csv", "mime": "text/csv", "size_bytes": 41_210, "sha256": "ab".repeat(32) }],
        }),
        incidents: 2,
        evidence: 2,
        retractions: version - 1,
    };
    Dataset {
        project: PublicProject {
            id: ProjectId(Uuid::nil()),
            code: "AFG".parse().expect("a code"),
            name: "Afghanistan attacks".into(),
            summary: "Attacks claimed by or ascribed to ISIS-K.".into(),
            zone: "Asia/Kabul".into(),
            is_demo: true,
            created_at: at(1),
            changes: 3,
        },
        releases: vec![release(2), release(1)],
        withdrawn: 1,
    }
}

pub(super) fn list(incidents: &[PublicIncident]) -> PublicList {
    let count = |value: fn(&PublicIncident) -> String| {
        let mut counts: Vec<(String, u64)> = Vec::new();
        for value in incidents.iter().map(value) {
            match counts.iter_mut().find(|(known, _)| *known == value) {
                Some((_, count)) => *count += 1,
                None => counts.push((value, 1)),
            }
        }
        counts
    };
    let found = u64::try_from(incidents.len()).expect("few");
    PublicList {
        incidents: incidents.to_vec(),
        found,
        total: found,
        facets: Facets {
            provinces: count(|incident| incident.province.clone()),
            event_types: count(|incident| incident.event_type.clone()),
            targets: count(|incident| incident.target().to_owned()),
            location_types: count(|incident| incident.location_type().to_owned()),
            months: count(|incident| incident.date.format("%Y-%m").to_string()),
        },
    }
}

/// A publicly reported attack with one picture and one claim.
pub(super) fn kaaj() -> PublicIncident {
    serde_json::from_str(&KAAJ.replace("COPY", COPY).replace("COVER", COVER))
        .expect("a published incident")
}

const KAAJ: &str = r#"{
    "short": "AFG-7K3QXM", "title": "Attack on the Kaaj educational centre",
    "summary": "During a practice exam.", "date": "2022-09-30", "lat": 34.5, "lon": 69.06,
    "precision_m": 1730.0, "geo_precision": "settlement",
    "place_name": "Kaaj educational centre", "province": "Kabul",
    "event_type": "suicide_bombing", "target": "hazara", "location_type": "school",
    "crowd_in_public": true, "perpetrator": "unknown", "killed_low": 25, "killed_high": 54,
    "injured_low": 27, "injured_high": 110, "source_note": "Widely reported.",
    "synthetic": false, "first_release": 1, "updated_release": 2,
    "claims": [{
        "claimant": "ISIS-K", "outlet": "al-Naba 359", "date": "2022-10-01", "province": "Kabul",
        "statement": "More than 100 killed and wounded", "killed": 100, "injured": null,
        "quote": "صد کشته و زخمی", "language": "fa", "translation": "A hundred killed and wounded",
        "agreement": { "date": "agree", "place": "agree", "target": "unknown", "method": "unknown",
            "killed": "differs", "injured": "unknown" },
        "status": "corroborated"
    }],
    "evidence": [{
        "short": "AFG-2A3B4C", "kind": "photo", "sensitivity": "graphic",
        "content_notes": ["injured"], "captured_earliest": "2022-09-30T03:00:00Z",
        "captured_latest": "2022-09-30T05:00:00Z", "lat": 34.5, "lon": 69.06,
        "precision_m": 729.0, "cover": "COVER", "how_located": "3 features matched",
        "copy": { "sha256": "COPY", "mime": "image/jpeg", "width": 1280, "height": 960 },
        "location_confidence": "confirmed", "how_dated": "bounded by first seen, shadow azimuth",
        "time_confidence": "probable"
    }]
}"#;

/// An attack that never happened, in another province, whose picture is withheld.
pub(super) fn invented() -> PublicIncident {
    let mut incident = kaaj();
    incident.short = "AFG-9Z8Y7X".into();
    incident.title = "Shooting at a checkpoint".into();
    incident.date = "2022-11-03".parse().expect("a day");
    incident.province = "Herat".into();
    incident.place_name = String::new();
    (incident.lat, incident.lon) = (Some(34.35), Some(62.2));
    incident.event_type = "shooting".into();
    incident.targets = vec!["taliban".into()];
    incident.crowd_in_public = false;
    incident.synthetic = true;
    incident.claims.clear();
    (incident.evidence[0].copy, incident.evidence[0].cover) = (None, None);
    incident
}

pub(super) fn retraction() -> RetractionRecord {
    RetractionRecord {
        short: "7K3QXM".parse().expect("an id"),
        kind: None,
        replaced_by: None,
        reason: "A family asked for it.".into(),
        at: at(4),
        last_release: 1,
    }
}
