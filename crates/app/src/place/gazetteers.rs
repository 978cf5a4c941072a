//! Lists of names: importing a file, listing, forgetting.

use cairn_domain::{AuditAct, GazetteerId, SettingKind};
use cairn_place::gazetteer::{Format, PlaceRow, tight_key};
use cairn_storage::{GazetteerRecord, PlaceRecord, Spelling, Store};

use super::{NotImported, said};
use crate::{
    App, AppError,
    audit::{self, By},
};

/// Takes a list in whole or not at all. What was imported of the same source before is replaced.
pub async fn import_gazetteer(
    app: &App,
    text: &str,
    source: &str,
    licence: &str,
) -> Result<GazetteerRecord, NotImported> {
    let (source, licence) = said(source, licence)?;
    if text.trim().is_empty() {
        return Err(NotImported::Empty);
    }
    let format = Format::of(text).ok_or_else(unknown)?;
    let read = format.read(text);
    if !read.errors.is_empty() {
        return Err(NotImported::flawed(&read.errors));
    }
    if read.rows.is_empty() {
        return Err(NotImported::Empty);
    }
    let names = spellings(&read.rows)?;
    let now = app.clock.now();
    let list = GazetteerRecord {
        id: GazetteerId(app.dice.uuid(now)),
        source,
        licence,
        places: read.rows.len() as u64,
        names: names.len() as u64,
        imported_at: now,
    };
    let places = read.rows.into_iter().map(stored).collect();
    keep(app, list.clone(), places, names).await?;
    Ok(list)
}

fn unknown() -> NotImported {
    NotImported::Unknown(
        "the file is neither a GeoNames dump (19 columns parted by tabs, no header, such as AF.txt) \
         nor a file of the GEOnet Names Server (columns parted by tabs, named in the first line, \
         one of them `ufi`)"
            .to_owned(),
    )
}

/// Every spelling of every place, sorted; of spellings with the same key the first.
fn spellings(rows: &[PlaceRow]) -> Result<Vec<Spelling>, NotImported> {
    let mut all = Vec::new();
    for (position, row) in rows.iter().enumerate() {
        let position = u32::try_from(position).map_err(AppError::internal)?;
        for name in std::iter::once(&row.name).chain(&row.other) {
            let (key, name) = (tight_key(name), name.clone());
            if !key.is_empty() {
                all.push(Spelling {
                    key,
                    position,
                    name,
                });
            }
        }
    }
    // A stable sort keeps the main name before the others.
    all.sort_by(|a, b| (&a.key, a.position).cmp(&(&b.key, b.position)));
    all.dedup_by(|later, first| later.key == first.key && later.position == first.position);
    if all.is_empty() {
        return Err(NotImported::Empty);
    }
    Ok(all)
}

async fn keep(
    app: &App,
    list: GazetteerRecord,
    places: Vec<PlaceRecord>,
    names: Vec<Spelling>,
) -> Result<(), AppError> {
    let app = app.clone();
    Store::detached(async move {
        let tx = app.store.begin().await?;
        for old in tx.read().gazetteers().await? {
            if old.source == list.source {
                tx.remove_gazetteer(old.id).await?;
            }
        }
        tx.insert_gazetteer(&list, places, names).await?;
        let what = SettingKind::Gazetteers;
        let act = AuditAct::SettingChanged { what };
        audit::record(&app, &tx, By::nobody(), act).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

fn stored(row: PlaceRow) -> PlaceRecord {
    PlaceRecord {
        source_id: row.source_id,
        name: row.name,
        point: row.point,
        class: row.class,
        code: row.code,
        country: row.country,
        admin1: row.admin1,
        admin2: row.admin2,
        population: row.population,
    }
}

/// What was imported, the newest first.
pub async fn gazetteers(app: &App) -> Result<Vec<GazetteerRecord>, AppError> {
    Ok(app.store.read().gazetteers().await?)
}

/// Forgets the list of a source; says whether there was one.
pub async fn remove_gazetteer(app: &App, source: &str) -> Result<bool, AppError> {
    let (app, source) = (app.clone(), source.trim().to_owned());
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let lists = tx.read().gazetteers().await?;
        let list = lists.into_iter().find(|list| list.source == source);
        if let Some(list) = &list {
            tx.remove_gazetteer(list.id).await?;
        }
        let what = SettingKind::Gazetteers;
        let act = AuditAct::SettingChanged { what };
        audit::record(&app, &tx, By::nobody(), act).await?;
        tx.commit().await?;
        Ok(list.is_some())
    })
    .await
}
