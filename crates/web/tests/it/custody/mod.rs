//! The custody report of an item that was disputed, corrected, published and taken back: whole,
//! accepted by other people's programs, and silent about who handed it in.

mod bag;
mod doors;
mod paper;
mod sealed;

use std::path::Path;

use cairn_app::{
    certificate::{self, Bag, Issued, NoPdf, Printed},
    ledger,
    release::{self, Retraction},
    review, worker,
};
use cairn_domain::{RetractionReason, ShortId};
use cairn_review::Act;
use cairn_testkit::{Browser, TestApp, place, verdict};
use cairn_web::certificate_html;

use crate::{
    redacting,
    sealed::{OWNER, signed_photo},
};

/// What the submitter's device calls the file.
pub(super) const FILE_NAME: &str = "Habibullah-phone-0771.jpg";
/// What the submitter answers, and what they were asked.
pub(super) const REPLY: &str = "I live at house 412";
pub(super) const QUESTION: &str = "From which house of yours?";
/// What a member says to the others.
pub(super) const REMARK: &str = "The source is my cousin";
/// Why Ben dissents.
pub(super) const DISSENT: &str = "The second minaret is missing on this side";

/// A submission by somebody from outside, with the words of the receipt.
async fn hand_in(story: &TestApp) -> (Browser, String, ShortId) {
    let mut phone = story.browser();
    let fields = [
        ("what", "Smoke over a school"),
        ("links", "https://example.org/post/1"),
        ("consent", "publish"),
    ];
    let sent = phone
        .upload("/submit", &fields, &[(FILE_NAME, signed_photo(5, OWNER))])
        .await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let words = phone.get("/receipt/new").await.text();
    let words = words.split("<ol class=\"receipt-words\"").nth(1);
    let words = words.and_then(|rest| rest.split("</ol>").next());
    let code = words.expect("the words are there").split("<li>").skip(1);
    let code: Vec<_> = code.filter_map(|li| li.split("</li>").next()).collect();
    worker::run_until_idle(&story.app).await.expect("examined");
    let project = story.visit(&story.ana).await.project.id;
    let reads = story.app.store.read();
    let files = reads.file_digests(project).await.expect("reads");
    let short = reads.load_item(files[0].1).await.expect("reads").short;
    (phone, code.join(" "), short)
}

/// What the team and the submitter say to each other, and what stays with the team.
async fn talk(story: &TestApp, phone: &mut Browser, code: &str, short: &ShortId) {
    story
        .act(&story.lea, short, Act::AskSubmitter, QUESTION)
        .await;
    let question = story.item(short).await.state.questions[0].seq.to_string();
    let reply = [("code", code), ("question", &question), ("reply", REPLY)];
    assert_eq!(phone.post("/receipt/reply", &reply).await.status, 200);
    let ana = story.visit(&story.ana).await;
    let said = review::comment(&story.app, &ana, short, REMARK).await;
    said.expect("said");
}

/// A place that Ana finds wrong afterwards, and one that she keeps.
async fn places(story: &TestApp, short: &ShortId) {
    story.act(&story.ana, short, Act::Claim, "").await;
    let first = review::GeolocationDraft {
        camera: "34.51111, 69.07777".into(),
        ..place()
    };
    let visit = story.visit(&story.ana).await;
    for draft in [first, place()] {
        let seen = story.item(short).await.state.seq;
        review::record_geolocation(&story.app, &visit, short, &draft, &verdict(seen))
            .await
            .expect("recorded");
    }
    let to = "place_established".into();
    story.act(&story.ana, short, Act::Move { to }, "").await;
}

/// Dissent, a redaction, a sign-off, publication and retraction.
async fn disputed(story: &TestApp, short: &ShortId) {
    story.act(&story.ben, short, Act::Object, DISSENT).await;
    let objection = story.item(short).await.state.objections[0].seq;
    let answer = Act::Answer { objection };
    story
        .act(&story.lea, short, answer, "It fell in 2021")
        .await;
    redacting::redact(story, &story.ana, short).await;
    redacting::confirm(story, &story.ben, short)
        .await
        .expect("confirmed");
    story.chronolocate(&story.ben, short).await;
    story.sign_off(&story.lea, short).await;
    story.publish().await;
    let why = Retraction {
        kind: RetractionReason::Misdated,
        words: "It was filmed a day earlier".into(),
        replaced_by: None,
    };
    let seen = story.item(short).await.state.seq;
    let leo = story.visit(&story.leo).await;
    release::retract(&story.app, &leo, short, seen, why)
        .await
        .expect("retracted");
}

/// The whole life of an item, with a signed checkpoint over it.
pub(super) async fn told() -> (TestApp, ShortId) {
    let story = TestApp::new().await;
    let (mut phone, code, short) = hand_in(&story).await;
    story.triage(&story.ana, &short).await;
    talk(&story, &mut phone, &code, &short).await;
    places(&story, &short).await;
    disputed(&story, &short).await;
    ledger::sign(&story.app).await.expect("signed");
    (story, short)
}

/// The report as a lead makes it.
pub(super) async fn issued(story: &TestApp, short: &ShortId) -> Issued {
    let lea = story.visit(&story.lea).await;
    let issued = certificate::issue(&story.app, &lea, short).await;
    issued.expect("issued")
}

/// Packs a report without a PDF.
pub(super) fn packed(issued: Issued) -> Bag {
    let html = certificate_html(&issued.certificate, None).expect("drawn");
    let pdf = Err(NoPdf::NotConfigured);
    Bag::pack(issued, Printed { html, pdf }).expect("packed")
}

/// Writes a bag below a directory.
pub(super) async fn written(story: &TestApp, bag: &Bag, to: &Path) {
    let blobs = story.app.store.blobs();
    bag.write_to(blobs, to).await.expect("written");
}
