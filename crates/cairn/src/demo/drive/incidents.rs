//! Facts of the demo as a lead would have typed them.

use cairn_app::incident::{CountsDraft, IncidentDraft};
use cairn_domain::{
    AttributionKind, Casualties, CasualtyBasis, UrbanRural, Verification, is_civilian,
};

use crate::demo::facts::IncidentFact;

pub(super) fn incident_draft(fact: &IncidentFact) -> IncidentDraft {
    let target = target(&fact.target);
    let setting = if fact.is_rural {
        UrbanRural::Rural
    } else {
        UrbanRural::Urban
    };
    IncidentDraft {
        title: fact.title.clone(),
        summary: fact.summary.clone(),
        date: fact.date.to_string(),
        date_precision: "day".into(),
        point: format!("{:.4}, {:.4}", fact.point.lat(), fact.point.lon()),
        precision_m: fact.precision_m.to_string(),
        place_name: fact.place_name.clone(),
        province: fact.province.clone(),
        urban_rural: setting.to_string(),
        urban_rural_method: "by the demo's table of places".into(),
        event_type: fact.event_type.clone(),
        location_types: vec![location_type(&fact.location_type).into()],
        crowd_in_public: fact.crowd_in_public,
        attribution: attribution(fact).to_string(),
        // Never that it bore the hallmarks: the demo assesses nothing.
        perpetrator: fact.attribution.clone(),
        killed: CountsDraft::of(fact.killed),
        injured: CountsDraft::of(fact.injured),
        civilians_killed: CountsDraft::of(civilians(fact, target)),
        targets: vec![target.into()],
        casualty_basis: CasualtyBasis::Media.to_string(),
        verification: grade(fact).to_string(),
        tags: if fact.synthetic {
            "invented"
        } else {
            "reported"
        }
        .into(),
        method_version: "1".into(),
        source_note: fact.source_note.clone(),
        synthetic: fact.synthetic,
        ..IncidentDraft::default()
    }
}

fn attribution(fact: &IncidentFact) -> AttributionKind {
    if fact.is_claimed {
        AttributionKind::ClaimedByGroup
    } else {
        AttributionKind::Unclaimed
    }
}

/// Reported attacks are shown for demonstration and were not verified with this tool.
fn grade(fact: &IncidentFact) -> Verification {
    if fact.synthetic {
        Verification::Verified
    } else {
        Verification::Unverified
    }
}

/// What is invented may be counted apart; of what was reported nobody has.
fn civilians(fact: &IncidentFact, target: &str) -> Casualties {
    match (fact.synthetic, is_civilian(target)) {
        (false, _) => Casualties::default(),
        (true, true) => fact.killed,
        (true, false) => Casualties::between(Some(0), fact.killed.high),
    }
}

/// The codebook's code for a word of the shipped table.
pub(super) fn target(word: &str) -> &str {
    match word {
        "civilians" => "civilians_general",
        "sufi" => "civilians_sufi",
        "sikh" => "civilians_sikh_hindu",
        "journalists" => "media_journalist",
        "religious_leaders" => "religious_scholar",
        "officials" => "taliban_official_civil",
        "taliban" => "taliban_security",
        other => other,
    }
}

fn location_type(word: &str) -> &str {
    match word {
        "market" => "market_shop",
        "school" => "school_education",
        "hospital" => "hospital_health",
        "religious_service" => "mosque_religious_service",
        "embassy" => "embassy_diplomatic",
        "military_site" => "military_base",
        "power_line" => "power_infrastructure",
        other => other,
    }
}
