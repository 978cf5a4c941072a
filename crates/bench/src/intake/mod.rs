//! Photos per second through the whole intake: uploaded to the product's server over loopback,
//! stored durably, examined in caged children, saved. Beside it, in the same run and in turns, the
//! sum of its parts: the same files read, hashed and decoded, and what is made of the picture made by
//! the same code, in a bare loop on every core, without a child, a database or a durable write.

mod bare;
mod children;
mod photos;
mod upload;
mod whole;

use std::path::PathBuf;

use crate::{Problem, measure::median, table};

/// How much is to be measured.
#[derive(Debug, Clone)]
pub struct Intake {
    /// Photos of 12 megapixels in each turn.
    pub photos: usize,
    /// Turns; bare loop and intake alternate.
    pub rounds: usize,
    /// Where the instance is made; a directory on the disk that is to be measured.
    pub directory: PathBuf,
}

/// Measures and prints.
pub async fn run(wanted: &Intake) -> Result<(), Problem> {
    let photos = photos::make(wanted.photos, &wanted.directory)?;
    let cores = std::thread::available_parallelism()?.get();
    println!(
        "{} photos of 12 megapixels, {:.1} MB each, {cores} cores.\n",
        photos.paths.len(),
        photos.size_bytes as f64 / 1e6 / photos.paths.len() as f64
    );
    let (mut bare, mut whole, mut shares) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..wanted.rounds {
        let parts = bare::per_second(&photos.paths, cores)?;
        let intake = whole::per_second(&photos.paths, &wanted.directory).await?;
        shares.push(parts / intake - 1.0);
        bare.push(parts);
        whole.push(intake);
    }
    let row =
        |what: &str, figure: String, target: &str| vec![what.to_owned(), figure, target.to_owned()];
    let rows = [
        row(
            "sum of the parts, photos/s",
            format!("{:.2}", median(bare)),
            "",
        ),
        row(
            "whole intake, photos/s",
            format!("{:.2}", median(whole)),
            "",
        ),
        row(
            "overhead, median of the rounds",
            format!("{:.0} %", median(shares) * 100.0),
            "< 25 %",
        ),
    ];
    table::print(&["what", "figure", "target"], &rows);
    children::print(&photos.paths).await
}
