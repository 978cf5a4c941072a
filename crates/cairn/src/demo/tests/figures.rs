//! The analysis of the demo gives the figures that a reader of the investigation knows.

use cairn_app::analysis::{self, Label, Material, Table};
use cairn_domain::{
    Attributes, Claim, ClaimId, ClaimLink, ClaimRelation, Incident, IncidentId, ShortId, UrbanRural,
};
use uuid::Uuid;

use super::shape::{day, the_plan};
use crate::demo::{
    claims::beside,
    drive::claims::as_claim,
    plan::{ITEM_COUNT, Plan, PlannedStage},
};

fn short(number: usize) -> ShortId {
    let digit = |n: usize| u8::try_from(n % 30).unwrap_or_default();
    ShortId::from_random([
        0,
        0,
        0,
        digit(number / 900),
        digit(number / 30),
        digit(number),
    ])
}

fn uuid(number: usize) -> Uuid {
    Uuid::from_u128(number as u128 + 1)
}

/// The plan as the register and the incidents hold it once it has been played.
fn material(plan: &Plan) -> Material {
    let incidents: Vec<(Incident, usize)> = plan
        .incidents
        .iter()
        .enumerate()
        .map(|(at, fact)| {
            let own = plan.items.iter().filter(|item| item.incident == at);
            let published = own.filter(|item| item.stage == PlannedStage::Published);
            let setting = match fact.is_rural {
                true => UrbanRural::Rural,
                false => UrbanRural::Urban,
            };
            let incident = Incident {
                province: fact.province.clone(),
                targets: vec![fact.target.clone()],
                location_types: vec![fact.location_type.clone()],
                crowd_in_public: fact.crowd_in_public,
                urban_rural: Some(setting),
                killed: fact.killed,
                injured: fact.injured,
                ..Incident::bare(IncidentId(uuid(at)), short(at), &fact.title, fact.date)
            };
            (incident, published.count())
        })
        .collect();
    let facts: Vec<_> = plan
        .claims
        .iter()
        .cloned()
        .chain(beside(&plan.claims))
        .collect();
    let (mut claims, mut links) = (Vec::new(), Vec::new());
    for (at, fact) in facts.iter().enumerate() {
        let new = Claim::about(ClaimId(uuid(at)), short(at), fact.date);
        let same_as = fact.repeats.map(|earlier| ClaimId(uuid(earlier)));
        claims.push(as_claim(fact, Claim { same_as, ..new }));
        links.extend(fact.incident.map(|incident| ClaimLink {
            claim: ClaimId(uuid(at)),
            incident: IncidentId(uuid(incident)),
            relation: ClaimRelation::Corroborated,
            attributes: Attributes::default(),
            rationale: String::new(),
            decided_by: None,
            decided_at: None,
            signed_by: None,
            signed_at: None,
        }));
    }
    analysis::material_of(&incidents, &claims, &links)
}

fn row<'a>(table: &'a Table, name: &str) -> &'a [analysis::Cell] {
    let named = |row: &&analysis::Row| row.label == Label::Name(name.to_owned());
    let found = table.rows.iter().find(named);
    &found.unwrap_or_else(|| panic!("no row {name}")).cells
}

#[test]
fn a_reader_can_derive_the_figures_of_the_investigation_again() {
    let plan = the_plan();
    let material = material(&plan);
    assert_eq!(ITEM_COUNT, 367);
    assert_eq!(plan.items.len(), ITEM_COUNT);
    assert_eq!(material.attacks.len(), 70);

    let q = analysis::quadrants(&material);
    assert_eq!(q.counted, 283, "what is kept beside is never counted");
    assert_eq!(
        (q.denied, q.aggregates, q.competing, q.repeated),
        (1, 1, 1, 1)
    );
    let parts = q.claimed_verified + q.claimed_not_found + q.contradicted + q.not_assessed;
    assert_eq!(parts, q.counted, "the square leaves no claim out");
    assert_eq!(q.verified_claimed + q.verified_unclaimed, q.verified);
    assert!(
        q.verified_unclaimed > 0,
        "some attacks are seen and never claimed"
    );

    let sum = |count: fn(&analysis::Said) -> Option<u32>| -> u32 {
        material.counted().filter_map(count).sum()
    };
    assert!(sum(|claim| claim.killed.least()) >= 670);
    assert!(sum(|claim| claim.injured.least()) >= 1_200);
}

#[test]
fn nearly_half_hit_crowds_and_the_kinds_of_place_say_which() {
    let material = material(&the_plan());
    let crowds = material.attacks.iter().filter(|attack| attack.is_crowd);
    let share = crowds.count() as f64 / material.attacks.len() as f64;
    assert!((0.4..0.5).contains(&share), "nearly half: {share}");
    let locations = analysis::locations(&material);
    let (mut all, mut on_crowds) = (0, 0);
    for row in &locations.rows {
        assert_eq!(row.cells[1].of, Some(row.cells[0].count));
        all += row.cells[0].count;
        on_crowds += row.cells[1].count;
    }
    assert_eq!(
        all, locations.of,
        "each incident of the demo has one kind of place"
    );
    assert!(on_crowds * 2 < all && on_crowds * 5 > all * 2);
}

#[test]
fn attacks_move_from_the_country_to_the_cities() {
    let material = material(&the_plan());
    let settings = analysis::settings(&material);
    let rural = |from: &str, to: &str| {
        let within = settings.rows.iter().filter(|row| match &row.label {
            Label::Period(quarter) => (from..=to).contains(&quarter.as_str()),
            _ => false,
        });
        let counts = within.map(|row| (row.cells[2].count, row.cells[2].of.unwrap_or(0)));
        let (rural, all) = counts.fold((0, 0), |(a, b), (rural, all)| (a + rural, b + all));
        rural as f64 / all as f64
    };
    assert!(rural("2021-Q3", "2022-Q1") > 0.35);
    assert!(rural("2022-Q3", "2023-Q2") < 0.1);
    let grid = analysis::grid(&material);
    let at = grid.provinces.iter().position(|name| name == "Nangarhar");
    let nangarhar = &grid.claimed[at.expect("Nangarhar is claimed")];
    let (early, late) = nangarhar.split_at(nangarhar.len() / 2);
    assert!(
        early.iter().sum::<usize>() > late.iter().sum::<usize>(),
        "{nangarhar:?}"
    );
}

#[test]
fn nine_claims_name_mazar_and_eight_kunduz_city_in_the_first_year() {
    let material = material(&the_plan());
    let places = analysis::places(&material);
    assert_eq!(row(&places, "Mazar-i-Sharif, Balkh")[0].count, 9);
    let kunduz = material.counted().filter(|claim| claim.place == "Kunduz");
    let first_year = kunduz.filter(|claim| claim.date < day("2022-08-15"));
    assert_eq!(first_year.count(), 8);
}

#[test]
fn casualties_are_compared_only_within_pairs() {
    let material = material(&the_plan());
    let q = analysis::quadrants(&material);
    let pairs = analysis::pairs(&material);
    assert_eq!(
        pairs.len(),
        q.verified_claimed,
        "the demo ties one claim to one incident"
    );
    for pair in &pairs {
        let known = material
            .attacks
            .iter()
            .find(|attack| attack.short == pair.incident);
        assert_eq!(known.map(|attack| attack.killed), Some(pair.killed));
    }
}
