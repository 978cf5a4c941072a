//! What files look like to the machine: bytes of `cairn-matching`, not understood here. Also with how
//! many others a file was compared.

use cairn_domain::{FileId, FingerprintKind, ItemId, ProjectId};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::OnConflict,
};
use uuid::Uuid;

use crate::{
    Reads, StorageError, WriteTx,
    entity::{comparison, fingerprint, fingerprint::Column},
    error::Settle,
    row::{Row, big, each, micros},
};

/// The fingerprint of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FingerprintRecord {
    /// The file.
    pub file: FileId,
    /// Its item.
    pub item: ItemId,
    /// What it describes.
    pub kind: FingerprintKind,
    /// In which form the body is.
    pub version: u8,
    /// The compact form.
    pub body: Vec<u8>,
}

/// With how many files one was compared, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ComparisonRecord {
    /// How many.
    pub files: u64,
    /// When.
    pub compared_at: DateTime<Utc>,
}

impl Reads<'_> {
    /// Fingerprints of a project in the order of files, `most` at a time, after the file given.
    pub async fn fingerprints(
        &self,
        project: ProjectId,
        after: Option<FileId>,
        most: u64,
    ) -> Result<Vec<FingerprintRecord>, StorageError> {
        let mut rows = fingerprint::Entity::find()
            .filter(Column::Project.eq(project.0))
            .order_by_asc(Column::File)
            .limit(most);
        if let Some(after) = after {
            rows = rows.filter(Column::File.gt(after.0));
        }
        each(rows.all(&self.db).await.settle()?, record)
    }

    /// The fingerprints of these files, in any order; files without one are left out.
    pub async fn fingerprints_of(
        &self,
        files: &[FileId],
    ) -> Result<Vec<FingerprintRecord>, StorageError> {
        let ids = files.iter().map(|file| file.0);
        let rows = fingerprint::Entity::find().filter(Column::File.is_in(ids));
        each(rows.all(&self.db).await.settle()?, record)
    }

    /// Files of every project, with their items, whose description of this kind is in another form.
    pub async fn described_otherwise(
        &self,
        kind: FingerprintKind,
        version: u8,
    ) -> Result<Vec<(ItemId, FileId)>, StorageError> {
        // Put in order here: asked for by file, the database would read every fingerprint whole
        // on its way to the version.
        let mut rows: Vec<(Uuid, Uuid)> = fingerprint::Entity::find()
            .select_only()
            .columns([Column::Item, Column::File])
            .filter(Column::Kind.eq(kind.code()))
            .filter(Column::Version.ne(i64::from(version)))
            .into_tuple()
            .all(&self.db)
            .await
            .settle()?;
        rows.sort_unstable_by_key(|(_, file)| *file);
        let rows = rows
            .into_iter()
            .map(|(item, file)| (ItemId(item), FileId(file)));
        Ok(rows.collect())
    }

    /// With how many files a file was compared; none before that was done.
    pub async fn find_comparison(
        &self,
        file: FileId,
    ) -> Result<Option<ComparisonRecord>, StorageError> {
        let row = comparison::Entity::find_by_id(file.0).one(&self.db).await;
        let read = |row: comparison::Model| {
            Ok(ComparisonRecord {
                files: Row::of("comparison", row.file).number("files", row.files)?,
                compared_at: row.compared_at,
            })
        };
        row.settle()?.map(read).transpose()
    }
}

impl WriteTx {
    /// Keeps what a file looks like, in place of what was known before.
    pub async fn set_fingerprint(
        &self,
        project: ProjectId,
        new: &FingerprintRecord,
    ) -> Result<(), StorageError> {
        let row = fingerprint::Model {
            file: new.file.0,
            item: new.item.0,
            project: project.0,
            kind: new.kind.to_string(),
            body: new.body.clone(),
            version: new.version.into(),
        };
        let replace = OnConflict::column(Column::File)
            .update_columns([Column::Kind, Column::Body, Column::Version])
            .to_owned();
        fingerprint::Entity::insert(row.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    /// Remembers that a file was compared with so many others.
    pub async fn set_comparison(
        &self,
        file: FileId,
        new: &ComparisonRecord,
    ) -> Result<(), StorageError> {
        let row = comparison::Model {
            file: file.0,
            files: big(new.files)?,
            compared_at: micros(new.compared_at),
        };
        use comparison::Column as C;
        let replace = OnConflict::column(C::File)
            .update_columns([C::Files, C::ComparedAt])
            .to_owned();
        comparison::Entity::insert(row.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }
}

fn record(row: fingerprint::Model) -> Result<FingerprintRecord, StorageError> {
    let at = Row::of("fingerprint", row.file);
    Ok(FingerprintRecord {
        file: FileId(row.file),
        item: ItemId(row.item),
        kind: at.parse("kind", &row.kind)?,
        version: at.number("version", row.version)?,
        body: row.body,
    })
}
