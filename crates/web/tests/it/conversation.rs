//! The receipt as a conversation: what the team asks, what the submitter says and adds, and that
//! nothing of the one ends up among the other.

use cairn_app::worker;
use cairn_domain::{Action, Role, ShortId, permit};
use cairn_review::{Act, ReviewEvent};
use cairn_testkit::{Answer, Browser, TestApp, jpeg, street};

/// A submission with its seven words.
struct Sent {
    phone: Browser,
    code: String,
    short: ShortId,
}

async fn hand_in(story: &TestApp, seed: u64) -> Sent {
    let mut phone = story.browser();
    let fields = [("what", "A street"), ("consent", "publish")];
    let files = [("p.jpg", jpeg(&street(seed, 320, 240)))];
    let sent = phone.upload("/submit", &fields, &files).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let words = phone.get("/receipt/new").await.text();
    let words = words.split("<ol class=\"receipt-words\"").nth(1);
    let words = words.and_then(|rest| rest.split("</ol>").next());
    let code = words.expect("the words are there").split("<li>").skip(1);
    let code: Vec<_> = code.filter_map(|li| li.split("</li>").next()).collect();
    worker::run_until_idle(&story.app).await.expect("examined");
    let code = code.join(" ");
    let shown = phone.post("/receipt", &[("code", &code)]).await;
    assert_eq!(shown.status, 200);
    Sent {
        phone,
        short: only_item(story).await,
        code,
    }
}

/// The one item of the project.
async fn only_item(story: &TestApp) -> ShortId {
    let project = story.visit(&story.ana).await.project.id;
    let reads = story.app.store.read();
    let files = reads.file_digests(project).await.expect("reads");
    reads.load_item(files[0].1).await.expect("reads").short
}

impl Sent {
    async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let code = self.code.clone();
        let fields: Vec<_> = [("code", code.as_str())]
            .into_iter()
            .chain(fields.iter().copied())
            .collect();
        self.phone.post(path, &fields).await
    }

    async fn add(&mut self, links: &str, files: &[(&str, Vec<u8>)]) -> Answer {
        let code = self.code.clone();
        let fields = [("code", code.as_str()), ("links", links)];
        self.phone.upload("/receipt/add", &fields, files).await
    }

    fn path(&self, door: &str) -> String {
        format!("/projects/AFG/items/{}{door}", self.short)
    }
}

async fn ask(story: &TestApp, browser: &mut Browser, sent: &Sent, words: &str) -> Answer {
    let seen = story.item(&sent.short).await.state.seq.to_string();
    let fields = [
        ("question", words),
        ("to_submitter", "1"),
        ("seen", seen.as_str()),
    ];
    browser.post(&sent.path("/ask"), &fields).await
}

#[tokio::test]
async fn a_question_reaches_the_submitter_without_a_name_and_the_answer_comes_back() {
    let story = TestApp::new().await;
    let mut sent = hand_in(&story, 1).await;
    let mut ana = story.signed_in(&story.ana).await;
    let asked = ask(&story, &mut ana, &sent, "Which floor did you film from?").await;
    assert_eq!(asked.status, 303, "{}", asked.text());

    let receipt = sent.post("/receipt", &[]).await.text();
    assert!(receipt.contains("Which floor did you film from?"));
    let lower = receipt.to_lowercase();
    assert!(!lower.contains(">ana<") && !lower.contains("ana@") && !lower.contains("ana "));

    let question = story.item(&sent.short).await.state.questions[0]
        .seq
        .to_string();
    let fields = [("question", question.as_str()), ("reply", "The third.")];
    let answered = sent.post("/receipt/reply", &fields).await;
    assert_eq!(answered.status, 200, "{}", answered.text());
    assert!(answered.text().contains("The third."));
    let again = sent.post("/receipt/reply", &fields).await;
    assert_eq!(again.status, 409, "a question is answered once");
    assert!(again.text().contains("data-refusal=\"no_such_question\""));

    let page = ana.get(&sent.path("")).await.text();
    let (record, history) = page.split_once("id=\"history\"").expect("both");
    let (conversation, comments) = record.split_once("id=\"comments\"").expect("both");
    assert!(conversation.contains("The third.") && !comments.contains("The third."));
    assert!(history.contains("answered a question") && history.contains("The third."));
}

#[tokio::test]
async fn a_comment_never_leaves_the_team_and_a_question_is_sent_only_knowingly() {
    let story = TestApp::new().await;
    let mut sent = hand_in(&story, 2).await;
    let mut ana = story.signed_in(&story.ana).await;
    let remark = [("body", "The source may be a minor.")];
    assert_eq!(ana.post(&sent.path("/comment"), &remark).await.status, 303);
    let receipt = sent.post("/receipt", &[]).await.text();
    assert!(!receipt.contains("The source may be a minor."));

    let seen = story.item(&sent.short).await.state.seq.to_string();
    let unticked = [("question", "Who are you?"), ("seen", seen.as_str())];
    let refused = ana.post(&sent.path("/ask"), &unticked).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.text().contains("Who are you?"),
        "what was typed survives"
    );
    let body = [("body", "As a comment"), ("seen", seen.as_str())];
    assert_eq!(ana.post(&sent.path("/ask"), &body).await.status, 422);
    assert!(story.item(&sent.short).await.state.questions.is_empty());
}

#[tokio::test]
async fn a_note_is_read_by_the_team_and_kept_beside_the_log() {
    let story = TestApp::new().await;
    let mut sent = hand_in(&story, 3).await;
    let noted = sent
        .post("/receipt/note", &[("note", "It was on Friday.")])
        .await;
    assert_eq!(noted.status, 200, "{}", noted.text());
    let twice = sent
        .post("/receipt/note", &[("note", "It was on Friday.")])
        .await;
    assert_eq!(
        twice.status, 200,
        "a page that is loaded again adds nothing"
    );
    let empty = sent.post("/receipt/note", &[("note", " ")]).await;
    assert_eq!(empty.status, 422);
    let page = story.signed_in(&story.ana).await.get(&sent.path("")).await;
    assert!(page.text().contains("It was on Friday."));
    let item = story.item(&sent.short).await;
    let events = story.app.store.read().events_of(item.id).await;
    let notes = events.expect("reads").into_iter();
    let notes: Vec<_> = notes
        .filter(|e| e.event == ReviewEvent::NoteAdded)
        .collect();
    assert_eq!(notes.len(), 1);
    let log = serde_json::to_string(&notes[0].event).expect("JSON");
    assert!(!log.contains("Friday"));
}

#[tokio::test]
async fn an_added_file_makes_a_sign_off_stale_and_is_examined() {
    let story = TestApp::new().await;
    let mut sent = hand_in(&story, 4).await;
    story.triage(&story.ana, &sent.short).await;
    story.geolocate(&story.ana, &sent.short).await;
    story.chronolocate(&story.ben, &sent.short).await;
    story.sign_off(&story.lea, &sent.short).await;
    assert_eq!(story.item(&sent.short).await.state.stage.0, "approved");

    let another = [("q.jpg", jpeg(&street(40, 320, 240)))];
    let added = sent.add("https://example.org/2", &another).await;
    assert_eq!(added.status, 200, "{}", added.text());
    assert!(!story.item(&sent.short).await.intake_done);
    let lead = story.visit(&story.lea).await;
    let preview = cairn_app::release::preview(&story.app, &lead).await;
    let preview = preview.expect("reads");
    assert!(preview.ready.is_empty());
    assert!(preview.blocked[0].refusals.has("revision_changed"));

    worker::run_until_idle(&story.app).await.expect("examined");
    let item = story.item(&sent.short).await;
    assert!(item.intake_done);
    let files = story
        .app
        .store
        .read()
        .files_of(item.id)
        .await
        .expect("reads");
    assert_eq!(files.len(), 2);
    assert!(files.iter().all(|file| !file.derivatives.is_empty()));

    let same = sent.add("https://example.org/2", &another).await;
    assert_eq!(same.status, 422, "all of it is here already");
    let nothing = sent.add("", &[]).await;
    assert_eq!(nothing.status, 422);
}

#[tokio::test]
async fn nobody_signs_while_the_machine_still_reads_what_was_added() {
    let story = TestApp::new().await;
    let mut sent = hand_in(&story, 5).await;
    story.triage(&story.ana, &sent.short).await;
    story.geolocate(&story.ana, &sent.short).await;
    story.chronolocate(&story.ben, &sent.short).await;
    let another = [("q.jpg", jpeg(&street(50, 320, 240)))];
    assert_eq!(sent.add("", &another).await.status, 200);
    let page = story.signed_in(&story.lea).await;
    let mut page = page;
    let desk = format!("/projects/AFG/sign-off/{}", sent.short);
    let text = page.get(&desk).await.text();
    assert!(
        text.contains("data-refusal=\"intake_not_finished\""),
        "{text}"
    );
    worker::run_until_idle(&story.app).await.expect("examined");
    story.sign_off(&story.lea, &sent.short).await;
}

#[tokio::test]
async fn what_has_come_to_its_end_takes_nothing_more() {
    let story = TestApp::new().await;
    let mut sent = hand_in(&story, 6).await;
    assert_eq!(sent.post("/receipt/withdraw", &[]).await.status, 200);
    let files = [("q.jpg", jpeg(&street(60, 320, 240)))];
    let answers = [
        sent.add("", &files).await,
        sent.add("https://example.org/3", &[]).await,
        sent.post("/receipt/note", &[("note", "One more thing")])
            .await,
        sent.post("/receipt/consent", &[("consent", "internal")])
            .await,
    ];
    for answer in answers {
        assert_eq!(answer.status, 409);
        assert!(answer.text().contains("data-refusal=\"item_is_settled\""));
    }
    let item = story.item(&sent.short).await;
    let known = story
        .app
        .store
        .read()
        .files_of(item.id)
        .await
        .expect("reads");
    assert_eq!(known.len(), 1);
    let mut ana = story.signed_in(&story.ana).await;
    let asked = ask(&story, &mut ana, &sent, "Are you there?").await;
    assert_eq!(asked.status, 409);
}

#[tokio::test]
async fn only_reviewers_ask() {
    let story = TestApp::new().await;
    let sent = hand_in(&story, 7).await;
    for (person, role) in [
        (&story.ana, Role::Verifier),
        (&story.lea, Role::Lead),
        (&story.ada, Role::Admin),
        (&story.rea, Role::Reader),
        (&story.volunteer, Role::Volunteer),
    ] {
        let mut browser = story.signed_in(person).await;
        let asked = ask(&story, &mut browser, &sent, "When?").await;
        let may = permit::allows(role, Action::AskSubmitter);
        assert_eq!(asked.status == 303, may, "{role}: {}", asked.status);
    }
    let visit = story.visit(&story.volunteer).await;
    let note = cairn_review::Command {
        seen: story.item(&sent.short).await.state.seq,
        words: "I know more".into(),
        act: Act::AddNote,
    };
    let refused = cairn_app::review::act(&story.app, &visit, &sent.short, note).await;
    assert!(refused.is_err(), "not theirs to add to");
}
