//! What happens in the project before its release, with a canary in every word that stays inside.

use cairn_app::{
    Visit, account, claim, incident, intake, matching,
    review::{
        self, BoundDraft, ChronolocationDraft, GeolocationDraft, Question, ReferenceDraft,
        ShadowDraft, Verdict,
    },
};
use cairn_domain::{Attribute, Sensitivity, ShortId, sensitivity::Rating};
use cairn_review::Act;
use cairn_testkit::{Person, place};

use super::{
    features::seen,
    world::{World, hand_in, incident_of},
};

/// Degrees that are private: where, to five decimals, and what they are. A world with another stem
/// has others in the same cell.
fn degrees(world: &mut World, what: &str, lat: f64, lon: f64) -> String {
    let moved = if world.secrets.is_other() {
        0.000_03
    } else {
        0.0
    };
    let (lat, lon) = (lat + moved, lon + moved);
    world.secrets.number(what, lat);
    world.secrets.number(what, lon);
    format!("{lat:.5}, {lon:.5}")
}

async fn act(world: &World, person: &Person, short: &ShortId, act: Act, what: &str) {
    let words = world.secrets.word(what);
    world.story.act(person, short, act, &words).await;
}

async fn verdict(world: &World, short: &ShortId, what: &str) -> Verdict {
    Verdict {
        seen: world.story.item(short).await.state.seq,
        confidence: "probable".into(),
        reasoning: world.secrets.word(what),
        impossible: false,
    }
}

/// An item from its first look to the lead's desk.
pub(super) async fn verify(world: &mut World, title: &str) {
    let (item, nia) = (world.item.clone(), world.nia.clone());
    let point = degrees(world, "the incident's point", 34.499_26, 69.063_77);
    let draft = incident::IncidentDraft {
        title: title.to_owned(),
        date: "2022-09-30".into(),
        point,
        precision_m: "50".into(),
        province: "Kabul".into(),
        event_type: "bombing".into(),
        targets: vec!["civilians_general".into()],
        location_types: vec!["school_education".into()],
        killed: incident::CountsDraft::between("6", "9"),
        ..incident::IncidentDraft::default()
    };
    let visit = world.visit(&nia).await;
    let app = world.story.app.clone();
    let opened = incident::open_incident(&app, &visit, &draft)
        .await
        .expect("opened");
    let why = world.secrets.word("reason of an edit");
    let seen = incident::facts_seen(&opened).to_string();
    incident::edit_incident(&app, &visit, (&opened.short, &seen), &draft, &why)
        .await
        .expect("edited");
    let rating = Rating {
        sensitivity: Sensitivity::Mild,
        notes: vec![],
        ranges: vec![],
    };
    let incident = Some(opened.id);
    act(world, &nia, &item, Act::Claim, "claim").await;
    act(world, &nia, &item, Act::Rate { rating }, "rating").await;
    act(world, &nia, &item, Act::Link { incident }, "link").await;
    let to = || Act::Move {
        to: "accept".into(),
    };
    act(world, &nia, &item, to(), "accepting").await;
    locate(world, &item).await;
    date(world, &item).await;
}

/// Two places that disagree, and a lead who settles on the first.
async fn locate(world: &mut World, item: &ShortId) {
    let (nia, ben, lea) = (
        world.nia.clone(),
        world.story.ben.clone(),
        world.story.lea.clone(),
    );
    let app = world.story.app.clone();
    let reference = ReferenceDraft {
        kind: "satellite".into(),
        provider: world.secrets.word("reference provider"),
        imagery_date: "2022-09".into(),
        licence: world.secrets.word("reference licence"),
        source: format!(
            "https://example.org/{}",
            world.secrets.name("reference-source")
        ),
    };
    let visit = world.visit(&nia).await;
    review::add_reference(&app, &visit, item, &reference, None)
        .await
        .expect("added");
    let at = degrees(world, "a feature's place", 34.498_87, 69.065_13);
    let features = seen(world, &at);
    let found = GeolocationDraft {
        camera: degrees(world, "the camera", 34.498_51, 69.064_52),
        bearing_deg: "131.37".into(),
        subject: degrees(world, "what the camera shows", 34.497_93, 69.065_58),
        precision_m: "50".into(),
        place_name: world.secrets.word("finding place name"),
        sources: world.secrets.word("finding source"),
        features,
        ..place()
    };
    act(world, &nia, item, Act::Claim, "claim").await;
    let why = verdict(world, item, "reasoning of the place").await;
    review::record_geolocation(&app, &visit, item, &found, &why)
        .await
        .expect("recorded");
    act(world, &nia, item, Act::Release, "release").await;
    act(world, &ben, item, Act::Claim, "claim").await;
    let dissent = GeolocationDraft {
        camera: degrees(world, "the dissenting camera", 34.531_24, 69.171_86),
        sources: world.secrets.word("dissenting source"),
        ..place()
    };
    let why = verdict(world, item, "dissenting reasoning").await;
    let visit = world.visit(&ben).await;
    review::record_geolocation(&app, &visit, item, &dissent, &why)
        .await
        .expect("recorded");
    let to = |key: &str| Act::Move { to: key.into() };
    act(world, &ben, item, to("dispute_place"), "dispute").await;
    let finding = world.story.item(item).await.state.findings[0].id;
    act(world, &lea, item, Act::Settle { finding }, "settling").await;
    act(world, &lea, item, to("place_settled"), "settled").await;
}

/// A time from a run of the shadow solver.
async fn date(world: &mut World, item: &ShortId) {
    let ben = world.story.ben.clone();
    let visit = world.visit(&ben).await;
    let app = world.story.app.clone();
    act(world, &ben, item, Act::Claim, "claim").await;
    let asked = ShadowDraft {
        place: degrees(world, "the shadow's place", 34.498_44, 69.064_61),
        height_m: "1793".into(),
        from: "2022-09-30".into(),
        to: "2022-09-30".into(),
        zone: "Asia/Kabul".into(),
        ratio: "1.2".into(),
        ratio_tol: "3".into(),
        sun_azimuth: "120".into(),
        azimuth_tol: "30".into(),
        ..ShadowDraft::default()
    };
    review::keep_run(&app, &visit, item, &asked)
        .await
        .expect("kept");
    let window = BoundDraft {
        kind: "shadow_ratio".into(),
        effect: "window".into(),
        words: world.secrets.word("reason of a time"),
        run: "1".into(),
        source: format!(
            "https://example.org/{}",
            world.secrets.name("source-of-a-time")
        ),
        ..BoundDraft::default()
    };
    let found = ChronolocationDraft {
        zone: "Asia/Kabul".into(),
        precision: "hour".into(),
        bounds: vec![window],
        ..ChronolocationDraft::default()
    };
    let why = verdict(world, item, "reasoning of the time").await;
    review::record_chronolocation(&app, &visit, item, &found, &why)
        .await
        .expect("recorded");
    let to = Act::Move {
        to: "time_established".into(),
    };
    act(world, &ben, item, to, "time established").await;
}

/// What people say to each other and to whoever handed the item in.
pub(super) async fn talk(world: &World) {
    let (app, item, secrets) = (&world.story.app, &world.item, &world.secrets);
    let (nia, leo) = (world.visit(&world.nia).await, world.story.leo.clone());
    review::comment(app, &nia, item, &secrets.word("comment"))
        .await
        .expect("said");
    let draft = vec![("reasoning".to_owned(), secrets.word("draft"))];
    let kept = review::keep_draft(app, &nia, item, "geolocation-form", draft).await;
    kept.expect("kept");
    let question = Question {
        seen: world.story.item(item).await.state.seq,
        words: secrets.word("question to the submitter"),
        is_meant_for_submitter: true,
    };
    let asked = review::ask_submitter(app, &nia, item, question)
        .await
        .expect("asked");
    let number = asked.state.questions[0].seq;
    let reply = secrets.word("submitter's reply");
    intake::reply(app, &world.receipt, number, &reply)
        .await
        .expect("replied");
    let note = secrets.word("submitter's note");
    intake::add_note(app, &world.receipt, &note)
        .await
        .expect("noted");
    act(world, &leo, item, Act::Object, "objection").await;
    let objection = world.story.item(item).await.state.seq;
    act(world, &leo, item, Act::Answer { objection }, "answer").await;
    let id = world.story.item(item).await.id;
    let files = app.store.read().files_of(id).await.expect("reads");
    let lea = world.visit(&world.story.lea).await;
    let seen = world.story.item(item).await.state.seq;
    let why = (seen, secrets.word("reason to open what is sealed"));
    review::open_sealed(app, &lea, item, files[0].sha256, why)
        .await
        .expect("opened");
}

/// What stands around the published item: items nobody signed, sources, claims, lists.
pub(super) async fn surround(world: &mut World) {
    let incident = incident_of(&world.story, &world.item).await;
    let (ana, app) = (world.story.ana.clone(), world.story.app.clone());
    let visit = world.visit(&ana).await;
    let (unsigned, _) = hand_in(&world.story, &world.secrets, 3).await;
    let link = Act::Link {
        incident: Some(incident.id),
    };
    act(world, &ana, &unsigned, link, "link").await;
    let (rejected, _) = hand_in(&world.story, &world.secrets, 4).await;
    act(world, &ana, &rejected, Act::Claim, "claim").await;
    let to = Act::Move {
        to: "set_aside".into(),
    };
    act(world, &ana, &rejected, to, "reason to set it aside").await;

    let source = incident::SourceDraft {
        origin: world.secrets.word("source origin"),
        kind: "hospital".into(),
        title: "A hospital's list".into(),
        url: format!(
            "https://example.org/{}",
            world.secrets.name("withheld-link")
        ),
        ..incident::SourceDraft::default()
    };
    incident::add_source(&app, &visit, &incident.short, &source)
        .await
        .expect("added");
    let carriers = [unsigned.to_string(), world.item.to_string()];
    incident::carry_fact(&app, &visit, &incident.short, "date", &carriers)
        .await
        .expect("carried");
    claims(world, &visit, incident.short.as_str()).await;
    let list = matching::ListDraft {
        name: world.secrets.word("hash list"),
        origin: world.secrets.word("origin of a hash list"),
        text: "0123456789abcdef".repeat(4),
    };
    let lea = world.visit(&world.story.lea).await;
    matching::take_list(&app, &lea, &list)
        .await
        .expect("taken in");
    let invitation = account::InvitationDraft {
        role: "verifier".into(),
        note: world.secrets.word("invitation"),
        days: "7".into(),
    };
    let ada = world.visit(&world.story.ada).await;
    let secret = account::invite(&app, &ada, &invitation)
        .await
        .expect("invited");
    world.secrets.text("an invitation", &secret);
    let token = account::TokenDraft {
        project: "AFG".into(),
        name: world.secrets.word("token"),
        scope: "read".into(),
        days: "7".into(),
    };
    let secret = account::create_token(&app, lea.user, &token)
        .await
        .expect("made");
    world.secrets.text("a token", &secret);
}

/// A claim whose archived copy is withheld, answered and not yet signed.
async fn claims(world: &mut World, visit: &Visit, incident: &str) {
    let digest = if world.secrets.is_other() { "c1" } else { "c2" }.repeat(32);
    world.secrets.text("digest of a withheld copy", &digest);
    let draft = claim::ClaimDraft {
        claimant: "A group".into(),
        date: "2022-10-01".into(),
        province: "Kabul".into(),
        statement: "Claims an attack on a school".into(),
        point: degrees(world, "a claim's point", 34.512_37, 69.081_23),
        archive_url: format!(
            "https://example.org/{}",
            world.secrets.name("claim-archive")
        ),
        archive_sha256: digest,
        ..claim::ClaimDraft::default()
    };
    let app = world.story.app.clone();
    let known = claim::new_claim(&app, visit, &draft)
        .await
        .expect("written down");
    let link = claim::LinkDraft {
        incident: incident.to_owned(),
        relation: "partially_corroborated".into(),
        attributes: vec![(Attribute::Date, "differs".into())],
        rationale: world.secrets.word("rationale nobody signed"),
    };
    claim::answer(&app, visit, &known.short, 0, &link)
        .await
        .expect("answered");
}

/// Another project of the same instance.
pub(super) async fn elsewhere(world: &World) {
    let (app, secrets) = (&world.story.app, &world.secrets);
    let code = "OTH".parse().expect("a code");
    let visit = Visit::enter(app, world.story.stranger.id, &code)
        .await
        .expect("a member");
    let draft = incident::IncidentDraft {
        title: secrets.word("incident of another project"),
        date: "2022-09-30".into(),
        province: "Kabul".into(),
        precision_m: "1000".into(),
        event_type: "bombing".into(),
        targets: vec!["civilians_general".into()],
        location_types: vec!["school_education".into()],
        ..incident::IncidentDraft::default()
    };
    incident::open_incident(app, &visit, &draft)
        .await
        .expect("opened");
    let draft = claim::ClaimDraft {
        claimant: secrets.word("claim of another project"),
        date: "2022-10-01".into(),
        province: "Kabul".into(),
        statement: secrets.word("statement of another project"),
        ..claim::ClaimDraft::default()
    };
    claim::new_claim(app, &visit, &draft)
        .await
        .expect("written down");
}

/// A claim that no release has yet.
pub(super) async fn claim_after_release(world: &World) {
    let visit = world.visit(&world.story.ana).await;
    let draft = claim::ClaimDraft {
        claimant: world.secrets.word("claim after the release"),
        date: "2022-10-01".into(),
        province: "Kabul".into(),
        statement: world.secrets.word("statement after the release"),
        ..claim::ClaimDraft::default()
    };
    let made = claim::new_claim(&world.story.app, &visit, &draft).await;
    made.expect("written down");
}
