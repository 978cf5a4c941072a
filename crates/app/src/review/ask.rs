//! Asking whoever handed an item in. They read the question with their receipt and are never told
//! who asked; comments among members are another thing, in another table.

use cairn_domain::ShortId;
use cairn_review::{Act, Command};

use super::act;
use crate::{App, AppError, FieldError, Visit, review::Acted};

/// Longest question in characters.
const LONGEST: usize = 2_000;

/// A question on its way to a submitter.
#[derive(Debug, Clone)]
pub struct Question {
    /// The sequence number that was on the page.
    pub seen: u64,
    /// What is asked.
    pub words: String,
    /// Whether the asker ticked that somebody outside the team will read it.
    pub is_meant_for_submitter: bool,
}

/// Asks the submitter something.
pub async fn ask_submitter(
    app: &App,
    visit: &Visit,
    short: &ShortId,
    question: Question,
) -> Result<Acted, AppError> {
    visit.permit(cairn_domain::Action::AskSubmitter)?;
    let words = question.words.trim().to_owned();
    let mut errors = Vec::new();
    if words.is_empty() {
        errors.push(FieldError::new("question", "words-missing"));
    }
    if words.chars().count() > LONGEST {
        let limit = LONGEST.to_string();
        errors.push(FieldError::with("question", "text-long", limit));
    }
    if !question.is_meant_for_submitter {
        errors.push(FieldError::new("to_submitter", "outsider-unconfirmed"));
    }
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let command = Command {
        seen: question.seen,
        words,
        act: Act::AskSubmitter,
    };
    act(app, visit, short, command).await
}
