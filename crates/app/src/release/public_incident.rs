//! What the public may see of an incident itself: every field is chosen here, and what is not chosen
//! stays unknown or empty.

use cairn_dataset::{CoordPolicy, PublicClaim, PublicEvidence, PublicIncident};
use cairn_domain::{Incident, PrecisionClass, is_civilian};
use cairn_storage::ProjectRecord;

use super::{outlook::published_place, projection::public_id, shield::Shield};

pub(super) fn public_incident(
    (project, shield): (&ProjectRecord, Shield),
    incident: &Incident,
    evidence: Vec<PublicEvidence>,
    claims: Vec<PublicClaim>,
    release: u32,
) -> PublicIncident {
    let short = public_id(&project.code, &incident.short);
    let bare = PublicIncident::bare(&short, &incident.title, incident.date, release);
    let body = when(bare, incident);
    let body = place(body, shield, incident);
    let body = what_and_who(body, incident);
    let body = counts(body, incident);
    PublicIncident {
        summary: incident.summary.clone(),
        verification: incident.verification,
        evidence,
        claims,
        source_note: incident.source_note.clone(),
        content_warning: incident.content_warning.clone(),
        tags: incident.tags.clone(),
        method_version: incident.method_version.clone(),
        synthetic: incident.synthetic,
        ..body
    }
}

fn when(body: PublicIncident, incident: &Incident) -> PublicIncident {
    let time = incident.time.as_ref();
    PublicIncident {
        date_end: incident.date_end,
        date_precision: incident.date_precision,
        time_local: time.map(|time| time.local.format("%H:%M").to_string()),
        tz: time.map(|time| time.zone.clone()),
        time_precision: time.map(|time| time.precision),
        time_basis: time.and_then(|time| time.basis),
        ..body
    }
}

/// Snapped and widened as the project's safety profile asks.
fn place(body: PublicIncident, shield: Shield, incident: &Incident) -> PublicIncident {
    let place = incident
        .point
        .map(|point| published_place(shield, point, incident.precision_m));
    let precision_m = place.map_or(incident.precision_m, |(_, _, radius)| radius);
    PublicIncident {
        lat: place.map(|(lat, _, _)| lat),
        lon: place.map(|(_, lon, _)| lon),
        precision_m,
        geo_precision: PrecisionClass::of_radius(precision_m),
        coord_policy: match place {
            None => CoordPolicy::Withheld,
            Some(_) if shield.cell_m > 0.0 => CoordPolicy::Rounded,
            Some(_) => CoordPolicy::Exact,
        },
        place_name: match shield.hides_place_name {
            true => String::new(),
            false => incident.place_name.clone(),
        },
        province: incident.province.clone(),
        adm1_pcode: incident.adm1_pcode.clone(),
        urban_rural: incident.urban_rural,
        urban_rural_method: incident.urban_rural_method.clone(),
        ..body
    }
}

fn what_and_who(body: PublicIncident, incident: &Incident) -> PublicIncident {
    let main = incident.targets.first();
    PublicIncident {
        event_type: incident.event_type.clone(),
        civilian_targeting: main.is_some_and(|code| is_civilian(code)),
        targets: incident.targets.clone(),
        location_types: incident.location_types.clone(),
        crowd_in_public: incident.crowd_in_public,
        perpetrator: incident.perpetrator.clone(),
        attribution: incident.attribution,
        hallmarks: incident.hallmarks,
        attribution_confidence: incident.attribution_confidence,
        ..body
    }
}

fn counts(body: PublicIncident, incident: &Incident) -> PublicIncident {
    PublicIncident {
        killed_low: incident.killed.low,
        killed_best: incident.killed.best,
        killed_high: incident.killed.high,
        injured_low: incident.injured.low,
        injured_best: incident.injured.best,
        injured_high: incident.injured.high,
        civilian_fatalities_low: incident.civilians_killed.low,
        civilian_fatalities_best: incident.civilians_killed.best,
        civilian_fatalities_high: incident.civilians_killed.high,
        civilian_injured_low: incident.civilians_injured.low,
        civilian_injured_best: incident.civilians_injured.best,
        civilian_injured_high: incident.civilians_injured.high,
        perpetrator_fatalities_low: incident.perpetrators_killed.low,
        perpetrator_fatalities_best: incident.perpetrators_killed.best,
        perpetrator_fatalities_high: incident.perpetrators_killed.high,
        casualty_basis: incident.casualty_basis,
        ..body
    }
}
