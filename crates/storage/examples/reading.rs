//! How fast a blob is read: as Cairn does, and by the stream of the library underneath.
//! `cargo run --release -p cairn-storage --example reading`

#![forbid(unsafe_code)]

use std::time::Instant;

use cairn_storage::{Store, StoreOptions};
use futures::TryStreamExt;
use object_store::{ObjectStoreExt, local::LocalFileSystem, path::Path};

const SIZE_BYTES: usize = 512 << 20;
const ROUNDS: u32 = 3;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let directory = tempfile::tempdir()?;
    let blob_dir = directory.path().join("blobs");
    let database = directory.path().join("cairn.db");
    let store = Store::open(&StoreOptions {
        database_url: format!("sqlite://{}?mode=rwc", database.display()),
        blob_dir: blob_dir.clone(),
    })
    .await?;
    let blob = store.blobs().put_bytes(&vec![7; SIZE_BYTES]).await?;
    let objects = LocalFileSystem::new_with_prefix(&blob_dir)?;
    let hex = blob.sha256.to_string();
    let (folder, name) = hex.split_at(2);
    let key = Path::from_iter([folder, name]);
    for _ in 0..ROUNDS {
        let began = now();
        let stream = objects.get(&key).await?.into_stream();
        stream.try_for_each(|_| async { Ok(()) }).await?;
        let library = rate(began);
        let began = now();
        let stream = store.blobs().open_range(&blob.sha256, None).await?;
        stream.try_for_each(|_| async { Ok(()) }).await?;
        println!("library {library:.0} MB/s, Cairn {:.0} MB/s", rate(began));
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "measures how long reading takes")]
fn now() -> Instant {
    Instant::now()
}

fn rate(began: Instant) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a rate in whole megabytes")]
    let megabytes = SIZE_BYTES as f64 / 1e6;
    megabytes / began.elapsed().as_secs_f64()
}
