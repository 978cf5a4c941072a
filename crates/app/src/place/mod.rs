//! Places that the operator brings: boundaries, lists of names, map layers; and what they say of a
//! place that somebody typed.
//!
//! Imports and layers are the operator's, at the command line of the machine, so they ask for no
//! permit. What members read comes with their [`Visit`](crate::Visit).

mod address;
mod boundaries;
mod gazetteers;
mod layers;
mod look;
mod pmtiles;
mod template;
mod typed;

pub use address::is_public;
pub use boundaries::{boundary_sets, import_boundaries, outlines, remove_boundaries};
pub use gazetteers::{gazetteers, import_gazetteer, remove_gazetteer};
pub use layers::{
    BadLayer, NewLayer, add_layer, direct_origin, layer, layer_file, layers, layers_offered,
    remove_layer,
};
pub use look::{AreaAt, Look, NamedPlace, look};
pub use template::{BadTemplate, Template};
pub(crate) use typed::point;

use crate::AppError;

/// Flaws of a file that are told; the rest is counted.
const FLAWS_TOLD: usize = 5;

/// Why a file was not imported. Nothing of it was kept.
#[derive(Debug, thiserror::Error)]
pub enum NotImported {
    /// The operator did not say something that is shown with every answer.
    #[error("say {0}: it is shown wherever the file is used")]
    Unsaid(&'static str),
    /// It is something else altogether.
    #[error("{0}")]
    Unknown(String),
    /// Some of it cannot be read.
    #[error("nothing was imported: {}{}", .told.join("; "), and_more(*.more))]
    Flawed {
        /// The first flaws, each with the number of its line or feature.
        told: Vec<String>,
        /// How many more there are.
        more: usize,
    },
    /// There is nothing in it.
    #[error("the file has nothing to import")]
    Empty,
    /// It could not be kept.
    #[error("it could not be kept: {0}")]
    App(#[from] AppError),
}

impl NotImported {
    fn flawed<F: ToString>(flaws: &[F]) -> Self {
        Self::Flawed {
            told: flaws.iter().take(FLAWS_TOLD).map(F::to_string).collect(),
            more: flaws.len().saturating_sub(FLAWS_TOLD),
        }
    }
}

fn and_more(more: usize) -> String {
    match more {
        0 => String::new(),
        more => format!("; and {more} more"),
    }
}

/// What the operator says of a file, trimmed.
fn said(source: &str, licence: &str) -> Result<(String, String), NotImported> {
    let (source, licence) = (source.trim(), licence.trim());
    if source.is_empty() {
        return Err(NotImported::Unsaid("who made it (--source)"));
    }
    if licence.is_empty() {
        return Err(NotImported::Unsaid(
            "under which terms it may be used (--licence)",
        ));
    }
    Ok((source.to_owned(), licence.to_owned()))
}
