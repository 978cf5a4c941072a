//! From a slot to an item: what is said of it, who works on it, what happens on its way.

use cairn_domain::{Confidence, Consent, MatchVerdict};
use chrono::Duration;

use crate::demo::{Change, DemoError, MediaSpec, chance::Chance, facts::IncidentFact};

use super::{
    ItemPlan, PlannedFinding, PlannedObjection, PlannedStage, Returned, Submitter, finding,
    phrases, picture,
    stages::{Slot, slots},
    words,
};

const VERIFIERS: [&str; 2] = ["verifier", "verifier2"];

/// All items, with the special cases spread among them.
pub(super) fn items(seed: u64, incidents: &[IncidentFact]) -> Result<Vec<ItemPlan>, DemoError> {
    let slots = slots(seed, incidents);
    let mut items: Vec<ItemPlan> = Vec::with_capacity(slots.len());
    for (index, slot) in slots.iter().enumerate() {
        let media = match slot.original {
            Some(original) => {
                let same_kind = |item: &&ItemPlan| item.media.is_clip() == slot.is_clip;
                let copies = items.iter().filter(|item| item.copy_of.is_some());
                picture::copy(&items[original].media, copies.filter(same_kind).count())
            }
            None => picture::original(seed, index, slot, &incidents[slot.incident])?,
        };
        items.push(item(seed, index, slot, &incidents[slot.incident], media)?);
    }
    tell_returns(&mut items);
    tell_objections(&mut items);
    tell_dispute(&mut items)?;
    Ok(items)
}

fn item(
    seed: u64,
    index: usize,
    slot: &Slot,
    incident: &IncidentFact,
    media: MediaSpec,
) -> Result<ItemPlan, DemoError> {
    let mut chance = Chance::of(seed, "item", index);
    let chance = &mut chance;
    let scene = media.scene().clone();
    let [claimed_what, claimed_where, claimed_when] = words::submitted(incident, &scene, chance);
    let delay = Duration::minutes(i64::from(chance.whole(20, 3_000)));
    let consent = chance.pick(&[Consent::PublishRedacted, Consent::Publish, Consent::Publish]);
    let first = index % 2;
    let place = finding::geolocation(&media, incident, VERIFIERS[first], chance);
    let time = finding::chronolocation(&scene, incident, VERIFIERS[1 - first], chance)?;
    let no_place =
        (slot.stage == PlannedStage::Unverifiable).then(|| nowhere(VERIFIERS[first], chance));
    Ok(ItemPlan {
        incident: slot.incident,
        title: words::title(incident, &scene, slot.is_clip),
        claimed_what,
        claimed_where,
        claimed_when,
        sources: sources(chance),
        file_name: words::file_name(scene.at, slot.is_clip, index, chance),
        submitter: if chance.happens(0.65) {
            Submitter::Anonymous
        } else {
            Submitter::Volunteer
        },
        consent: if may_be_internal(slot.stage) && chance.happens(0.2) {
            Consent::Internal
        } else {
            consent
        },
        received_at: scene.at + delay,
        stage: slot.stage,
        rating: words::rating(incident, chance),
        copy_of: slot
            .original
            .map(|original| (original, verdict(slot, &media, chance))),
        geolocation: slot.stage.is_located().then_some(place).or(no_place),
        second_geolocation: None,
        chronolocation: slot.stage.is_dated().then_some(time),
        returned: None,
        objection: None,
        comments: comments(slot, chance),
        reason: reason(slot.stage, chance),
        media,
    })
}

/// What was given for internal use never gets to a release.
fn may_be_internal(stage: PlannedStage) -> bool {
    !matches!(stage, PlannedStage::Published | PlannedStage::Approved)
}

fn sources(chance: &mut Chance) -> Vec<String> {
    let count = chance.pick(&[0, 0, 0, 1, 1, 2]);
    (0..count)
        .map(|_| format!("https://example.org/post/{}", chance.next() % 1_000_000))
        .collect()
}

fn nowhere<T>(by: &'static str, chance: &mut Chance) -> PlannedFinding<T> {
    let reasoning = chance.pick(phrases::NO_PLACE).to_owned();
    PlannedFinding {
        by,
        body: None,
        confidence: Confidence::Probable,
        reasoning,
    }
}

/// What a person says of a copy; nobody has looked at some of them yet.
fn verdict(slot: &Slot, media: &MediaSpec, chance: &mut Chance) -> Option<MatchVerdict> {
    let MediaSpec::Copy { change, .. } = media else {
        return None;
    };
    let answered = slot.stage == PlannedStage::Duplicate
        || (slot.stage.is_past_triage() && chance.happens(0.7));
    answered.then_some(match change {
        Change::Same => MatchVerdict::SameFile,
        Change::Trimmed if media.is_clip() => MatchVerdict::ExcerptOf,
        _ => MatchVerdict::SameFootage,
    })
}

fn comments(slot: &Slot, chance: &mut Chance) -> Vec<(&'static str, String)> {
    if !slot.stage.is_past_triage() || chance.happens(0.8) {
        return Vec::new();
    }
    let from = chance.whole(0, phrases::COMMENTS.len() as u32 - 1) as usize;
    let count = chance.whole(1, 3) as usize;
    let pick = |step: usize| {
        let (by, what) = phrases::COMMENTS[(from + step * 3) % phrases::COMMENTS.len()];
        (by, what.to_owned())
    };
    (0..count).map(pick).collect()
}

fn reason(stage: PlannedStage, chance: &mut Chance) -> Option<String> {
    let of = match stage {
        PlannedStage::Rejected => phrases::REJECTED,
        PlannedStage::Unverifiable => phrases::NO_PLACE,
        _ => return None,
    };
    Some(chance.pick(of).to_owned())
}

/// The indices of every so-many-th item of a stage that is nobody's copy.
fn spread(items: &[ItemPlan], stage: PlannedStage, skip: usize, count: usize) -> Vec<usize> {
    let fits = |(index, item): (usize, &ItemPlan)| {
        (item.stage == stage && item.copy_of.is_none()).then_some(index)
    };
    items
        .iter()
        .enumerate()
        .filter_map(fits)
        .skip(skip)
        .step_by(5)
        .take(count)
        .collect()
}

/// Six came back and went forward again; four lie with a verifier for the second time.
fn tell_returns(items: &mut [ItemPlan]) {
    let answered = spread(items, PlannedStage::Published, 20, 6);
    for (n, index) in answered.into_iter().enumerate() {
        items[index].returned = Some(returned(n, None));
    }
    let open = spread(items, PlannedStage::Geolocation, 1, 2)
        .into_iter()
        .chain(spread(items, PlannedStage::Chronolocation, 1, 2));
    for (n, index) in open.collect::<Vec<_>>().into_iter().enumerate() {
        let stage = items[index].stage;
        items[index].returned = Some(returned(n, Some(stage)));
    }
}

fn returned(n: usize, open_at: Option<PlannedStage>) -> Returned {
    let to = |code: &str| match code {
        "geolocation" => PlannedStage::Geolocation,
        _ => PlannedStage::Chronolocation,
    };
    let fits = |(code, _): &&(&str, &str)| open_at.is_none_or(|stage| to(code) == stage);
    let fitting: Vec<_> = phrases::RETURNED.iter().filter(fits).collect();
    let (code, words) = fitting[n % fitting.len()];
    Returned {
        to: to(code),
        words: (*words).to_owned(),
        is_answered: open_at.is_none(),
    }
}

/// One open before a lead, one answered there, one answered before publication.
fn tell_objections(items: &mut [ItemPlan]) {
    let mut places = spread(items, PlannedStage::SignOff, 2, 2);
    places.extend(spread(items, PlannedStage::Published, 43, 1));
    for (index, (words, answer)) in places.into_iter().zip(phrases::OBJECTIONS) {
        items[index].objection = Some(PlannedObjection {
            by: "verifier2",
            words: (*words).to_owned(),
            answer: answer.map(|answer| ("lead", answer.to_owned())),
        });
    }
}

/// Two verifiers, two places, and nobody has settled it.
fn tell_dispute(items: &mut [ItemPlan]) -> Result<(), DemoError> {
    for index in spread(items, PlannedStage::SignOff, 4, 1) {
        let item = &mut items[index];
        if let Some(first) = &item.geolocation {
            let other = if first.by == VERIFIERS[0] {
                VERIFIERS[1]
            } else {
                VERIFIERS[0]
            };
            item.second_geolocation = Some(finding::disputed(first, other)?);
        }
    }
    Ok(())
}
