//! A small release with everything awkward in it: formulas, line breaks, unknowns, a withheld place.

use cairn_dataset::{
    PublicBound, PublicClaim, PublicCopy, PublicEvidence, PublicFeature, PublicIncident,
    PublicProof, PublicRetraction, PublicSource, Release, SigningKey,
};
use cairn_domain::{
    Casualties, ClaimStatus, Confidence, Digest, FeatureKind, IncidentSourceKind, MediaKind,
    PlaceMethod, PrecisionClass, RetractionReason, Sensitivity, StatedCount, TimeEffect,
    TimeEvidenceKind,
};
use chrono::NaiveDate;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// A key that is no secret.
pub fn key() -> SigningKey {
    SigningKey::from_seed([7; 32])
}

/// A release of three incidents, one retraction, and one incident that should not be there.
pub fn release() -> Release {
    Release {
        project_code: "AFG".into(),
        project_name: "Attacks in Afghanistan".into(),
        version: 2,
        built_on: day("2023-06-01"),
        incidents: vec![school(), checkpoint(), withheld(), withdrawn()],
        unmatched_claims: vec![claim("2022-03-04", "@newsletter: two guards", None)],
        retractions: vec![PublicRetraction {
            short: "AFG-ZZZZZZ".into(),
            reason: Some(RetractionReason::Duplicate),
            note: "The same event as AFG-7K3QXM.".into(),
            retracted_on: day("2023-05-20"),
            replaced_by: Some("AFG-7K3QXM".into()),
            last_release: 1,
        }],
        licence: "CC-BY-4.0".into(),
        synthetic: true,
    }
}

fn school() -> PublicIncident {
    PublicIncident {
        sources: vec![
            source(1, None),
            source(2, Some("https://example.org/a?b=1")),
        ],
        evidence: vec![video(), photo()],
        ..serde_json::from_str(SCHOOL).expect("a published incident")
    }
}

const SCHOOL: &str = r#"{
    "short": "AFG-7K3QXM", "title": "Attack on a centre, \"during\" an exam",
    "summary": "First line.\nSecond line, with a comma.",
    "date": "2022-09-30", "date_end": "2022-10-01", "date_precision": "range",
    "time_local": "07:30", "tz": "Asia/Kabul", "time_precision": "quarter_hour",
    "time_basis": "shadow", "lat": 34.4985123, "lon": 69.0644987, "loc_precision_m": 729.0,
    "geo_precision": "locality", "coord_policy": "rounded", "place_name": "Dasht-e Barchi",
    "province": "Kabul", "adm1_pcode": "AF01", "urban_rural": "urban",
    "urban_rural_method": "by hand", "event_type": "suicide_bombing",
    "target_type": ["hazara", "civilians_general"], "location_type": ["school_education"],
    "crowd_in_public": true, "civilian_targeting": true, "perpetrator": "unknown",
    "attribution": "assessed_by_us", "hallmarks": true, "attribution_confidence": "low",
    "fatalities_low": 25, "fatalities_best": 30, "fatalities_high": 54, "injured_low": 27,
    "injured_best": null, "injured_high": null, "civilian_fatalities_low": 0,
    "perpetrator_fatalities_best": 1, "casualty_basis": "mixed", "verification": "likely",
    "source_count": 2, "evidence": [], "claims": [],
    "source_note": "widely reported; check before citing", "content_warning": "Children.",
    "tags": ["exam", "students"], "method_version": "1", "synthetic": false,
    "first_release": 1, "updated_release": 2
}"#;

fn source(number: u32, url: Option<&str>) -> PublicSource {
    PublicSource {
        number,
        kind: IncidentSourceKind::Hospital,
        title: format!("Hospital list {number}"),
        url: url.map(Into::into),
        published_on: url.map(|_| day("2022-10-01")),
        killed: Casualties::between(Some(25), None),
        injured: Casualties::default(),
    }
}

fn checkpoint() -> PublicIncident {
    PublicIncident {
        short: "AFG-2M9PTC".into(),
        title: "=HYPERLINK(\"http://example.org\")".into(),
        summary: "ننگرهار".into(),
        lat: Some(-34.2),
        lon: Some(70.448_88),
        precision_m: 40.0,
        geo_precision: PrecisionClass::Vicinity,
        killed_low: Some(0),
        killed_high: Some(0),
        injured_low: None,
        sources: vec![],
        evidence: vec![],
        claims: vec![claim("2022-09-30", "-5 guards", Some(5))],
        synthetic: true,
        ..school()
    }
}

fn withheld() -> PublicIncident {
    let place = (None, None);
    let PublicIncident { title, .. } = school();
    let (lat, lon) = place;
    let (precision_m, geo_precision) = (60_000.0, PrecisionClass::Province);
    PublicIncident {
        short: "AFG-9QWERT".into(),
        title,
        lat,
        lon,
        precision_m,
        geo_precision,
        sources: vec![],
        evidence: vec![],
        ..school()
    }
}

fn withdrawn() -> PublicIncident {
    PublicIncident {
        short: "AFG-ZZZZZZ".into(),
        sources: vec![],
        evidence: vec![],
        ..school()
    }
}

fn claim(date: &str, statement: &str, killed: Option<u32>) -> PublicClaim {
    PublicClaim {
        claimant: "ISIS-K".into(),
        outlet: "newsletter".into(),
        date: day(date),
        province: "Nangarhar".into(),
        statement: statement.into(),
        killed: killed.map(StatedCount::exactly).unwrap_or_default(),
        status: ClaimStatus::Unverified,
        ..PublicClaim::default()
    }
}

fn video() -> PublicEvidence {
    PublicEvidence {
        short: "AFG-VVVV22".into(),
        kind: MediaKind::Video,
        sensitivity: Sensitivity::Graphic,
        content_notes: vec!["injured".into(), "distressing_sound".into()],
        captured_earliest: Some("2022-09-30T03:00:00Z".into()),
        captured_latest: Some("2022-09-30T04:00:00Z".into()),
        lat: Some(34.498_5),
        lon: Some(69.064_5),
        precision_m: 740.4,
        copy: None,
        cover: Some(Digest::of_bytes(b"cover")),
        how_located: "The minaret and the water tower line up.".into(),
        location_confidence: Some(Confidence::Confirmed),
        how_dated: "Shadows; first seen at 08:40.".into(),
        time_confidence: Some(Confidence::Probable),
        solver_runs: Vec::new(),
        commitment: Some(Digest::of_bytes(b"salt and originals")),
        proof: Some(PublicProof {
            methods: vec![PlaceMethod::VisualMatch, PlaceMethod::Skyline],
            facing_deg: Some(225),
            features: vec![PublicFeature {
                kind: Some(FeatureKind::Minaret),
                part: None,
                found_on: None,
                imagery_year: Some(2022),
            }],
        }),
        bounds: [TimeEvidenceKind::ShadowAzimuth, TimeEvidenceKind::FirstSeen]
            .map(|kind| PublicBound {
                kind,
                effect: TimeEffect::Window,
                run: None,
            })
            .to_vec(),
    }
}

fn photo() -> PublicEvidence {
    PublicEvidence {
        short: "AFG-PPPP22".into(),
        kind: MediaKind::Photo,
        sensitivity: Sensitivity::None,
        content_notes: vec![],
        captured_earliest: None,
        captured_latest: None,
        copy: Some(PublicCopy {
            sha256: Digest::of_bytes(b"copy"),
            mime: "image/jpeg".into(),
            width: Some(1280),
            height: Some(960),
        }),
        cover: None,
        time_confidence: None,
        ..video()
    }
}
