//! A project full of canaries in every private field, released; then every byte that anybody can
//! fetch, in every format, is searched for them. The pages come from the table of doors, so that a
//! new public route is searched without anybody thinking of it.

#![allow(clippy::large_futures, reason = "a whole story is one future")]

mod features;
mod opened;
mod reading;
mod secrets;
mod story;
mod world;

use cairn_app::release;
use cairn_domain::Consent;
use cairn_review::Act;

use opened::unpacked;
use reading::{Fetched, everything_public};
use secrets::{Secrets, holds};
use world::{World, edit_after_release, incident_of};

/// What stands in the published title: whoever looks for canaries has to find this one.
const PLANTED: &str = "Zqxplanted explosion";

/// Where canaries are in what was fetched, one line each.
fn found(fetched: &[Fetched], secrets: &Secrets) -> Vec<String> {
    let mut leaks = Vec::new();
    for one in fetched {
        let parts = unpacked(&one.name, &one.body).into_iter();
        for part in parts.chain([one.head.clone()]) {
            let hits = secrets.found_in(&part);
            leaks.extend(hits.into_iter().map(|what| format!("{}: {what}", one.path)));
        }
    }
    leaks
}

/// The files and pages in which a text stands, by the last part of their address.
fn holders(fetched: &[Fetched], text: &str) -> Vec<String> {
    let is_there = |one: &&Fetched| {
        let parts = unpacked(&one.name, &one.body);
        parts.iter().any(|part| holds(part, text.as_bytes()))
    };
    fetched
        .iter()
        .filter(is_there)
        .map(|one| one.path.clone())
        .collect()
}

#[tokio::test]
async fn no_canary_of_a_private_field_is_in_anything_that_is_published() {
    let world = World::published(PLANTED).await;
    let fetched = everything_public(&world).await;
    assert!(fetched.len() > 90, "only {} were read", fetched.len());
    let reads_runs = fetched.iter().any(|one| one.path.contains("/run.json?"));
    assert!(reads_runs, "the run of the solver is published");
    let mut pictures = fetched.iter().filter(|one| one.path.starts_with("/media/"));
    assert!(pictures.any(|one| one.is_there), "a picture is published");
    let leaks = found(&fetched, &world.secrets);
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
    world.search_finds_nothing().await;
}

#[tokio::test]
async fn how_it_was_verified_is_published_in_codes_and_coarse_shapes() {
    let world = World::published(PLANTED).await;
    let story = &world.story;
    let short = incident_of(story, &world.item).await.short;
    let path = format!("/incidents/AFG-{short}");
    let page = story.browser().get(&path).await.text();
    for words in [
        "Matched with satellite or aerial imagery",
        "<strong>Minaret or dome</strong>, top of the frame",
        "Satellite or aerial imagery, 2022",
        "<strong>Water</strong>",
        "class=\"drawing__box\"",
        "A shadow of 1.200 times the height, give or take 3 %",
        "sun at 120.0°",
        "/run.json?evidence=AFG-",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    // The wind is published, and not the bearing.
    assert!(page.contains("135°") && !page.contains("131.37"), "{page}");
    let lines = story.browser().get("/data/incidents.jsonl").await.text();
    let is_told = ["\"kind\":\"minaret\"", "\"left\":5"].map(|one| lines.contains(one));
    assert_eq!(is_told, [true, true], "{lines}");
    // A record that asks for a coarser place says no more of what is in the picture.
    let lea = world.visit(&story.lea).await;
    let draft = release::ProtectionDraft {
        cell_m: "10000".into(),
        date_step: "day".into(),
        ..release::ProtectionDraft::default()
    };
    release::protect_incident(&story.app, &lea, &short, &draft)
        .await
        .expect("protected");
    let would = release::would_be(&story.app, &lea, &short).await;
    let would = would.expect("reads").public;
    let proofs = would.evidence.iter().filter_map(|one| one.proof.as_ref());
    let says = |proof: &cairn_app::public::PublicProof| {
        proof.features.len() + usize::from(proof.facing_deg.is_some())
    };
    assert_eq!(proofs.map(says).collect::<Vec<_>>(), [0]);
}

#[tokio::test]
async fn a_canary_in_a_published_field_is_found_in_every_format() {
    let world = World::published(PLANTED).await;
    let fetched = everything_public(&world).await;
    let holders = holders(&fetched, PLANTED);
    let missing: Vec<_> = [
        "/releases/1/incidents.csv",
        "/releases/1/incidents.geojson",
        "/releases/1/incidents.parquet",
        "/releases/1/dataset.sqlite",
        "/releases/1/incidents.xlsx",
        "/releases/1/acled-like.csv",
        "/releases/1/gtd-like.csv",
        "/releases/1/hxl.csv",
        "/data/incidents.csv",
        "/data/incidents.geojson",
        "/data/incidents.json",
        "/data/incidents.jsonl",
        "/incidents",
        "/",
    ]
    .into_iter()
    .filter(|path| !holders.iter().any(|held| held == path))
    .collect();
    assert!(missing.is_empty(), "not found in {missing:?}: {holders:?}");
    // What is private now would be found if it were published: the same words, the same digits.
    let mut secrets = world.secrets.clone();
    let latitude = world.latitude().await;
    secrets.number("the published latitude", latitude);
    secrets.text("the published latitude", &latitude.to_string());
    let leaks = found(&fetched, &secrets);
    for name in [
        "incidents.parquet",
        "dataset.sqlite",
        "columns.bin",
        "incidents.xlsx",
    ] {
        assert!(
            leaks.iter().any(|leak| leak.contains(name)),
            "{name}: {leaks:?}"
        );
    }
}

#[tokio::test]
async fn what_changes_after_a_release_waits_for_the_next_signature() {
    let mut world = World::published(PLANTED).await;
    let (item, other) = (world.item.clone(), world.second.clone());
    edit_after_release(&mut world).await;
    // The public record follows a narrower consent and a retraction at once, and nothing else.
    let narrowed = Act::ChangeConsent {
        consent: Consent::PublishRedacted,
    };
    let story = &world.story;
    story.act(&story.leo, &item, narrowed, "They called.").await;
    let why = release::Retraction {
        kind: cairn_domain::RetractionReason::Privacy,
        words: "The family asked us to.".to_owned(),
        replaced_by: None,
    };
    let lea = story.visit(&story.lea).await;
    let seen = story.item(&other).await.state.seq;
    release::retract(&story.app, &lea, &other, seen, why)
        .await
        .expect("retracted");
    let fetched = everything_public(&world).await;
    let leaks = found(&fetched, &world.secrets);
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
    let page = format!("/incidents/AFG-{}", incident_of(story, &item).await.short);
    let page = story.browser().get(&page).await.text();
    assert!(
        page.contains(PLANTED) && !page.contains("/media/"),
        "{page}"
    );
}

/// Nobody finds an original by it, and whoever is given the salt can check one.
#[tokio::test]
async fn originals_are_bound_by_salt_and_digest_together() {
    let world = World::published(PLANTED).await;
    let evidence = world.story.browser().get("/releases/1/evidence.csv").await;
    for item in [&world.item, &world.second] {
        let commitment = world.commitment(item).await;
        let line = format!("AFG-{item},");
        let line = evidence
            .text()
            .lines()
            .find(|row| row.starts_with(&line))
            .map(str::to_owned);
        let line = line.expect("the item is evidence");
        assert!(line.ends_with(&format!(",{commitment}")), "{line}");
    }
}

/// Two worlds that differ in nothing but what is private publish the same bytes.
#[tokio::test]
async fn what_is_private_changes_no_public_byte() {
    let mut read = Vec::new();
    for tag in ["zqxone", "zqxtwo"] {
        let mut world = World::unreleased(PLANTED, tag).await;
        // What a record binds its originals with follows from them; without its salt there is none.
        world.shred_receipts().await;
        world.release().await;
        let mut fetched = everything_public(&world).await;
        // The log commits to private things with salted hashes; the rest is signed with a key
        // that is new in each world.
        let is_same =
            |one: &Fetched| !one.path.starts_with("/ledger") && !one.path.ends_with(".minisig");
        fetched.retain(|one| one.is_there && is_same(one));
        read.push(fetched);
    }
    let (one, two) = (&read[0], &read[1]);
    let paths = |fetched: &[Fetched]| -> Vec<String> {
        fetched.iter().map(|one| one.path.clone()).collect()
    };
    assert_eq!(paths(one), paths(two));
    let differ = one
        .iter()
        .zip(two)
        .filter(|(one, two)| (&one.body, &one.head) != (&two.body, &two.head));
    let differ: Vec<_> = differ.map(|(one, _)| one.path.as_str()).collect();
    assert!(differ.is_empty(), "{differ:?}");
}

#[test]
fn the_search_sees_words_and_digits_however_they_are_packed() {
    let mut secrets = Secrets::new("zqxcanary");
    let word = secrets.word("a field");
    secrets.number("a latitude", 34.49851);
    let is_found = |bytes: &[u8]| !secrets.found_in(bytes).is_empty();
    assert!(is_found(word.to_uppercase().as_bytes()));
    assert!(is_found(b"at 34.4985 north"));
    assert!(is_found(&34.49851_f64.to_le_bytes()));
    assert!(is_found(&34.49851_f64.to_be_bytes()));
    assert!(is_found(&34_498_510_i32.to_le_bytes()));
    assert!(!is_found(b"at 34.498 north"));
}
