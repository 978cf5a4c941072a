//! Blobs that no row names, left by a form that was refused or a crash at the wrong moment. They are
//! reported and never deleted by themselves.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

use cairn_domain::Digest;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::{
    Reads, StorageError, Store, StoredBlob,
    entity::{derivative, file, published_blob, published_file, reference},
    error::Settle,
    sink::blocking,
};

impl Store {
    /// Every blob that no file, derivative, reference or release names. For a look now and then: it reads every
    /// name there is. What is being stored meanwhile may be among them.
    pub async fn unnamed_blobs(&self) -> Result<Vec<StoredBlob>, StorageError> {
        let directory = self.blobs().directory().to_owned();
        let mut found = blocking(move || on_disk(&directory)).await?;
        for name in self.read().blob_names().await? {
            if let Ok(sha256) = name.parse::<Digest>() {
                found.remove(&sha256);
            }
        }
        let unnamed = found.into_iter();
        Ok(unnamed
            .map(|(sha256, size_bytes)| StoredBlob { sha256, size_bytes })
            .collect())
    }
}

impl Reads<'_> {
    pub(crate) async fn blob_names(&self) -> Result<Vec<String>, StorageError> {
        let mut names: Vec<String> = Vec::new();
        let files = file::Entity::find()
            .select_only()
            .column(file::Column::Sha256);
        names.extend(files.into_tuple::<String>().all(&self.db).await.settle()?);
        let made = derivative::Entity::find()
            .select_only()
            .column(derivative::Column::Sha256);
        names.extend(made.into_tuple::<String>().all(&self.db).await.settle()?);
        let compared = reference::Entity::find()
            .select_only()
            .column(reference::Column::Sha256)
            .filter(reference::Column::Sha256.is_not_null());
        names.extend(
            compared
                .into_tuple::<String>()
                .all(&self.db)
                .await
                .settle()?,
        );
        let shown = published_blob::Entity::find()
            .select_only()
            .column(published_blob::Column::Sha256);
        names.extend(shown.into_tuple::<String>().all(&self.db).await.settle()?);
        let released = published_file::Entity::find()
            .select_only()
            .column(published_file::Column::Sha256);
        names.extend(
            released
                .into_tuple::<String>()
                .all(&self.db)
                .await
                .settle()?,
        );
        Ok(names)
    }
}

/// Blobs by their place: two letters of folder, the rest as name. Anything else is not ours.
pub(crate) fn on_disk(directory: &Path) -> Result<HashMap<Digest, u64>, StorageError> {
    let mut found = HashMap::new();
    for folder in fs::read_dir(directory)? {
        let folder: PathBuf = folder?.path();
        let first = name_of(&folder);
        if first.len() != 2 || !folder.is_dir() {
            continue;
        }
        for blob in fs::read_dir(&folder)? {
            let blob = blob?;
            let name = format!("{first}{}", name_of(&blob.path()));
            if let Ok(sha256) = name.parse() {
                found.insert(sha256, blob.metadata()?.len());
            }
        }
    }
    Ok(found)
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
