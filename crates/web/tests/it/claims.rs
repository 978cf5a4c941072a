//! The claims register, through its pages.

use cairn_app::claim;
use cairn_domain::{ClaimRelation, ClaimStatus};
use cairn_testkit::{Answer, Browser, TestApp};

const LIST: &str = "/projects/AFG/claims";

async fn send(browser: &mut Browser, table: &str, confirm: &str) -> Answer {
    let path = format!("{LIST}/import");
    let mut texts = vec![("table", table)];
    if !confirm.is_empty() {
        texts.push(("confirm", confirm));
    }
    browser.upload(&path, &texts, &[]).await
}

#[tokio::test]
async fn one_person_answers_a_suggestion_and_another_signs_it() {
    let story = TestApp::new().await;
    let incident = story.incident(&story.ana).await;
    let known = story.claim(&story.ana).await;
    let path = format!("{LIST}/{}", known.short);
    let mut ana = story.signed_in(&story.ana).await;
    let page = ana.get(&path).await.text();
    assert!(page.contains(incident.short.as_str()), "it is suggested");
    assert!(page.contains("One day apart (+30)") && page.contains("Same province (+20)"));
    let answer = [
        ("seen", "0"),
        ("incident", incident.short.as_str()),
        ("relation", "partially_corroborated"),
        ("agree_date", "differs"),
        ("agree_killed", "differs"),
        ("rationale", ""),
    ];
    let refused = ana.post(&format!("{path}/answer"), &answer).await;
    assert_eq!(refused.status.as_u16(), 422);
    assert!(refused.text().contains("Say in a few words how you know."));
    let mut whole = answer;
    whole[5].1 = "The same school, a day apart.";
    let saved = ana.post(&format!("{path}/answer"), &whole).await;
    assert_eq!(saved.status.as_u16(), 303, "{}", saved.text());
    let again = ana.post(&format!("{path}/answer"), &whole).await;
    assert_eq!(again.status.as_u16(), 409, "what was seen is stale");

    let reads = story.app.store.read();
    let link = reads
        .links_of_claim(known.id)
        .await
        .expect("reads")
        .remove(0);
    assert_eq!(link.relation, ClaimRelation::PartiallyCorroborated);
    let tied = reads.claims_of_incident(incident.id).await.expect("reads");
    assert_eq!(tied, [], "one name is not enough");
    let at = link.decided_at.expect("a time").to_rfc3339();
    let id = format!("AFG-{}", incident.short);
    let sign = [
        ("signed_incident", id.as_str()),
        ("decided_at", at.as_str()),
    ];
    let own = ana.post(&format!("{path}/sign"), &sign).await;
    assert!(
        own.text().contains("You gave this answer"),
        "{}",
        own.status
    );
    let mut ben = story.signed_in(&story.ben).await;
    let signed = ben.post(&format!("{path}/sign"), &sign).await;
    assert_eq!(signed.status.as_u16(), 303, "{}", signed.text());
    let tied = reads.claims_of_incident(incident.id).await.expect("reads");
    assert_eq!(tied[0].status, ClaimStatus::PartiallyCorroborated);
    let twice = ben.post(&format!("{path}/sign"), &sign).await;
    assert_eq!(twice.status.as_u16(), 409);
}

#[tokio::test]
async fn nothing_found_needs_to_say_where_was_looked_and_no_claim_repeats_itself() {
    let story = TestApp::new().await;
    let (first, second) = (story.claim(&story.ana).await, story.claim(&story.ana).await);
    let mut ana = story.signed_in(&story.ana).await;
    let path = format!("{LIST}/{}/assess", first.short);
    let bare = ana
        .post(&path, &[("seen", "0"), ("status", "unverified")])
        .await;
    assert!(bare.text().contains("Say where was looked"));
    let id = format!("afg-{}", second.short).to_lowercase();
    let told = [
        ("seen", "0"),
        ("status", "unverified"),
        ("searched", "Two channels, one week."),
        ("same_as", id.as_str()),
    ];
    assert_eq!(ana.post(&path, &told).await.status.as_u16(), 303);
    let back = [
        ("seen", "0"),
        ("status", "not_assessed"),
        ("same_as", first.short.as_str()),
    ];
    let path = format!("{LIST}/{}/assess", second.short);
    let looped = ana.post(&path, &back).await;
    assert!(looped.text().contains("A claim cannot repeat itself"));
    let list = ana.get(LIST).await.text();
    assert!(list.contains("2 statements, repetitions included. 1 stand for"));
    assert!(list.contains("Said 2 times"));
}

#[tokio::test]
async fn a_table_is_looked_at_first_and_stored_only_when_somebody_says_so() {
    let story = TestApp::new().await;
    let mut ana = story.signed_in(&story.ana).await;
    let table = "claimant,date,province,statement,killed_min\r\n\
        A group,2022-09-30,Kabul,=1+1,3\r\n\
        A group,30.9.2022,Kabul,Second,many\r\n\
        A GROUP,2022-09-30,Kabul,=1+1,3\r\n";
    let looked = send(&mut ana, table, "").await.text();
    assert!(
        looked.contains("3 rows: 1 become claims, 1 are known already, 1 have something wrong")
    );
    assert!(looked.contains("<code>date</code>") && looked.contains("<code>killed_min</code>"));
    assert!(
        looked.contains("30.9.2022,Kabul,Second,many"),
        "it survives"
    );
    let stored = async || {
        let reads = story.app.store.read();
        let project = story.visit(&story.ana).await.project.id;
        reads.claims_of_project(project).await.expect("reads")
    };
    assert_eq!(stored().await, []);
    let whole = send(&mut ana, table, "all").await;
    assert_eq!(whole.status.as_u16(), 422, "not all rows are good");
    assert_eq!(stored().await, []);
    let good = send(&mut ana, table, "good").await;
    assert_eq!(good.status.as_u16(), 303, "{}", good.text());
    assert_eq!(stored().await.len(), 1);
    let again = send(&mut ana, table, "good").await;
    assert!(
        again
            .text()
            .contains("There is no new claim in this table.")
    );
    let csv = ana.get(&format!("{LIST}/claims.csv")).await.text();
    assert!(
        csv.contains(",'=1+1,"),
        "no formula leaves the register: {csv}"
    );
    let taken_back = send(&mut ana, &csv, "").await.text();
    assert!(taken_back.contains("1 rows:"), "its own table reads again");
}

#[tokio::test]
async fn an_edit_of_what_somebody_else_changed_is_refused() {
    let story = TestApp::new().await;
    let known = story.claim(&story.ana).await;
    let visit = story.visit(&story.ana).await;
    let draft = claim::ClaimDraft {
        province: "Herat".into(),
        ..claim::ClaimDraft::of(&known)
    };
    let edit = async |seen| claim::edit_claim(&story.app, &visit, &known.short, seen, &draft).await;
    edit(0).await.expect("saved");
    assert!(matches!(edit(0).await, Err(cairn_app::AppError::Conflict)));
}

#[tokio::test]
async fn the_public_analysis_speaks_of_published_records_and_signed_pairs_alone() {
    let story = TestApp::new().await;
    let claim = story.claim(&story.ana).await;
    let mut reader = story.browser();
    let before = reader.get("/analysis").await.text();
    assert!(!before.contains("Kabul"), "nothing before a release");
    let before = reader.get("/analysis/pairs.csv").await;
    assert_eq!(before.status.as_u16(), 404);
    let short = story.item_at_sign_off(1).await;
    story.sign_off(&story.lea, &short).await;
    story.publish().await;
    let page = reader.get("/analysis").await.text();
    assert!(page.contains("As of release 1."), "{page}");
    assert!(page.contains("beside 1 claims"));
    let list = reader.get("/claims?status=not_assessed").await.text();
    assert!(list.contains(claim.short.as_str()));
    let none = reader.get("/claims?status=corroborated").await.text();
    assert!(!none.contains(claim.short.as_str()));
    let grid = reader.get("/analysis/grid.csv").await.text();
    assert!(grid.contains("Kabul,2022-10,1,"), "{grid}");
    let waiting = reader.get("/analysis/waiting.csv").await;
    assert_eq!(
        waiting.status.as_u16(),
        404,
        "how long a team takes is its own"
    );

    let later = story.claim(&story.ana).await;
    let unpublished = reader.get("/claims").await.text();
    assert!(!unpublished.contains(later.short.as_str()));
    let mut ana = story.signed_in(&story.ana).await;
    let team = ana.get("/projects/AFG/analysis").await.text();
    assert!(
        team.contains("2 claims stand for one attack each"),
        "{team}"
    );
    let marked = ana
        .post(
            "/projects/AFG/analysis",
            &[("low_visibility", "Kabul\n Kunar")],
        )
        .await;
    assert_eq!(marked.status.as_u16(), 303);
    let team = ana.get("/projects/AFG/analysis").await.text();
    assert!(team.contains("◌ low visibility"));
    let public = reader.get("/analysis").await.text();
    assert!(
        !public.contains("◌ low visibility"),
        "with the next release"
    );
}
