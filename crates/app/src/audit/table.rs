//! The record of acts as a table to take away, page by page: however many there are, one page is in
//! memory.

use bytes::Bytes;
use cairn_domain::Export;
use cairn_storage::{AccountRecord, ActFilter, ActRecord};
use chrono::SecondsFormat;
use futures::{Stream, stream};

use super::{ActsPage, By, acts, taken};
use crate::{App, AppError, claim::csv_lines};

/// The last is the act as the ledger has it, in JSON.
const COLUMNS: [&str; 7] = ["number", "at", "who", "kind", "project", "item", "act"];

/// Every act that a filter finds, newest first, as CSV with a header. That it was taken is an act
/// too, put on record first.
///
/// # Errors
/// Not found for everybody but whoever runs the instance.
pub async fn acts_table(
    app: &App,
    account: &AccountRecord,
    wanted: ActFilter,
) -> Result<impl Stream<Item = Result<Bytes, AppError>> + Send + use<>, AppError> {
    let first = acts(app, account, &wanted).await?;
    taken(app, By::account(account.id), Export::Acts).await?;
    let (app, account) = (app.clone(), account.clone());
    let header = stream::iter([csv_lines(&[COLUMNS.map(str::to_owned).into()]).map(Bytes::from)]);
    let pages = stream::try_unfold(Some(first), move |page| {
        let (app, account, mut wanted) = (app.clone(), account.clone(), wanted);
        async move {
            let Some(page) = page else { return Ok(None) };
            let rows: Result<Vec<_>, _> = page.acts.iter().map(|act| row(act, &page)).collect();
            let lines = Bytes::from(csv_lines(&rows?)?);
            wanted.before = page.next;
            let next = match page.next {
                Some(_) => Some(acts(&app, &account, &wanted).await?),
                None => None,
            };
            Ok(Some((lines, next)))
        }
    });
    Ok(stream::StreamExt::chain(header, pages))
}

fn row(act: &ActRecord, known: &ActsPage) -> Result<Vec<String>, AppError> {
    let new = &act.new;
    let who = new.actor.and_then(|user| known.people.get(&user).cloned());
    let project = new.project.and_then(|id| known.projects.get(&id));
    let item = new.item.and_then(|id| known.items.get(&id));
    Ok(vec![
        act.number.to_string(),
        new.at.to_rfc3339_opts(SecondsFormat::Micros, true),
        who.unwrap_or_default(),
        new.act.kind().to_string(),
        project.map(ToString::to_string).unwrap_or_default(),
        item.map(|(short, _)| short.to_string()).unwrap_or_default(),
        serde_json::to_string(&new.act).map_err(AppError::internal)?,
    ])
}
