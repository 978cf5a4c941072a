//! What a person is typing into the forms of an item, kept for them alone: a closed laptop, a lost
//! connection or another device loses nothing.

use cairn_domain::{Action, ShortId};
use cairn_storage::{DraftRecord, Store};

use crate::{App, AppError, Visit};

/// Forms whose drafts are kept, by their ids on the page.
pub const DRAFTED: [&str; 3] = ["triage-form", "geolocation-form", "chronolocation-form"];

/// Longest draft in bytes of its texts.
const LONGEST: usize = 64 << 10;

/// Keeps what is typed into a form now; nothing typed forgets it.
///
/// # Errors
/// [`AppError::NotFound`] for a form that keeps no drafts.
pub async fn keep_draft(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    form: &str,
    fields: Vec<(String, String)>,
) -> Result<(), AppError> {
    visit.permit(Action::Comment)?;
    if !DRAFTED.contains(&form) {
        return Err(AppError::NotFound);
    }
    let size: usize = fields
        .iter()
        .map(|(name, value)| name.len() + value.len())
        .sum();
    if size > LONGEST {
        return Err(AppError::invalid("form", "draft-long"));
    }
    let item = app.store.read().find_item(visit.project.id, short).await?;
    let item = item.ok_or(AppError::NotFound)?.id;
    let (store, user) = (app.store.clone(), visit.user);
    let draft = DraftRecord {
        form: form.to_owned(),
        saved_at: app.clock.now(),
        fields,
    };
    Store::detached(async move {
        let tx = store.begin().await?;
        match draft.fields.is_empty() {
            true => tx.forget_draft(user, item, &draft.form).await?,
            false => tx.set_draft(user, item, &draft).await?,
        }
        tx.commit().await.map_err(AppError::from)
    })
    .await
}
