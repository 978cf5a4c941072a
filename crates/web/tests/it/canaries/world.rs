//! A project with a canary in every private field, through the use cases that fill them.

use cairn_app::{
    Visit, account, incident,
    intake::{self, IncomingFile, Submission},
};
use cairn_domain::{Digest, Incident, ShortId};
use cairn_testkit::{Person, TestApp};

use super::{secrets::Secrets, story};
use crate::sealed::signed_photo;

/// A released project and what of it is private.
pub(super) struct World {
    pub(super) story: TestApp,
    pub(super) secrets: Secrets,
    /// A published item of the incident with the planted title.
    pub(super) item: ShortId,
    /// A published item of an incident of its own.
    pub(super) second: ShortId,
    /// A verifier with a name that is a canary.
    pub(super) nia: Person,
    /// Seven words by which the item's submitter comes back.
    pub(super) receipt: String,
}

impl World {
    /// A released project whose one incident bears a title.
    pub(super) async fn published(title: &str) -> Self {
        let mut world = Self::unreleased(title, "zqxcanary").await;
        world.release().await;
        world
    }

    /// The same before its release, with other words and digits in whatever is private.
    pub(super) async fn unreleased(title: &str, stem: &str) -> Self {
        let story = TestApp::new().await;
        let secrets = Secrets::new(stem);
        let nia = somebody(&story, &secrets).await;
        let (item, receipt) = hand_in(&story, &secrets, 1).await;
        let mut world = Self {
            second: story.item_at_sign_off(2).await,
            story,
            item,
            nia,
            receipt,
            secrets,
        };
        story::verify(&mut world, title).await;
        story::talk(&world).await;
        story::surround(&mut world).await;
        story::elsewhere(&world).await;
        for short in [world.item.clone(), world.second.clone()] {
            let lea = world.story.lea.clone();
            let words = world.secrets.word("sign off");
            let revision = world.story.item(&short).await.revision;
            let act = cairn_review::Act::SignOff { revision };
            world.story.act(&lea, &short, act, &words).await;
        }
        world
    }

    /// Publishes what is signed off.
    pub(super) async fn release(&mut self) {
        self.story.publish().await;
        let mut secrets = self.secrets.clone();
        forbid(self, &mut secrets).await;
        self.secrets = secrets;
    }

    /// Destroys what opens the receipt of every item, as a purge does.
    pub(super) async fn shred_receipts(&self) {
        let (store, project) = (
            &self.story.app.store,
            self.visit(&self.story.ana).await.project.id,
        );
        let files = store.read().file_digests(project).await.expect("reads");
        let tx = store.begin().await.expect("begins");
        for (_, item, _) in files {
            tx.destroy_salt(item, 1).await.expect("destroyed");
        }
        tx.commit().await.expect("commits");
    }

    /// What the evidence of a release binds the originals of an item with, read back from its parts.
    pub(super) async fn commitment(&self, item: &ShortId) -> String {
        let (reads, id) = (self.story.app.store.read(), self.story.item(item).await.id);
        let salt = reads.salt_of(id, 1).await.expect("reads").expect("a salt");
        let files = reads.files_of(id).await.expect("reads");
        let mut originals: Vec<_> = files.iter().map(|file| file.sha256.to_string()).collect();
        originals.sort();
        let originals = originals.join("\n");
        let parts = [b"cairn originals\n", &salt[..], originals.as_bytes()];
        Digest::of_bytes(&parts.concat()).to_string()
    }

    /// Somebody inside the project.
    pub(super) async fn visit(&self, person: &Person) -> Visit {
        self.story.visit(person).await
    }

    /// Names of the files of a release, as its manifest has them, and of those beside it.
    pub(super) async fn release_files(&self) -> Vec<String> {
        let manifest = self.story.browser().get("/releases/1/manifest.json").await;
        let manifest: serde_json::Value = serde_json::from_slice(&manifest.body).expect("JSON");
        let files = manifest["files"].as_array().expect("files").clone();
        let names = files.iter().filter_map(|file| file["name"].as_str());
        let beside = ["manifest.json", "SHA256SUMS", "SHA256SUMS.minisig"];
        names.chain(beside).map(str::to_owned).collect()
    }

    /// Every id that could stand in a public address, of what is published and what is not.
    pub(super) async fn ids(&self) -> Vec<String> {
        let reads = self.story.app.store.read();
        let project = self.visit(&self.story.ana).await.project.id;
        let mut shorts = Vec::new();
        for incident in reads.incidents(project, None, 100).await.expect("reads") {
            shorts.push(incident.short);
        }
        for (_, item, _) in reads.file_digests(project).await.expect("reads") {
            shorts.push(reads.load_item(item).await.expect("reads").short);
        }
        shorts.iter().map(|short| format!("AFG-{short}")).collect()
    }

    /// Digests of originals and of everything that was made from them.
    pub(super) async fn digests(&self) -> Vec<Digest> {
        let reads = self.story.app.store.read();
        let project = self.visit(&self.story.ana).await.project.id;
        let mut all = Vec::new();
        for (_, item, original) in reads.file_digests(project).await.expect("reads") {
            all.push(original);
            let files = reads.files_of(item).await.expect("reads");
            let made = files.iter().flat_map(|file| &file.derivatives);
            all.extend(made.map(|made| made.sha256));
        }
        all
    }

    /// The published latitude of the planted incident.
    pub(super) async fn latitude(&self) -> f64 {
        let answer = self.story.browser().get("/data/incidents.json").await;
        let found: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
        found["incidents"][0]["lat"].as_f64().expect("a latitude")
    }

    /// Looks for private words through the public search.
    pub(super) async fn search_finds_nothing(&self) {
        let mut reader = self.story.browser();
        for words in ["zqxcanary", "ana", "reasoning", "photo.jpg", "34.4985"] {
            let found = reader
                .get(&format!("/data/incidents.json?q={words}&limit=0"))
                .await;
            assert!(
                found.text().contains("\"found\":0"),
                "{words}: {}",
                found.text()
            );
        }
        let planted = reader
            .get("/data/incidents.json?q=zqxplanted&limit=0")
            .await;
        assert!(planted.text().contains("\"found\":1"), "{}", planted.text());
    }
}

/// The incident of an item.
pub(super) async fn incident_of(story: &TestApp, item: &ShortId) -> Incident {
    let incident = story.item(item).await.state.incident.expect("linked");
    let known = story.app.store.read().load_incident(incident).await;
    known.expect("reads")
}

/// A verifier whose name is a canary.
async fn somebody(story: &TestApp, secrets: &Secrets) -> Person {
    let email = format!("{}@test.example", secrets.name("account-email"));
    let new = account::NewAccount {
        email: email.clone(),
        name: secrets.word("account name"),
        password: cairn_testkit::PASSWORD.to_owned(),
        is_operator: false,
    };
    let id = account::create_account(&story.app, new)
        .await
        .expect("created");
    let person = Person { id, email };
    story
        .join(&person, "AFG", cairn_domain::Role::Verifier)
        .await;
    person
}

/// A photo of a member, with a name, words and metadata that are canaries; and its receipt.
pub(super) async fn hand_in(story: &TestApp, secrets: &Secrets, seed: u64) -> (ShortId, String) {
    let name = format!("{}.jpg", secrets.name("file-name"));
    let mut incoming = IncomingFile::begin(&story.app, Some(name))
        .await
        .expect("begins");
    let photo = signed_photo(seed, &secrets.word("metadata artist"));
    incoming.write(&photo).await.expect("writes");
    let submission = Submission {
        files: vec![incoming.finish().await.expect("stored")],
        links: format!("https://example.org/{}", secrets.name("submitted-link")),
        what: secrets.word("submitted what"),
        place: secrets.word("submitted place"),
        time: secrets.word("submitted time"),
        consent: "publish".into(),
        member: Some(story.volunteer.id),
        synthetic: false,
    };
    let project = story.visit(&story.ana).await.project;
    let received = intake::receive(&story.app, &project, submission).await;
    let received = received.expect("received");
    cairn_app::worker::run_until_idle(&story.app)
        .await
        .expect("examined");
    (received.short, received.receipt.words())
}

/// What is private without being a word of ours: digests, hashes, ids, names, places.
async fn forbid(world: &World, secrets: &mut Secrets) {
    let story = &world.story;
    let people = [
        &story.volunteer,
        &story.ana,
        &story.ben,
        &story.lea,
        &story.leo,
        &story.ada,
        &story.rea,
        &world.nia,
    ];
    for person in people {
        secrets.text("an e-mail address", &person.email);
        secrets.text("an account's id", &person.id.to_string());
    }
    secrets.text("a receipt", &world.receipt);
    secrets.text("a file name", "photo.jpg");
    secrets.text("reasoning", "They match.");
    let reads = story.app.store.read();
    let project = world.visit(&story.ana).await.project.id;
    let published = [&world.item, &world.second];
    for (_, item, original) in reads.file_digests(project).await.expect("reads") {
        let digest = hex::decode(original.to_string()).expect("hexadecimal");
        secrets.bytes("an original's digest", &digest);
        let item = reads.load_item(item).await.expect("reads");
        secrets.text("an item's row", &item.id.to_string());
        if !published.contains(&&item.short) {
            secrets.text("an item that is not signed", item.short.as_str());
        }
    }
    for hash in reads.hashes(project, true).await.expect("reads") {
        secrets.text("a perceptual hash", &hash.pdq);
    }
    for short in published {
        secrets.text(
            "an incident's row",
            &incident_of(story, short).await.id.to_string(),
        );
    }
}

/// Everything that changes in private after a release.
pub(super) async fn edit_after_release(world: &mut World) {
    let ana = world.visit(&world.story.ana).await;
    for item in [world.item.clone(), world.second.clone()] {
        let known = incident_of(&world.story, &item).await;
        let draft = incident::IncidentDraft {
            title: world.secrets.word("title after the release"),
            summary: world.secrets.word("summary after the release"),
            ..incident::IncidentDraft::of(&known)
        };
        let app = &world.story.app;
        let seen = incident::facts_seen(&known).to_string();
        let of = (&known.short, seen.as_str());
        let edited = incident::edit_incident(app, &ana, of, &draft, "").await;
        edited.expect("edited");
        let source = incident::SourceDraft {
            title: world.secrets.word("source after the release"),
            kind: "media".into(),
            origin: "Another".into(),
            ..incident::SourceDraft::default()
        };
        let added = incident::add_source(app, &ana, &known.short, &source).await;
        added.expect("added");
    }
    story::claim_after_release(world).await;
}
