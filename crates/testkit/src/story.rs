//! A whole instance with a project and its people.

use std::path::Path;

use axum::Router;
use cairn_app::{
    App, Clock, Dice, Settings, Visit, account,
    claim::{self, ClaimDraft},
    incident::{self, IncidentDraft},
    intake::{self, IncomingFile, Submission, UnkeptFile},
    matching::{self, ListDraft},
    project::{self, NewProject},
    review::{self, ReferenceDraft},
    worker,
};
use cairn_domain::{
    Claim, HashListId, Incident, ProjectCode, Role, Sensitivity, ShortId, UserId,
    sensitivity::Rating,
};
use cairn_media::{Workshop, worker_beside_tests};
use cairn_review::{Act, Command};
use cairn_storage::{ItemRecord, ProjectRecord, Store, StoreOptions};
use cairn_web::{Web, WebSettings, router};
use chrono::{DateTime, Utc};
use tempfile::TempDir;

use crate::{
    Browser, PASSWORD,
    people::{join, person},
    pictures, place, time, verdict,
};

/// One person of a story.
#[derive(Debug, Clone)]
pub struct Person {
    /// The account.
    pub id: UserId,
    /// Sign-in name.
    pub email: String,
}

/// A whole Cairn in a temporary directory, project `AFG` with one member of each role, project
/// `OTH` with a stranger who is its lead.
pub struct TestApp {
    /// Use cases.
    pub app: App,
    /// Doors.
    pub router: Router,
    /// A volunteer.
    pub volunteer: Person,
    /// A verifier.
    pub ana: Person,
    /// Another verifier.
    pub ben: Person,
    /// A lead.
    pub lea: Person,
    /// Another lead.
    pub leo: Person,
    /// An admin.
    pub ada: Person,
    /// A reader.
    pub rea: Person,
    /// Lead of another project.
    pub stranger: Person,
    pub(crate) directory: TempDir,
}

/// When every story begins.
pub fn beginning() -> DateTime<Utc> {
    "2022-10-03T08:00:00Z".parse().expect("a moment")
}

impl TestApp {
    /// An instance whose project runs the standard workflow.
    pub async fn new() -> Self {
        Self::with_workflow("standard").await
    }

    /// An instance whose project runs one of the built-in workflows.
    pub async fn with_workflow(template: &str) -> Self {
        let directory = TempDir::new().expect("a temporary directory");
        let options = StoreOptions {
            database_url: format!(
                "sqlite://{}?mode=rwc",
                directory.path().join("cairn.db").display()
            ),
            blob_dir: directory.path().join("blobs"),
        };
        let store = Store::open(&options).await.expect("opens");
        // Real hashing takes 64 MiB and a third of a second; what is tested is not the parameters.
        let settings = Settings {
            argon2_memory_kib: 64,
            argon2_passes: 1,
            layers_dir: directory.path().join("layers"),
            ledger: cairn_app::ledger::LedgerSettings::below(directory.path()),
            keys_dir: directory.path().join("keys"),
            mode_file: directory.path().join("security-mode"),
            ..Settings::default()
        };
        let clock = Clock::standing_at(beginning());
        let workshop = Workshop::find(worker_beside_tests());
        let app = App::new(store, workshop, clock, Dice::seeded(7), settings);
        // Stories are about other things; those about accounts ask for it themselves.
        let nobody = account::require_second_factor(&app, &[]).await;
        nobody.expect("set");
        add_project(&app, "AFG", template).await;
        add_project(&app, "OTH", "standard").await;
        Self {
            router: router(Web::new(app.clone(), WebSettings::default())),
            volunteer: person(&app, "volunteer", "AFG", Role::Volunteer).await,
            ana: person(&app, "ana", "AFG", Role::Verifier).await,
            ben: person(&app, "ben", "AFG", Role::Verifier).await,
            lea: person(&app, "lea", "AFG", Role::Lead).await,
            leo: person(&app, "leo", "AFG", Role::Lead).await,
            ada: person(&app, "ada", "AFG", Role::Admin).await,
            rea: person(&app, "rea", "AFG", Role::Reader).await,
            stranger: person(&app, "stranger", "OTH", Role::Lead).await,
            app,
            directory,
        }
    }

    /// Where everything lies.
    pub fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// A browser nobody is signed in with.
    pub fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// A browser in which somebody is signed in.
    pub async fn signed_in(&self, person: &Person) -> Browser {
        let mut browser = self.browser();
        let fields = [("email", person.email.as_str()), ("password", PASSWORD)];
        let answer = browser.post("/login", &fields).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        browser
    }

    /// Lets a person into another project.
    pub async fn join(&self, person: &Person, code: &str, role: Role) {
        join(&self.app, person.id, code, role).await;
    }

    /// A person inside the project.
    pub async fn visit(&self, person: &Person) -> Visit {
        let code: ProjectCode = "AFG".parse().expect("a code");
        Visit::enter(&self.app, person.id, &code)
            .await
            .expect("a member")
    }

    /// Hands in one photo as somebody from outside and lets the machine examine it.
    pub async fn submit_photo(&self, seed: u64) -> ShortId {
        self.submit(pictures::jpeg(&pictures::street(seed, 320, 240)), None)
            .await
    }

    /// Hands in bytes and lets the machine examine them.
    pub async fn submit(&self, bytes: Vec<u8>, member: Option<UserId>) -> ShortId {
        let mut incoming = IncomingFile::begin(&self.app, Some("photo.jpg".into()))
            .await
            .expect("begins");
        incoming.write(&bytes).await.expect("writes");
        let submission = Submission {
            files: vec![incoming.finish().await.expect("stored")],
            links: String::new(),
            what: "Smoke over a school".into(),
            place: "Kabul".into(),
            time: "This morning".into(),
            consent: "publish".into(),
            member,
            synthetic: true,
        };
        let project = find_project(&self.app, "AFG").await;
        let received = intake::receive(&self.app, &project, submission)
            .await
            .expect("received");
        worker::run_until_idle(&self.app).await.expect("examined");
        received.short
    }

    /// The item as it is now.
    pub async fn item(&self, short: &ShortId) -> ItemRecord {
        let project = find_project(&self.app, "AFG").await;
        self.app
            .store
            .read()
            .find_item(project.id, short)
            .await
            .expect("reads")
            .expect("is there")
    }

    /// Does one act as somebody, with the state as it is now.
    pub async fn act(&self, person: &Person, short: &ShortId, act: Act, words: &str) {
        let seen = self.item(short).await.state.seq;
        let command = Command {
            seen,
            words: words.into(),
            act,
        };
        let visit = self.visit(person).await;
        review::act(&self.app, &visit, short, command)
            .await
            .expect("allowed");
    }

    /// Opens an incident.
    pub async fn incident(&self, person: &Person) -> Incident {
        let draft = IncidentDraft {
            title: "Explosion at a school".into(),
            date: "2022-09-30".into(),
            point: "34.4985, 69.0645".into(),
            precision_m: "1000".into(),
            province: "Kabul".into(),
            place_name: "Dasht-e Barchi".into(),
            event_type: "bombing".into(),
            targets: vec!["civilians_general".into()],
            location_types: vec!["school_education".into()],
            killed: incident::CountsDraft::between("6", "9"),
            ..IncidentDraft::default()
        };
        incident::open_incident(&self.app, &self.visit(person).await, &draft)
            .await
            .expect("opened")
    }

    /// Writes down a claim about the day and the province of [`Self::incident`].
    pub async fn claim(&self, person: &Person) -> Claim {
        let draft = ClaimDraft {
            claimant: "A group".into(),
            outlet: "A newsletter".into(),
            date: "2022-10-01".into(),
            province: "Kabul".into(),
            statement: "Claims an attack on a school".into(),
            target: "civilians".into(),
            killed_min: "20".into(),
            killed_max: "20".into(),
            ..ClaimDraft::default()
        };
        claim::new_claim(&self.app, &self.visit(person).await, &draft)
            .await
            .expect("written down")
    }

    /// Takes in a partner's list of one hash that is like nothing.
    pub async fn hash_list(&self, person: &Person) -> HashListId {
        let draft = ListDraft {
            name: "Partner of the north".into(),
            origin: "By hand, in person".into(),
            text: "0123456789abcdef".repeat(4),
        };
        let taken = matching::take_list(&self.app, &self.visit(person).await, &draft).await;
        taken.expect("taken in")
    }

    /// Adds a reference with a picture to an item; it is the item's first.
    pub async fn reference(&self, person: &Person, short: &ShortId) {
        let draft = ReferenceDraft {
            kind: "satellite".into(),
            provider: "Example Imagery".into(),
            imagery_date: "2022-09".into(),
            licence: "CC BY 4.0".into(),
            source: String::new(),
        };
        let mut file = UnkeptFile::begin(&self.app).await.expect("begins");
        let picture = pictures::jpeg(&pictures::street(900, 400, 300));
        file.write(&picture).await.expect("writes");
        let visit = self.visit(person).await;
        review::add_reference(&self.app, &visit, short, &draft, Some(file))
            .await
            .expect("added");
    }

    /// Takes an item through triage to geolocation.
    pub async fn triage(&self, person: &Person, short: &ShortId) {
        let incident = self.incident(person).await;
        let rating = Rating {
            sensitivity: Sensitivity::Mild,
            notes: vec![],
            ranges: vec![],
        };
        self.act(person, short, Act::Claim, "").await;
        self.act(person, short, Act::Rate { rating }, "").await;
        self.act(
            person,
            short,
            Act::Link {
                incident: Some(incident.id),
            },
            "",
        )
        .await;
        self.act(
            person,
            short,
            Act::Move {
                to: "accept".into(),
            },
            "",
        )
        .await;
    }

    /// Records a place and moves on.
    pub async fn geolocate(&self, person: &Person, short: &ShortId) {
        self.act(person, short, Act::Claim, "").await;
        let seen = self.item(short).await.state.seq;
        let visit = self.visit(person).await;
        review::record_geolocation(&self.app, &visit, short, &place(), &verdict(seen))
            .await
            .expect("recorded");
        self.act(
            person,
            short,
            Act::Move {
                to: "place_established".into(),
            },
            "",
        )
        .await;
    }

    /// Records a time and moves on.
    pub async fn chronolocate(&self, person: &Person, short: &ShortId) {
        self.act(person, short, Act::Claim, "").await;
        let seen = self.item(short).await.state.seq;
        let visit = self.visit(person).await;
        review::record_chronolocation(&self.app, &visit, short, &time(), &verdict(seen))
            .await
            .expect("recorded");
        self.act(
            person,
            short,
            Act::Move {
                to: "time_established".into(),
            },
            "",
        )
        .await;
    }

    /// Signs off the present revision.
    pub async fn sign_off(&self, person: &Person, short: &ShortId) {
        let revision = self.item(short).await.revision;
        self.act(person, short, Act::SignOff { revision }, "").await;
    }

    /// Publishes the next release: Lea builds it, Leo signs that it harms no one.
    pub async fn publish(&self) -> cairn_app::release::Built {
        let (lea, leo) = (self.visit(&self.lea).await, self.visit(&self.leo).await);
        let candidate = Box::pin(cairn_app::release::build(&self.app, &lea)).await;
        let content = candidate.expect("built").content;
        let built = Box::pin(cairn_app::release::sign(&self.app, &leo, &content)).await;
        built.expect("signed")
    }

    /// An item that stands before a lead, verified by Ana and Ben.
    pub async fn item_at_sign_off(&self, seed: u64) -> ShortId {
        let short = self.submit_photo(seed).await;
        self.triage(&self.ana, &short).await;
        self.geolocate(&self.ana, &short).await;
        self.chronolocate(&self.ben, &short).await;
        short
    }
}

async fn add_project(app: &App, code: &str, template: &str) {
    let new = NewProject {
        code: code.parse().expect("a code"),
        name: format!("Project {code}"),
        summary: "A project of the tests.".into(),
        zone: "Asia/Kabul".into(),
        template: template.into(),
        lease_minutes: 120,
        publish_cell_m: 1_000.0,
        is_demo: false,
    };
    project::create_project(app, new).await.expect("created");
}

pub(crate) async fn find_project(app: &App, code: &str) -> ProjectRecord {
    let code: ProjectCode = code.parse().expect("a code");
    let found = app.store.read().find_project(&code).await;
    found.expect("reads").expect("is there")
}
