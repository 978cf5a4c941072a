//! What a party claims: 283 claims, 670 killed and 1,200 injured in sum, most of them invented.
//!
//! Claims of well-known attacks carry no invented numbers. All others come from a newsletter that
//! says in its name that it was made up for the demo.

use cairn_domain::{ClaimKind, ClaimStatus};
use chrono::{Datelike, Days, NaiveDate};

use super::{
    chance::Chance,
    facts::{IncidentFact, Place},
};

/// One claim of the demo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimFact {
    /// What kind of statement it is.
    pub kind: ClaimKind,
    /// The claim of the demo that it repeats, as an index.
    pub repeats: Option<usize>,
    /// Who says so.
    pub claimant: String,
    /// Where they said it.
    pub outlet: String,
    /// The day they name.
    pub date: NaiveDate,
    /// When it was published; the demo knows it for invented ones.
    pub published_on: Option<NaiveDate>,
    /// Which issue of the outlet.
    pub issue: String,
    /// The town or district they name.
    pub place_name: String,
    /// The province they name.
    pub province: String,
    /// Code of whom they say they hit; empty when not said.
    pub target: String,
    /// Code of the event vocabulary; empty when not said.
    pub method: String,
    /// What they say, in a line.
    pub statement: String,
    /// Killed, as claimed.
    pub killed: Option<u32>,
    /// Injured, as claimed.
    pub injured: Option<u32>,
    /// What has been found of it.
    pub status: ClaimStatus,
    /// The incident it speaks of, as an index, where a person has said so.
    pub incident: Option<usize>,
    /// Invented for the demo.
    pub synthetic: bool,
}

/// How many claims there are.
pub const CLAIM_COUNT: usize = 283;
/// Killed in all claims together.
pub const KILLED: u32 = 670;
/// Injured in all claims together.
pub const INJURED: u32 = 1_200;

/// The Thursday of issue 1.
const FIRST_ISSUE: NaiveDate = NaiveDate::from_ymd_opt(2021, 8, 26).expect("a day");

const CLAIMANT: &str = "ISIS-K";
const NEWSLETTER: &str = "Weekly newsletter (invented for the demonstration)";
const PRESS: &str = "Statement of responsibility as reported in the press";

/// Claims of the incidents first, then claims nobody could tie to one.
pub fn claims(seed: u64, incidents: &[IncidentFact], places: &[Place]) -> Vec<ClaimFact> {
    let claimed = incidents
        .iter()
        .enumerate()
        .filter(|(_, incident)| incident.is_claimed);
    let mut claims: Vec<ClaimFact> = claimed
        .map(|(index, incident)| of_incident(seed, index, incident))
        .collect();
    let tied = claims.len();
    // The whole of the claims in these two cities is told by the incidents.
    let elsewhere: Vec<&Place> = places
        .iter()
        .filter(|place| !matches!(place.town.as_str(), "Kunduz" | "Mazar-i-Sharif"))
        .collect();
    claims.extend((tied..CLAIM_COUNT).map(|index| alone(seed, index, &elsewhere)));
    let (told, free) = claims.split_at_mut(tied);
    let killed: u32 = told.iter().filter_map(|claim| claim.killed).sum();
    let injured: u32 = told.iter().filter_map(|claim| claim.injured).sum();
    settle(free, KILLED.saturating_sub(killed), |claim| {
        &mut claim.killed
    });
    settle(free, INJURED.saturating_sub(injured), |claim| {
        &mut claim.injured
    });
    claims
}

/// Moves counts one by one, claim after claim, until they add up.
fn settle(claims: &mut [ClaimFact], target: u32, count: fn(&mut ClaimFact) -> &mut Option<u32>) {
    let mut sum: u32 = claims.iter_mut().filter_map(|claim| *count(claim)).sum();
    // More rounds than there are victims to move: the loop ends whatever the numbers are.
    for _ in 0..KILLED + INJURED {
        for claim in claims.iter_mut() {
            let value = count(claim);
            match *value {
                Some(n) if sum < target => (*value, sum) = (Some(n + 1), sum + 1),
                Some(n) if sum > target && n > 0 => (*value, sum) = (Some(n - 1), sum - 1),
                _ => {}
            }
        }
    }
}

fn of_incident(seed: u64, index: usize, incident: &IncidentFact) -> ClaimFact {
    let mut chance = Chance::of(seed, "claim of", index);
    let more = |count: Option<u32>, chance: &mut Chance| {
        count.map(|count| (count as f32 * chance.between(1.0, 1.45)).round() as u32)
    };
    let mut statement = format!("Claims the attack: {}", incident.title);
    if incident.key == "imam-bargah" {
        statement.push_str("; speaks of more than 100 killed and wounded");
    }
    let numbers = incident.synthetic.then(|| {
        let killed = more(incident.killed.high.or(incident.killed.low), &mut chance);
        (
            killed,
            more(incident.injured.high.or(incident.injured.low), &mut chance),
        )
    });
    let (killed, injured) = numbers.unwrap_or_default();
    let contradicted = incident.synthetic && chance.happens(0.08);
    let published_on = incident.synthetic.then(|| thursday_after(incident.date));
    ClaimFact {
        kind: ClaimKind::Itemised,
        repeats: None,
        published_on,
        issue: published_on.map(issue).unwrap_or_default(),
        place_name: incident.town.clone(),
        target: incident.target.clone(),
        method: incident.event_type.clone(),
        claimant: CLAIMANT.into(),
        outlet: if incident.synthetic {
            NEWSLETTER
        } else {
            PRESS
        }
        .into(),
        date: incident.date,
        province: incident.province.clone(),
        statement,
        killed,
        injured,
        status: if contradicted {
            ClaimStatus::Contradicted
        } else {
            ClaimStatus::Corroborated
        },
        incident: Some(index),
        synthetic: incident.synthetic,
    }
}

/// The newsletter comes out on Thursdays.
fn thursday_after(date: NaiveDate) -> NaiveDate {
    let days = (11 - u64::from(date.weekday().num_days_from_monday())) % 7;
    date.checked_add_days(Days::new(days)).unwrap_or(date)
}

/// Issues are numbered by the week.
fn issue(published_on: NaiveDate) -> String {
    let weeks = published_on.signed_duration_since(FIRST_ISSUE).num_weeks();
    (weeks + 1).to_string()
}

/// Statements that are kept and never counted: a claim said again, a sum, a denial, another's claim.
pub fn beside(claims: &[ClaimFact]) -> Vec<ClaimFact> {
    let newsletter = |claim: &&ClaimFact| claim.synthetic && claim.incident.is_some();
    let Some(first) = claims.iter().find(newsletter) else {
        return Vec::new();
    };
    let at = claims.iter().position(|claim| claim == first);
    let published_on = first
        .published_on
        .and_then(|day| day.checked_add_days(Days::new(7)));
    let again = ClaimFact {
        repeats: at,
        published_on,
        issue: published_on.map(issue).unwrap_or_default(),
        incident: None,
        status: ClaimStatus::DuplicateClaim,
        ..first.clone()
    };
    let other = |kind, claimant: &str, statement: &str| ClaimFact {
        kind,
        claimant: claimant.into(),
        statement: statement.into(),
        killed: None,
        injured: None,
        status: ClaimStatus::NotAssessed,
        repeats: None,
        ..again.clone()
    };
    let mut sum = other(
        ClaimKind::Aggregate,
        CLAIMANT,
        "An infographic that adds up a year of attacks",
    );
    (sum.killed, sum.injured) = (Some(KILLED), Some(INJURED));
    vec![
        again.clone(),
        sum,
        other(
            ClaimKind::Denial,
            "A spokesman (invented for the demonstration)",
            "Denies that the attack took place",
        ),
        other(
            ClaimKind::Competing,
            "Another group (invented for the demonstration)",
            "Claims the same attack for itself",
        ),
    ]
}

const WHAT: &[&str] = &[
    "a bomb against a patrol vehicle",
    "the shooting of two guards",
    "an attack on a checkpoint",
    "a bomb beside a road",
    "the killing of an official",
    "a sniper attack on a post",
    "a grenade thrown at a vehicle",
    "a bomb at a gathering place",
];

/// A claim for which no evidence was found. Early ones name Nangarhar, later ones the cities.
fn alone(seed: u64, index: usize, places: &[&Place]) -> ClaimFact {
    let mut chance = Chance::of(seed, "claim alone", index);
    let share = chance.unit();
    let after = (share * 600.0) as u64;
    let start = NaiveDate::from_ymd_opt(2021, 8, 28).unwrap_or_default();
    let date = start.checked_add_days(Days::new(after)).unwrap_or(start);
    let rural = chance.happens(0.75 - 0.55 * share);
    let fits: Vec<&&Place> = places
        .iter()
        .filter(|place| {
            if rural {
                place.province == "Nangarhar"
            } else {
                place.setting != "rural"
            }
        })
        .collect();
    let place = fits[chance.whole(0, fits.len() as u32 - 1) as usize];
    let silent = chance.happens(0.1);
    let assessed = chance.happens(0.64);
    let published_on = thursday_after(date);
    ClaimFact {
        kind: ClaimKind::Itemised,
        repeats: None,
        published_on: Some(published_on),
        issue: issue(published_on),
        place_name: place.town.clone(),
        target: String::new(),
        method: String::new(),
        claimant: CLAIMANT.into(),
        outlet: NEWSLETTER.into(),
        date,
        province: place.province.clone(),
        statement: format!("Claims {} in {}", chance.pick(WHAT), place.name),
        killed: (!silent).then(|| chance.whole(0, 4)),
        injured: (!silent).then(|| chance.whole(0, 4)),
        status: if assessed {
            ClaimStatus::Unverified
        } else {
            ClaimStatus::NotAssessed
        },
        incident: None,
        synthetic: true,
    }
}
