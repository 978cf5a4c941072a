//! Uploads that are not part of a submission yet. Their bytes are in `partial.rs`.

use cairn_domain::{Digest, MediaKind, UploadId};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    Reads, StorageError, WriteTx,
    entity::upload::{self, Column},
    error::Settle,
    row::{Row, big, micros},
};

/// A file on its way in, or whole and waiting to be handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadRecord {
    /// The row; also the name of its bytes.
    pub id: UploadId,
    /// How many bytes there will be.
    pub length_bytes: u64,
    /// The digest that the sender says the bytes have.
    pub declared_sha256: Option<Digest>,
    /// Nobody can go on with it after this.
    pub expires_at: DateTime<Utc>,
    /// What came, once the last byte did.
    pub whole: Option<WholeUpload>,
}

/// What all the bytes of an upload are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholeUpload {
    /// Their digest.
    pub sha256: Digest,
    /// MIME type by Cairn's own reading.
    pub mime: String,
    /// Photo, video, audio or other.
    pub kind: MediaKind,
}

impl Reads<'_> {
    /// An upload by the digest of its token.
    pub async fn find_upload(&self, digest: &Digest) -> Result<Option<UploadRecord>, StorageError> {
        let row = upload::Entity::find().filter(Column::Digest.eq(digest.to_string()));
        row.one(&self.db).await.settle()?.map(record).transpose()
    }

    /// Uploads that nobody can go on with any more, at most `limit`.
    pub async fn expired_uploads(
        &self,
        now: DateTime<Utc>,
        limit: u64,
    ) -> Result<Vec<UploadId>, StorageError> {
        let ids: Vec<Uuid> = upload::Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::ExpiresAt.lte(micros(now)))
            .order_by_asc(Column::ExpiresAt)
            .order_by_asc(Column::Id)
            .limit(limit)
            .into_tuple()
            .all(&self.db)
            .await
            .settle()?;
        Ok(ids.into_iter().map(UploadId).collect())
    }

    /// Every upload, whether it has expired or not.
    pub async fn uploads(&self) -> Result<Vec<UploadId>, StorageError> {
        let ids: Vec<Uuid> = upload::Entity::find()
            .select_only()
            .column(Column::Id)
            .into_tuple()
            .all(&self.db)
            .await
            .settle()?;
        Ok(ids.into_iter().map(UploadId).collect())
    }
}

impl WriteTx {
    /// Begins an upload; `digest` is of the token.
    pub async fn insert_upload(
        &self,
        new: &UploadRecord,
        digest: &Digest,
    ) -> Result<(), StorageError> {
        let row = upload::Model {
            id: new.id.0,
            digest: digest.to_string(),
            length_bytes: big(new.length_bytes)?,
            declared_sha256: new.declared_sha256.map(|sha256| sha256.to_string()),
            expires_at: micros(new.expires_at),
            sha256: new.whole.as_ref().map(|whole| whole.sha256.to_string()),
            mime: new.whole.as_ref().map(|whole| whole.mime.clone()),
            kind: new.whole.as_ref().map(|whole| whole.kind.to_string()),
        };
        upload::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.db)
            .await
            .or_taken("upload")?;
        Ok(())
    }

    /// Gives an upload more time.
    pub async fn extend_upload(&self, id: UploadId, to: DateTime<Utc>) -> Result<(), StorageError> {
        upload::Entity::update_many()
            .col_expr(Column::ExpiresAt, Expr::value(micros(to)))
            .filter(Column::Id.eq(id.0))
            .exec(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    /// Notes what an upload is, when all of it is durable.
    pub async fn complete_upload(
        &self,
        id: UploadId,
        whole: &WholeUpload,
    ) -> Result<(), StorageError> {
        upload::Entity::update_many()
            .col_expr(Column::Sha256, Expr::value(whole.sha256.to_string()))
            .col_expr(Column::Mime, Expr::value(whole.mime.clone()))
            .col_expr(Column::Kind, Expr::value(whole.kind.to_string()))
            .filter(Column::Id.eq(id.0))
            .exec(&self.db)
            .await
            .settle()?;
        Ok(())
    }

    /// Forgets an upload. Whether it was still there: what is handed in is used once.
    pub async fn remove_upload(&self, id: UploadId) -> Result<bool, StorageError> {
        let gone = upload::Entity::delete_by_id(id.0).exec(&self.db).await;
        Ok(gone.settle()?.rows_affected > 0)
    }
}

fn record(row: upload::Model) -> Result<UploadRecord, StorageError> {
    let at = Row::of("upload", row.id);
    let whole = match (&row.sha256, row.mime, &row.kind) {
        (Some(sha256), Some(mime), Some(kind)) => Some(WholeUpload {
            sha256: at.parse("sha256", sha256)?,
            mime,
            kind: at.parse("kind", kind)?,
        }),
        _ => None,
    };
    Ok(UploadRecord {
        id: UploadId(row.id),
        length_bytes: at.number("length_bytes", row.length_bytes)?,
        declared_sha256: at.parse_some("declared_sha256", row.declared_sha256.as_deref())?,
        expires_at: row.expires_at,
        whole,
    })
}
