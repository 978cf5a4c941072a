//! Guessing at passwords is slow, and locks nobody out.

use cairn_testkit::{PASSWORD, TestApp};
use chrono::TimeDelta;

use crate::accounts::{later, log_in};

#[tokio::test]
async fn an_attack_from_elsewhere_does_not_lock_a_known_browser_out() {
    let story = TestApp::new().await;
    let mut known = story.signed_in(&story.ana).await;
    known.post("/logout", &[]).await;
    let mut attacker = story.browser();
    let mut slowed = 0;
    for number in 0..40 {
        let guess = format!("guess number {number} of many");
        let answer = log_in(&mut attacker, &story.ana, &guess).await;
        match answer.status.as_u16() {
            401 => {}
            429 => slowed += 1,
            other => panic!("{other}"),
        }
    }
    assert!(
        slowed > 30,
        "guessing is slow: {slowed} of 40 were sent away"
    );
    let stranger = log_in(&mut story.browser(), &story.ana, PASSWORD).await;
    assert_eq!(stranger.status, 429, "from the attacker's network");
    assert_eq!(log_in(&mut known, &story.ana, PASSWORD).await.status, 303);
}

#[tokio::test]
async fn the_wait_after_wrong_guesses_ends_by_itself() {
    let story = TestApp::new().await;
    let mut browser = story.browser();
    for _ in 0..4 {
        let answer = log_in(&mut browser, &story.ana, "not the right password").await;
        assert_eq!(answer.status, 401);
    }
    let answer = log_in(&mut browser, &story.ana, PASSWORD).await;
    assert_eq!(answer.status, 429);
    assert_eq!(answer.headers["retry-after"], "1");
    later(&story, TimeDelta::seconds(1));
    assert_eq!(log_in(&mut browser, &story.ana, PASSWORD).await.status, 303);
}
