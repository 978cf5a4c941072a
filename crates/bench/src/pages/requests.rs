//! What is asked for: pages by kind, each with many addresses, so that no answer is asked for twice
//! in a row.

use cairn_app::App;
use cairn_storage::{QueueCursor, QueueFilter, QueueRow};

use crate::{Problem, instance};

/// One kind of page.
#[derive(Debug)]
pub(super) struct Kind {
    /// What it is called in the table.
    pub(super) name: &'static str,
    /// Addresses of it.
    pub(super) paths: Vec<String>,
}

/// Every kind that is measured, with at most this many addresses of each.
pub(super) async fn kinds(app: &App, most: usize) -> Result<Vec<Kind>, Problem> {
    let (rows, cursors) = everything(app).await?;
    let base = "/projects/AFG";
    let step = (rows.len() / most.max(1)).max(1);
    // The list is by stage; a stride through it meets every stage as often as it is there.
    let some = || rows.iter().step_by(step);
    let all = |name, paths: Vec<String>| Kind { name, paths };
    let stages = [
        "triage",
        "geolocation",
        "chronolocation",
        "sign_off",
        "published",
    ];
    let stage = |stage| format!("{base}/queue?stage={stage}");
    let titles = ["smoke over", "people running", "ambulances"];
    Ok(vec![
        all(
            "item",
            some()
                .map(|row| format!("{base}/items/{}", row.short))
                .collect(),
        ),
        all("queue", vec![format!("{base}/queue")]),
        all("queue, one stage", stages.map(stage).to_vec()),
        all(
            "queue, far down",
            cursors
                .iter()
                .map(|after| format!("{base}/queue?after={after}"))
                .collect(),
        ),
        all("queue, mine", vec![format!("{base}/queue?mine=1")]),
        all(
            "queue, by short id",
            some()
                .map(|row| format!("{base}/queue?q=AFG-{}", row.short))
                .collect(),
        ),
        all(
            "queue, by title",
            titles
                .map(|title| format!("{base}/queue?q={}", title.replace(' ', "+")))
                .to_vec(),
        ),
        all("sign-off desk", vec![format!("{base}/sign-off")]),
    ])
}

/// The whole queue, and where its pages begin.
async fn everything(app: &App) -> Result<(Vec<QueueRow>, Vec<QueueCursor>), Problem> {
    let visit = instance::visit(app).await?;
    let (mut rows, mut cursors) = (Vec::new(), Vec::new());
    let mut filter = QueueFilter {
        // As many as the page shows, so that these are the cursors people follow.
        limit: 50,
        ..QueueFilter::default()
    };
    loop {
        let page = app.store.read().queue(visit.project.id, &filter).await?;
        rows.extend(page.rows);
        match page.next {
            Some(next) => cursors.push(next),
            None => break,
        }
        filter.after = cursors.last().cloned();
    }
    Ok((rows, cursors))
}
