//! Acts as whoever runs the instance reads them, and takes them out.

use cairn_app::{review, stored::ActFilter};
use cairn_domain::AuditKind as K;
use cairn_testkit::TestApp;

#[tokio::test]
async fn whoever_runs_the_instance_reads_acts_page_by_page() {
    let story = TestApp::new().await;
    let short = story.submit_photo(1).await;
    let lea = story.visit(&story.lea).await;
    for n in 0..120 {
        review::comment(&story.app, &lea, &short, &format!("Remark {n}"))
            .await
            .expect("written");
    }
    let operator = story.operator().await;
    let mut browser = story.signed_in(&operator).await;
    let projects = browser.get("/projects").await.text();
    assert!(projects.contains("href=\"/audit\""), "{projects}");
    let page = browser.get("/audit").await;
    assert_eq!(page.status, 200);
    let page = page.text();
    assert!(page.contains("account made"), "{page}");
    assert!(page.contains(&format!("AFG-{short}")), "{page}");
    assert!(!page.contains("Remark"), "nobody's words");
    assert_eq!(page.matches("<tr><th scope=\"row\">").count(), 100);
    let older = page.split("href=\"/audit?").nth(1).expect("goes on");
    let older = older.split('"').next().expect("ends").replace("&#38;", "&");
    let page = browser.get(&format!("/audit?{older}")).await.text();
    assert!(page.contains("project opened"), "{page}");
    assert!(!page.contains("href=\"/audit?"), "that was all");

    let wanted = format!("/audit?kind=member_added&person={}", story.ben.email);
    let page = browser.get(&wanted).await.text();
    assert!(page.contains("Nothing of this kind"), "he let nobody in");
    let page = browser.get("/audit?kind=member_added").await.text();
    assert_eq!(page.matches("<tr><th scope=\"row\">").count(), 8);
    let page = browser
        .get("/audit?person=nobody@test.example")
        .await
        .text();
    assert!(page.contains("Nobody has this sign-in name."), "{page}");
    for person in [&story.ada, &story.lea, &story.stranger] {
        let answer = story.signed_in(person).await.get("/audit").await;
        assert_eq!(answer.status, 404, "{}", person.email);
    }
}

#[tokio::test]
async fn whoever_runs_the_instance_takes_the_acts_out_as_a_table_and_that_is_one() {
    let story = TestApp::new().await;
    let operator = story.operator().await;
    let short = story.submit_photo(1).await;
    let mut browser = story.signed_in(&operator).await;
    let page = browser.get("/audit?kind=member_added").await.text();
    assert!(
        page.contains("href=\"/audit.csv?kind=member_added\""),
        "{page}"
    );
    let answer = browser.get("/audit.csv?kind=member_added").await;
    assert_eq!(answer.status, 200);
    let text = answer.text();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines[0], "number,at,who,kind,project,item,act");
    let reads = story.app.store.read();
    let wanted = ActFilter {
        kind: Some(K::MemberAdded),
        ..ActFilter::default()
    };
    let all = reads.acts(&wanted, 1_000).await.expect("read");
    assert!(all.len() > 5 && lines.len() == all.len() + 1, "{text}");
    assert!(
        lines[1..]
            .iter()
            .all(|line| line.contains(",member_added,") && line.contains("\"\"role\"\""))
    );
    let last = reads.acts(&ActFilter::default(), 1).await.expect("read");
    assert_eq!(last[0].new.act.kind(), K::Exported);
    // A page is a hundred of them.
    for n in 0..120 {
        let lea = story.visit(&story.lea).await;
        let written = review::comment(&story.app, &lea, &short, &format!("Remark {n}")).await;
        written.expect("written");
    }
    let all = reads
        .acts(&ActFilter::default(), 1_000)
        .await
        .expect("read");
    let numbers: Vec<_> = all.iter().map(|act| act.number.to_string()).collect();
    let table = browser.get("/audit.csv").await.text();
    let rows = table.lines().skip(1);
    let told: Vec<_> = rows
        .map(|row| row.split(',').next().unwrap_or_default())
        .collect();
    assert_eq!(told, numbers, "each once, newest first");
    assert!(told.len() > 100, "more than a page of them");
    assert!(!table.contains("Remark"), "nobody's words");
    let nobody = "/audit.csv?person=nobody%40test.example";
    assert_eq!(browser.get(nobody).await.status, 404);
    let mut admin = story.signed_in(&story.ada).await;
    assert_eq!(admin.get("/audit.csv").await.status, 404);
}
