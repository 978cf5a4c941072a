//! `cairn place gazetteer …`

use std::path::PathBuf;

use cairn_app::{place, stored::GazetteerRecord};
use clap::{Args, Subcommand};
use serde::Serialize;

use super::{super::print_line, open, read};
use crate::instance::{Place, Problem};

#[derive(Debug, Subcommand)]
pub enum Gazetteer {
    /// Import a list of names; what was imported of the same source is replaced.
    Import(Import),
    /// List what was imported: one JSON object a line.
    List(List),
    /// Forget what was imported of a source.
    Remove(Remove),
}

#[derive(Debug, Args)]
pub struct Import {
    #[command(flatten)]
    place: Place,
    /// A dump of GeoNames (such as `AF.txt`) or a file of the GEOnet Names Server.
    file: PathBuf,
    /// Who made the list; shown with its places.
    #[arg(long)]
    source: String,
    /// Under which terms it may be used.
    #[arg(long)]
    licence: String,
}

#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
pub struct Remove {
    #[command(flatten)]
    place: Place,
    /// As it was imported.
    #[arg(long)]
    source: String,
}

#[derive(Debug, Serialize)]
struct Line {
    source: String,
    licence: String,
    places: u64,
    names: u64,
    imported_at: String,
}

impl From<GazetteerRecord> for Line {
    fn from(list: GazetteerRecord) -> Self {
        Self {
            source: list.source,
            licence: list.licence,
            places: list.places,
            names: list.names,
            imported_at: list.imported_at.to_rfc3339(),
        }
    }
}

impl Gazetteer {
    /// Runs the command.
    pub async fn run(self) -> Result<(), Problem> {
        match self {
            Self::Import(import) => import.run().await,
            Self::List(list) => {
                let lists = place::gazetteers(&open(&list.place).await?).await?;
                lists
                    .into_iter()
                    .try_for_each(|list| print_line(&Line::from(list)))
            }
            Self::Remove(remove) => remove.run().await,
        }
    }
}

impl Import {
    async fn run(self) -> Result<(), Problem> {
        let text = read(&self.file)?;
        let app = open(&self.place).await?;
        let list = place::import_gazetteer(&app, &text, &self.source, &self.licence).await?;
        print_line(&Line::from(list))
    }
}

impl Remove {
    async fn run(self) -> Result<(), Problem> {
        let app = open(&self.place).await?;
        match place::remove_gazetteer(&app, &self.source).await? {
            false => Err("nothing of that source was imported; `list` shows what was".into()),
            true => Ok(()),
        }
    }
}
