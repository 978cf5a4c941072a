//! Nothing but covers before somebody chooses to look, and what they chose stays theirs.

use std::collections::BTreeSet;

use cairn_domain::sensitivity::Rating;
use cairn_domain::{ContentNote, Derivative, DerivativeKind, Sensitivity, ShortId};
use cairn_review::Act;
use cairn_testkit::{Browser, Person, TestApp, jpeg, street};

/// Digests of every picture or recording that a page could load.
fn loads(page: &str) -> BTreeSet<String> {
    let addresses = page.split("/media/").skip(1);
    let digests = addresses.map(|rest| rest.chars().take_while(char::is_ascii_hexdigit));
    let digests = digests.map(Iterator::collect::<String>);
    digests.filter(|digest| digest.len() == 64).collect()
}

/// A photo large enough that every step of looking is another picture.
async fn photo(story: &TestApp, seed: u64) -> ShortId {
    story.submit(jpeg(&street(seed, 1_600, 1_200)), None).await
}

async fn derivatives(story: &TestApp, short: &ShortId) -> Vec<Derivative> {
    let item = story.item(short).await.id;
    let files = story.app.store.read().files_of(item).await.expect("reads");
    files
        .into_iter()
        .flat_map(|file| file.derivatives)
        .collect()
}

async fn file_id(story: &TestApp, short: &ShortId) -> String {
    let item = story.item(short).await.id;
    let files = story.app.store.read().files_of(item).await.expect("reads");
    files[0].id.to_string()
}

fn pages(short: &ShortId, incident: &ShortId) -> Vec<String> {
    let project = "/projects/AFG";
    vec![
        format!("{project}/queue"),
        format!("{project}/queue?stage=triage"),
        format!("{project}/items/{short}"),
        format!("{project}/sign-off"),
        format!("{project}/sign-off/{short}"),
        format!("{project}/incidents"),
        format!("{project}/incidents/{incident}"),
        format!("{project}/releases"),
        "/my/submissions".to_owned(),
    ]
}

#[tokio::test]
async fn no_page_of_an_unrated_item_carries_more_than_covers() {
    let story = TestApp::new().await;
    let picture = street(1, 320, 240);
    let short = story.submit(jpeg(&picture), None).await;
    let copy = image::imageops::flip_horizontal(&picture);
    let twin = story.submit(jpeg(&copy), None).await;
    let incident = story.incident(&story.ana).await;
    let link = Act::Link {
        incident: Some(incident.id),
    };
    story.act(&story.ana, &short, link, "").await;
    let mut known = derivatives(&story, &short).await;
    known.extend(derivatives(&story, &twin).await);
    let mut covers = 0;
    for person in [&story.ana, &story.lea, &story.ada] {
        let mut browser = story.signed_in(person).await;
        for path in pages(&short, &incident.short) {
            let page = browser.get(&path).await.text();
            for digest in loads(&page) {
                let made = known.iter().find(|made| made.sha256.to_string() == digest);
                let made = made.unwrap_or_else(|| panic!("{path} loads {digest}"));
                assert_eq!(made.kind, DerivativeKind::Cover, "{path}");
                assert!(made.width <= Some(32) && made.height <= Some(32), "{path}");
                covers += 1;
            }
            assert!(
                !page.contains("autoplay") && !page.contains(" loop"),
                "{path}"
            );
        }
    }
    assert!(
        covers >= 6,
        "the pages of the item do show covers: {covers}"
    );
}

async fn step(browser: &mut Browser, short: &ShortId, file: &str, steps: &str) {
    let fields = [("file", file), ("steps", steps), ("page", "item")];
    let path = format!("/projects/AFG/items/{short}/reveal");
    let answer = browser.post(&path, &fields).await;
    assert_eq!(answer.status, 303);
    assert_eq!(
        answer.location(),
        format!("/projects/AFG/items/{short}#file-1")
    );
}

async fn seen(story: &TestApp, person: &Person, short: &ShortId) -> usize {
    let mut browser = story.signed_in(person).await;
    let page = browser.get(&format!("/projects/AFG/items/{short}")).await;
    let dossier = browser
        .get(&format!("/projects/AFG/sign-off/{short}"))
        .await;
    let (page, dossier) = (loads(&page.text()).len(), loads(&dossier.text()).len());
    assert_eq!(page, dossier, "the same on both pages");
    page - 1
}

#[tokio::test]
async fn what_one_person_uncovered_stays_so_for_them_and_for_nobody_else() {
    let story = TestApp::new().await;
    let (short, other) = (photo(&story, 1).await, photo(&story, 2).await);
    let file = file_id(&story, &short).await;
    let mut ana = story.signed_in(&story.ana).await;
    step(&mut ana, &short, &file, "1").await;
    assert_eq!(seen(&story, &story.ana, &short).await, 1);
    step(&mut ana, &short, &file, "2").await;
    assert_eq!(seen(&story, &story.ana, &short).await, 2);
    assert_eq!(seen(&story, &story.ben, &short).await, 0, "not for Ben");
    assert_eq!(
        seen(&story, &story.ana, &other).await,
        0,
        "not of another item"
    );

    step(&mut ana, &short, &file, "0").await;
    assert_eq!(seen(&story, &story.ana, &short).await, 0, "covered again");
    step(&mut ana, &short, &file, "3").await;
    let cover = format!("/projects/AFG/items/{short}/cover");
    assert_eq!(ana.post(&cover, &[]).await.status, 303);
    assert_eq!(seen(&story, &story.ana, &short).await, 0);

    let foreign = [("file", file.as_str()), ("steps", "1")];
    let path = format!("/projects/AFG/items/{other}/reveal");
    assert_eq!(
        ana.post(&path, &foreign).await.status,
        404,
        "a file of another item"
    );
}

#[tokio::test]
async fn another_rating_or_another_note_covers_it_again() {
    let story = TestApp::new().await;
    let short = photo(&story, 3).await;
    let file = file_id(&story, &short).await;
    let mut ana = story.signed_in(&story.ana).await;
    step(&mut ana, &short, &file, "2").await;
    let rate = |sensitivity, notes: &[ContentNote]| Act::Rate {
        rating: Rating {
            sensitivity,
            notes: notes.to_vec(),
            ranges: Vec::new(),
        },
    };
    let graphic = rate(Sensitivity::Graphic, &[]);
    story.act(&story.ben, &short, graphic, "").await;
    assert_eq!(seen(&story, &story.ana, &short).await, 0, "rated since");
    step(&mut ana, &short, &file, "2").await;
    assert_eq!(seen(&story, &story.ana, &short).await, 2);
    let noted = rate(Sensitivity::Graphic, &[ContentNote::Children]);
    story.act(&story.ben, &short, noted, "").await;
    assert_eq!(seen(&story, &story.ana, &short).await, 0, "noted since");
}

#[tokio::test]
async fn a_step_answers_scripts_with_what_was_chosen_and_no_more() {
    let story = TestApp::new().await;
    let short = photo(&story, 4).await;
    let file = file_id(&story, &short).await;
    let mut ana = story.signed_in(&story.ana).await;
    let fields = [("file", file.as_str()), ("steps", "1")];
    let path = format!("/projects/AFG/items/{short}/reveal");
    let answer = ana.post_for_json(&path, &fields).await;
    let looked: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
    assert_eq!(looked["taken"], 1);
    assert!(
        looked["steps"][0]["src"]
            .as_str()
            .is_some_and(|src| src.contains("/media/"))
    );
    assert_eq!(looked["steps"][1]["src"], "");
}
