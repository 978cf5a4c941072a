//! How the team says that it works: written by a lead, public at once, every version kept.

use cairn_domain::{Action, AuditAct, SettingKind};
use cairn_storage::{MethodRecord, Store};

use super::Dataset;
use crate::{
    App, AppError, Visit,
    audit::{self, By},
};

/// Letters that a method may have: some forty pages.
const MOST_LETTERS: usize = 100_000;

/// A piece of a method as it is shown. Words are words: nothing in them is markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Of a section.
    Heading(String),
    /// Within a section.
    Subheading(String),
    /// Lines that belong together.
    Paragraph(String),
    /// One entry a line.
    List(Vec<String>),
}

/// Every version of the method of a public dataset, newest first.
pub async fn methods(app: &App, dataset: &Dataset) -> Result<Vec<MethodRecord>, AppError> {
    let reads = app.store.read();
    Ok(reads.published_methods(dataset.project.id).await?)
}

/// Every version of the method of one's own project, newest first.
pub async fn own_methods(app: &App, visit: &Visit) -> Result<Vec<MethodRecord>, AppError> {
    visit.permit(Action::BuildRelease)?;
    let reads = app.store.read();
    Ok(reads.published_methods(visit.project.id).await?)
}

/// Publishes a new version; `seen` is the number of the one it was written over, 0 for none.
///
/// # Errors
/// [`AppError::Conflict`] if somebody else published one since; invalid where nothing is said, or
/// too much.
pub async fn publish_method(
    app: &App,
    visit: &Visit,
    seen: u32,
    words: &str,
) -> Result<(), AppError> {
    visit.permit(Action::BuildRelease)?;
    let words = words.replace("\r\n", "\n").trim().to_owned();
    if words.is_empty() {
        return Err(AppError::invalid("words", "field-missing"));
    }
    if words.chars().count() > MOST_LETTERS {
        return Err(AppError::invalid("words", "method-too-long"));
    }
    let (app, by, project) = (app.clone(), By::member(visit), visit.project.id);
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let known = tx.read().published_methods(project).await?;
        let newest = known.first();
        if newest.map_or(0, |one| one.version) != seen {
            return Err(AppError::Conflict);
        }
        if newest.is_some_and(|one| one.words == words) {
            return Ok(());
        }
        let new = MethodRecord {
            version: seen + 1,
            words,
            at: app.clock.now(),
        };
        tx.publish_method(project, &new).await?;
        let what = SettingKind::Methodology;
        audit::record(&app, &tx, by, AuditAct::SettingChanged { what }).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

/// The pieces of a method: an empty line ends one, `#` and `##` begin a heading, `-` an entry of a
/// list.
pub fn blocks(words: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    for line in words.lines().map(str::trim) {
        let after = |mark: &str| line.strip_prefix(mark).map(|rest| rest.trim().to_owned());
        if line.is_empty() {
            blocks.push(Block::Paragraph(String::new()));
        } else if let Some(heading) = after("## ") {
            blocks.push(Block::Subheading(heading));
        } else if let Some(heading) = after("# ") {
            blocks.push(Block::Heading(heading));
        } else if let Some(entry) = after("- ") {
            match blocks.last_mut() {
                Some(Block::List(entries)) => entries.push(entry),
                _ => blocks.push(Block::List(vec![entry])),
            }
        } else {
            match blocks.last_mut() {
                Some(Block::Paragraph(text)) if !text.is_empty() => {
                    text.push('\n');
                    text.push_str(line);
                }
                _ => blocks.push(Block::Paragraph(line.to_owned())),
            }
        }
    }
    blocks.retain(|block| *block != Block::Paragraph(String::new()));
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_headings_paragraphs_and_lists_and_nothing_else() {
        let words = "# What is included\n\nOne line\nand another.\n\n- first\n- second\n\n## More\n<b>#no</b> **mark**\n#none";
        assert_eq!(
            blocks(words),
            [
                Block::Heading("What is included".into()),
                Block::Paragraph("One line\nand another.".into()),
                Block::List(vec!["first".into(), "second".into()]),
                Block::Subheading("More".into()),
                Block::Paragraph("<b>#no</b> **mark**\n#none".into()),
            ]
        );
        assert_eq!(blocks("\n\n"), []);
    }
}
