//! The sum of the parts: read, SHA-256, decode, then scale, encode and hash as the product does.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use image::ImageFormat;
use sha2::{Digest, Sha256};

use crate::{Problem, measure::now};

/// Photos per second on so many threads.
pub(super) fn per_second(paths: &[PathBuf], threads: usize) -> Result<f64, Problem> {
    let next = AtomicUsize::new(0);
    let began = now();
    thread::scope(|scope| {
        let work = || {
            while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                one(path)?;
            }
            Ok::<_, Problem>(())
        };
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().map_err(|_| "a thread panicked")?)
    })?;
    Ok(paths.len() as f64 / began.elapsed().as_secs_f64())
}

/// One photo.
pub(super) fn one(path: &Path) -> Result<(), Problem> {
    let bytes = fs::read(path)?;
    std::hint::black_box(Sha256::digest(&bytes));
    let picture = image::load_from_memory_with_format(&bytes, ImageFormat::Jpeg)?;
    let (hash, made) = cairn_media::steps_of_a_photo(&picture.into_rgb8())?;
    std::hint::black_box((hash, made));
    Ok(())
}
