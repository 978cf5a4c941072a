//! `cairn place boundaries …`

use std::path::PathBuf;

use cairn_app::{place, stored::BoundarySetRecord};
use cairn_place::boundary::BoundaryImport;
use clap::{Args, Subcommand};
use serde::Serialize;

use super::{super::print_line, open, read};
use crate::instance::{Place, Problem};

#[derive(Debug, Subcommand)]
pub enum Boundaries {
    /// Import a GeoJSON file of areas; what was imported of the same source and level is replaced.
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
    /// A FeatureCollection of polygons in WGS 84.
    file: PathBuf,
    /// 1 for provinces, 2 for districts.
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=2))]
    level: u8,
    /// The property that holds the name.
    #[arg(long)]
    name_field: String,
    /// The property that holds the code.
    #[arg(long)]
    code_field: Option<String>,
    /// Who made the boundaries; shown with them.
    #[arg(long)]
    source: String,
    /// Under which terms they may be used; shown with them.
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
    /// Only of this level.
    #[arg(long)]
    level: Option<u8>,
}

#[derive(Debug, Serialize)]
struct Line {
    source: String,
    licence: String,
    level: u8,
    areas: u64,
    imported_at: String,
}

impl From<BoundarySetRecord> for Line {
    fn from(set: BoundarySetRecord) -> Self {
        Self {
            source: set.source,
            licence: set.licence,
            level: set.level,
            areas: set.areas,
            imported_at: set.imported_at.to_rfc3339(),
        }
    }
}

impl Boundaries {
    /// Runs the command.
    pub async fn run(self) -> Result<(), Problem> {
        match self {
            Self::Import(import) => import.run().await,
            Self::List(list) => {
                let sets = place::boundary_sets(&open(&list.place).await?).await?;
                sets.into_iter()
                    .try_for_each(|set| print_line(&Line::from(set)))
            }
            Self::Remove(remove) => remove.run().await,
        }
    }
}

impl Import {
    async fn run(self) -> Result<(), Problem> {
        let text = read(&self.file)?;
        let app = open(&self.place).await?;
        let import = BoundaryImport {
            name_field: self.name_field,
            code_field: self.code_field,
            level: self.level,
            source: self.source,
            licence: self.licence,
        };
        let set = place::import_boundaries(&app, &text, &import).await?;
        print_line(&Line::from(set))
    }
}

impl Remove {
    async fn run(self) -> Result<(), Problem> {
        let app = open(&self.place).await?;
        match place::remove_boundaries(&app, &self.source, self.level).await? {
            0 => Err("nothing of that source and level was imported; `list` shows what was".into()),
            _ => Ok(()),
        }
    }
}
