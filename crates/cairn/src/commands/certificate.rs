//! `cairn certificate`

use std::path::PathBuf;

use cairn_app::{
    AppError, Clock, Dice,
    certificate::{Bag, Printed, issue_as_operator, print},
};
use cairn_web::certificate_html;
use clap::Args;
use serde_json::json;

use super::{ledger::prove::named, print_line};
use crate::instance::{Place, Problem};

#[derive(Debug, Args)]
pub struct Certificate {
    #[command(flatten)]
    place: Place,
    /// The item, as pages name it: `AFG-7Q2M4X`.
    item: String,
    /// Directory for the bag; made if missing, refused if anything is in it.
    #[arg(long)]
    out: PathBuf,
    /// Put the files as received into the bag too. They hold whatever metadata their devices wrote.
    #[arg(long)]
    with_files: bool,
}

impl Certificate {
    /// Writes the bag beside a server that may be running, and prints one line about it.
    pub async fn run(self) -> Result<(), Problem> {
        let (code, short) = named(&self.item)?;
        let app = self.place.open_to_read(Clock::System, Dice::System).await?;
        let issued = issue_as_operator(&app, &code, &short).await;
        let mut issued = issued.map_err(|error| match error {
            AppError::NotFound => format!("there is no item {}", self.item).into(),
            other => Problem::from(other),
        })?;
        if self.with_files {
            issued = issued.with_originals();
        }
        let html = certificate_html(&issued.certificate, None)?;
        let pdf = print(&app, &html).await;
        let note = pdf.as_ref().err().map(ToString::to_string);
        let (proven, events) = (issued.proofs.len(), issued.certificate.history.len());
        let bag = Bag::pack(issued, Printed { html, pdf })?;
        bag.write_to(app.store.blobs(), &self.out).await?;
        print_line(&json!({
            "item": self.item,
            "out": self.out,
            "events": events,
            "proofs": proven,
            "files": self.with_files,
            "pdf": note.is_none(),
            "note": note,
        }))
    }
}
