//! What a child costs: each photo in a child of its own, in one that sees several, and without one.

use std::path::{Path, PathBuf};

use cairn_media::{Sniffed, WorkerProgram, Workshop};
use image::{ImageFormat, RgbImage};

use super::bare;
use crate::{Problem, measure::now, table};

/// Small ones, of which the child is the greater part.
const SMALL: usize = 200;

/// Measures one photo after the other and prints.
pub(super) async fn print(large: &[PathBuf]) -> Result<(), Problem> {
    let folder = tempfile::tempdir()?;
    let small = folder.path().join("small.jpg");
    RgbImage::from_fn(64, 64, |x, y| image::Rgb([(x * 4) as u8, (y * 4) as u8, 0]))
        .save_with_format(&small, ImageFormat::Jpeg)?;
    let small = vec![small; SMALL];
    let mut rows = Vec::new();
    for (what, paths) in [("64 × 64", &small[..]), ("12 megapixels", large)] {
        let began = now();
        paths.iter().try_for_each(|path| bare::one(path))?;
        let without = began.elapsed();
        let own = examine(paths, true).await?;
        let pooled = examine(paths, false).await?;
        let ms = |took: std::time::Duration| took.as_secs_f64() * 1e3 / paths.len() as f64;
        let figures = [without, own, pooled].map(|took| format!("{:.2}", ms(took)));
        let [without, own, pooled] = figures;
        rows.push(vec![what.to_owned(), without, own, pooled]);
    }
    let head = [
        "photo",
        "no child, ms",
        "child per file, ms",
        "pooled child, ms",
    ];
    table::print(&head, &rows);
    Ok(())
}

async fn examine(paths: &[PathBuf], fresh: bool) -> Result<std::time::Duration, Problem> {
    let workshop = || Workshop::find(WorkerProgram::this());
    let shared = workshop();
    let began = now();
    for path in paths {
        let sniffed = Sniffed::of_mime("image/jpeg").ok_or("a known type")?;
        // A workshop of its own has no child waiting.
        let seen = match fresh {
            true => workshop().examine(path, sniffed).await,
            false => shared.examine(path, sniffed).await,
        };
        check(path, seen.problem)?;
    }
    Ok(began.elapsed())
}

fn check(path: &Path, problem: Option<String>) -> Result<(), Problem> {
    match problem {
        Some(problem) => Err(format!("{}: {problem}", path.display()).into()),
        None => Ok(()),
    }
}
