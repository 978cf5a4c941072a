//! What may name a person or a device: the one module that writes and reads the sealed table.
//! Encrypting it to a key that is not on the server would change this file and no other.

use cairn_domain::{FileId, MetadataClaim, metadata::ending};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder};

use crate::{
    Reads, StorageError, WriteTx,
    entity::sealed_claim,
    error::Settle,
    row::{Row, to_json},
};

/// Where the name that a device gave a file stands; what the file says follows.
const NAME: i64 = 0;
/// The first position of what a file says.
pub(crate) const FIRST: i64 = 1;

impl Reads<'_> {
    /// Everything that is sealed of a file: the name its device gave it, then what it says, in the
    /// order it was read. Only for whoever said why; see `ReviewEvent::SealedOpened`.
    pub async fn sealed_claims(&self, file: FileId) -> Result<Vec<MetadataClaim>, StorageError> {
        let rows = sealed_claim::Entity::find()
            .filter(sealed_claim::Column::File.eq(file.0))
            .order_by_asc(sealed_claim::Column::Position);
        let rows = rows.all(&self.db).await.settle()?;
        rows.into_iter().map(claim).collect()
    }

    /// Whether the name that a device gave a file ends as its kind does. Says nothing else of the name;
    /// what came without one fits.
    pub async fn name_fits(&self, file: FileId, mime: &str) -> Result<bool, StorageError> {
        let row = sealed_claim::Entity::find_by_id((file.0, NAME));
        let row = row.one(&self.db).await.settle()?;
        Ok(row.is_none_or(|row| ending::fits(&row.raw, mime)))
    }

    /// How many claims of a file are sealed, with those of which a part is open.
    pub async fn sealed_count(&self, file: FileId) -> Result<u64, StorageError> {
        let rows = sealed_claim::Entity::find().filter(sealed_claim::Column::File.eq(file.0));
        rows.count(&self.db).await.settle()
    }
}

impl WriteTx {
    /// Seals the name that the submitter's device gave a file.
    pub async fn seal_file_name(&self, file: FileId, name: &str) -> Result<(), StorageError> {
        let row = sealed_claim::Model {
            file: file.0,
            position: NAME,
            tag: "FileName".to_owned(),
            raw: name.to_owned(),
            parsed: None,
            place: "upload".to_owned(),
            tool: "browser".to_owned(),
        };
        sealed_claim::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    /// Seals what a file says, in place of what it was read to say before.
    pub(crate) async fn seal_claims(
        &self,
        file: FileId,
        claims: &[MetadataClaim],
    ) -> Result<(), StorageError> {
        let before = sealed_claim::Entity::delete_many()
            .filter(sealed_claim::Column::File.eq(file.0))
            .filter(sealed_claim::Column::Position.gte(FIRST));
        before.exec(&self.db).await.settle()?;
        let rows: Result<Vec<_>, StorageError> = claims
            .iter()
            .zip(FIRST..)
            .map(|(claim, position)| row(file, position, claim))
            .collect();
        self.insert_all(rows?).await
    }
}

fn row(
    file: FileId,
    position: i64,
    claim: &MetadataClaim,
) -> Result<sealed_claim::Model, StorageError> {
    Ok(sealed_claim::Model {
        file: file.0,
        position,
        tag: claim.tag.clone(),
        raw: claim.raw.clone(),
        parsed: claim.parsed.as_ref().map(to_json).transpose()?,
        place: claim.place.clone(),
        tool: claim.tool.clone(),
    })
}

fn claim(row: sealed_claim::Model) -> Result<MetadataClaim, StorageError> {
    let at = Row::of("sealed_claim", row.file);
    let parsed = row.parsed.as_deref().map(|json| at.json("parsed", json));
    Ok(MetadataClaim {
        parsed: parsed.transpose()?,
        tag: row.tag,
        raw: row.raw,
        place: row.place,
        tool: row.tool,
    })
}
