//! What whoever holds the receipt says: an answer to a question of the team, or a note.

use cairn_domain::Actor;
use cairn_review::{Act, ReviewEvent};

use super::{receipt::find, receive::LONGEST_TEXT};
use crate::{App, AppError, FieldError, review::act_without_account};

/// Answers a question.
pub async fn reply(app: &App, typed: &str, question: u64, words: &str) -> Result<(), AppError> {
    let words = readable("reply", words)?;
    say(app, typed, Act::Reply { question }, words).await
}

/// Adds a note. Sent twice in a row (a page that was loaded again), it is there once.
pub async fn add_note(app: &App, typed: &str, words: &str) -> Result<(), AppError> {
    let words = readable("note", words)?;
    let (item, _) = find(app, typed).await?;
    let last = app.store.read().events_of(item.id).await?.pop();
    if last.is_some_and(|last| last.event == ReviewEvent::NoteAdded && last.words == words) {
        return Ok(());
    }
    say(app, typed, Act::AddNote, words).await
}

async fn say(app: &App, typed: &str, act: Act, words: &str) -> Result<(), AppError> {
    let (item, project) = find(app, typed).await?;
    act_without_account(app, &project, item.id, Actor::Submitter, act, words).await?;
    Ok(())
}

fn readable<'a>(field: &'static str, words: &'a str) -> Result<&'a str, AppError> {
    let words = words.trim();
    if words.is_empty() {
        return Err(AppError::invalid(field, "words-missing"));
    }
    if words.chars().count() > LONGEST_TEXT {
        let error = FieldError::with(field, "text-long", LONGEST_TEXT.to_string());
        return Err(AppError::Invalid(vec![error]));
    }
    Ok(words)
}
