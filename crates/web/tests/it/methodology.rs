//! How a team says that it works: written by leads, public at once, every version readable.

use cairn_app::stored::ActFilter;
use cairn_domain::AuditKind;
use cairn_testkit::{Answer, Browser, TestApp};

const FORM: &str = "/projects/AFG/methodology";

async fn publish(lead: &mut Browser, seen: &str, words: &str) -> Answer {
    lead.post(FORM, &[("seen", seen), ("words", words)]).await
}

#[tokio::test]
async fn a_lead_writes_it_and_anybody_reads_every_version() {
    let story = TestApp::new().await;
    let (mut lea, mut reader) = (story.signed_in(&story.lea).await, story.browser());
    let first = "# What is included\r\n\r\nAttacks <b>since 2021</b>.\r\n\r\n- seen\r\n- signed";
    assert_eq!(publish(&mut lea, "0", first).await.status, 303);
    let before = reader.get("/methodology").await.text();
    assert!(
        !before.contains("What is included"),
        "nothing is public of this project"
    );
    story.publish().await;
    let page = reader.get("/methodology").await.text();
    assert!(page.contains(">What is included</h2>"), "{page}");
    assert!(
        page.contains("Attacks &#60;b&#62;since 2021&#60;/b&#62;."),
        "{page}"
    );
    assert!(page.contains(">signed</li>"));
    assert_eq!(
        publish(&mut lea, "1", "# Narrower since March")
            .await
            .status,
        303
    );
    let now = reader.get("/methodology").await.text();
    assert!(now.contains("Narrower since March") && !now.contains("What is included"));
    assert!(now.contains("/methodology?version=1"));
    let then = reader.get("/methodology?version=1").await.text();
    assert!(then.contains("What is included") && then.contains("noindex"));
    assert_eq!(reader.get("/methodology?version=3").await.status, 404);
    for linked in ["/dataset", "/about"] {
        let page = reader.get(linked).await.text();
        assert!(page.contains("href=\"/methodology\""), "{linked}");
    }
    assert!(!now.contains(&story.lea.email), "nobody is named");
}

#[tokio::test]
async fn words_over_somebody_elses_are_kept_and_not_public() {
    let story = TestApp::new().await;
    story.publish().await;
    let (mut lea, mut leo) = (
        story.signed_in(&story.lea).await,
        story.signed_in(&story.leo).await,
    );
    assert_eq!(publish(&mut lea, "0", "What Lea says").await.status, 303);
    let late = publish(&mut leo, "0", "What Leo says").await;
    assert_eq!(late.status, 409);
    let page = late.text();
    assert!(
        page.contains("What Leo says</textarea>"),
        "what was typed is kept"
    );
    assert!(page.contains("What Lea says</pre>"), "beside what is there");
    assert!(page.contains("name=\"seen\" value=\"1\""));
    let public = story.browser().get("/methodology").await.text();
    assert!(public.contains("What Lea says") && !public.contains("What Leo says"));
    let long = "x".repeat(100_001);
    for words in ["  \r\n ", long.as_str()] {
        assert_eq!(publish(&mut leo, "1", words).await.status, 422);
    }
}

#[tokio::test]
async fn it_is_the_work_of_leads_and_on_record() {
    let story = TestApp::new().await;
    let mut ana = story.signed_in(&story.ana).await;
    assert_eq!(ana.get(FORM).await.status, 409);
    assert_eq!(publish(&mut ana, "0", "By a verifier").await.status, 409);
    let mut lea = story.signed_in(&story.lea).await;
    assert_eq!(publish(&mut lea, "0", "By a lead").await.status, 303);
    // The same words again are no version.
    assert_eq!(publish(&mut lea, "1", "By a lead").await.status, 303);
    let reads = story.app.store.read();
    let filter = ActFilter {
        kind: Some(AuditKind::SettingChanged),
        ..ActFilter::default()
    };
    let acts = reads.acts(&filter, 10).await.expect("reads");
    assert_eq!(acts.len(), 1);
}
