//! Two people who edit one incident.

use cairn_testkit::TestApp;

use crate::incidents::{open, seen, typed};

#[tokio::test]
async fn who_edits_what_somebody_else_has_edited_is_told_and_loses_nothing() {
    let story = TestApp::new().await;
    let (mut ana, mut ben) = (
        story.signed_in(&story.ana).await,
        story.signed_in(&story.ben).await,
    );
    let path = open(&mut ana, &[]).await;
    let edit = format!("{path}/edit");
    let drawn = (seen(&mut ana, &path).await, seen(&mut ben, &path).await);
    let hers = typed(&[("injured_low", "4"), ("seen", &drawn.0)]);
    assert_eq!(ana.post(&edit, &hers).await.status, 303);

    let his = [("title", "Of his own"), ("injured_low", "5")];
    let answer = ben
        .post(&edit, &typed(&[his[0], his[1], ("seen", &drawn.1)]))
        .await;
    assert_eq!(answer.status, 409);
    let page = answer.text();
    assert!(
        page.contains("changed facts") && page.contains("<ins>4+</ins>"),
        "{page}"
    );
    assert!(
        page.contains("value=\"Of his own\""),
        "what he typed is there"
    );
    let kept = ben.get(&path).await.text();
    assert!(
        kept.contains("4+") && !kept.contains("Of his own"),
        "{kept}"
    );

    let again = seen(&mut ben, &path).await;
    assert!(
        page.contains(&again),
        "the form that came back knows of hers"
    );
    let answer = ben
        .post(&edit, &typed(&[his[0], his[1], ("seen", &again)]))
        .await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let unseen = typed(&[("injured_low", "6")]);
    assert_eq!(
        ben.post(&edit, &unseen).await.status,
        409,
        "nothing is taken unseen"
    );
}
