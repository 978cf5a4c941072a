//! Who gets a report, and when.

use std::io::Cursor;

use cairn_app::{AppError, certificate};
use cairn_review::Act;
use cairn_testkit::{PASSWORD, TestApp, place, verdict};
use chrono::TimeDelta;

use super::told;

#[tokio::test]
async fn a_lead_downloads_the_bag_with_a_recent_proof_and_nobody_else_is_offered_it() {
    let (story, short) = Box::pin(told()).await;
    let page = format!("/projects/AFG/items/{short}");
    let door = format!("{page}/custody.zip");
    let mut ana = story.signed_in(&story.ana).await;
    assert!(!ana.get(&page).await.text().contains(&door));
    assert_eq!(ana.get(&door).await.status, 409);

    let mut lea = story.signed_in(&story.lea).await;
    assert!(lea.get(&page).await.text().contains(&door));
    story.app.clock.advance(TimeDelta::minutes(11));
    let asked = lea.get(&door).await;
    assert_eq!(asked.status, 403);
    assert!(asked.text().contains("name=\"next\""));
    let fields = [("next", door.as_str()), ("proof", PASSWORD)];
    let given = lea.post("/account/proof", &fields).await;
    assert_eq!(given.location(), door);

    let sent = lea.get(&door).await;
    assert_eq!(sent.status, 200);
    assert_eq!(sent.headers["content-type"], "application/zip");
    assert_eq!(sent.headers["cache-control"], "no-store");
    let name = sent.headers["content-disposition"].to_str().expect("text");
    assert_eq!(
        name,
        format!("attachment; filename=\"AFG-{short}-custody.zip\"")
    );
    let zip = zip::ZipArchive::new(Cursor::new(sent.body)).expect("a ZIP");
    let names = zip
        .file_names()
        .map(|name| name.expect("UTF-8").into_owned());
    let names: Vec<String> = names.collect();
    let bag = format!("AFG-{short}-custody");
    assert!(names.iter().all(|name| name.starts_with(&bag)), "{names:?}");
    for file in [
        "bagit.txt",
        "data/certificate.html",
        "data/certificate.json",
    ] {
        assert!(names.contains(&format!("{bag}/{file}")), "{file}");
    }
}

#[tokio::test]
async fn whoever_has_to_find_the_place_for_themselves_gets_no_report_that_tells_it() {
    let story = TestApp::with_workflow("court").await;
    let short = story.submit_photo(81).await;
    story.triage(&story.ana, &short).await;
    story.act(&story.ana, &short, Act::Claim, "").await;
    let seen = story.item(&short).await.state.seq;
    let ana = story.visit(&story.ana).await;
    cairn_app::review::record_geolocation(&story.app, &ana, &short, &place(), &verdict(seen))
        .await
        .expect("recorded");
    let to = "place_proposed".into();
    story.act(&story.ana, &short, Act::Move { to }, "").await;

    let lea = story.visit(&story.lea).await;
    let refused = certificate::issue(&story.app, &lea, &short).await;
    assert!(matches!(refused, Err(AppError::Refused(_))));
    let mut browser = story.signed_in(&story.lea).await;
    let page = browser.get(&format!("/projects/AFG/items/{short}")).await;
    assert!(
        !page.text().contains("custody.zip"),
        "nothing closed is offered"
    );
    // Whoever runs the server has all of it before them anyway.
    let code = "AFG".parse().expect("a code");
    let issued = certificate::issue_as_operator(&story.app, &code, &short).await;
    assert_eq!(issued.expect("issued").certificate.made.by, None);
}
