//! The bench itself at a size that takes seconds: that it measures what it says. Figures are not
//! looked at; they belong to an idle machine and a release build.

use cairn_bench::{
    moves::{self, Moves},
    pages::{self, Pages},
};
use tempfile::TempDir;

#[tokio::test(flavor = "multi_thread")]
async fn three_engines_make_the_same_moves() {
    let directory = TempDir::new().expect("a directory");
    let wanted = Moves {
        items: 150,
        rounds: 2,
        moves: 16,
        directory: directory.path().to_owned(),
    };
    // Fails when any two databases differ afterwards.
    let results = moves::measure(&wanted).await.expect("measured");
    for rounds in [&results.one_caller, &results.many_callers] {
        assert_eq!(rounds.len(), 2);
        for stretch in rounds.iter().flatten() {
            assert_eq!(stretch.samples.len(), 16);
        }
    }
    assert_eq!(results.sealing.len(), 2, "and as often without leaves");
    let a_move = results.statements_a_move;
    assert!((6.0..10.0).contains(&a_move), "{a_move} statements a move");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_answered_without_reading_whole_tables() {
    let directory = TempDir::new().expect("a directory");
    let wanted = Pages {
        items: 600,
        requests: 6,
        directory: directory.path().to_owned(),
    };
    // Fails on any answer but 200, and on a plan that scans.
    pages::run(&wanted).await.expect("measured");
}
