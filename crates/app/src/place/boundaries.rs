//! Boundaries: importing a file, listing, forgetting, drawing.

use cairn_domain::{Action, AuditAct, BoundarySetId, SettingKind};
use cairn_place::boundary::{
    BadFeature, Boundary, BoundaryImport, FeatureError, Shape, boundaries,
};
use cairn_storage::{AreaRecord, BoundarySetRecord, Store};
use serde_json::{Value, json};

use super::{NotImported, said};
use crate::{
    App, AppError, Visit,
    audit::{self, By},
};

/// Positions that stand less than this beside a line are not drawn: some 20 m.
const DRAWN_DEG: f64 = 0.0002;

/// Takes a GeoJSON file in whole or not at all. What was imported of the same source and level
/// before is replaced.
pub async fn import_boundaries(
    app: &App,
    text: &str,
    import: &BoundaryImport,
) -> Result<BoundarySetRecord, NotImported> {
    let (source, licence) = said(&import.source, &import.licence)?;
    let file: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| NotImported::Unknown(format!("the file is not JSON: {error}")))?;
    let read = boundaries(&file, import);
    if let Some(first) = read.errors.first() {
        if first.flaw == BadFeature::NoCollection {
            return Err(NotImported::Unknown(first.flaw.to_string()));
        }
        return Err(with_properties(
            first,
            &file,
            NotImported::flawed(&read.errors),
        ));
    }
    if read.rows.is_empty() {
        return Err(NotImported::Empty);
    }
    let now = app.clock.now();
    let set = BoundarySetRecord {
        id: BoundarySetId(app.dice.uuid(now)),
        source,
        licence,
        level: import.level,
        areas: read.rows.len() as u64,
        imported_at: now,
    };
    let areas = read
        .rows
        .into_iter()
        .map(|row| stored(set.id, row))
        .collect();
    keep(app, set.clone(), areas).await?;
    Ok(set)
}

/// A property that is not there is mostly a slip: the ones that are there help.
fn with_properties(first: &FeatureError, file: &Value, failure: NotImported) -> NotImported {
    let NotImported::Flawed { mut told, more } = failure else {
        return failure;
    };
    if let (BadFeature::NoName(_), Some(properties)) = (
        &first.flaw,
        file["features"][first.feature - 1]["properties"].as_object(),
    ) {
        let names: Vec<_> = properties.keys().map(String::as_str).collect();
        told.push(format!("the properties there are: {}", names.join(", ")));
    }
    NotImported::Flawed { told, more }
}

async fn keep(app: &App, set: BoundarySetRecord, areas: Vec<AreaRecord>) -> Result<(), AppError> {
    let app = app.clone();
    Store::detached(async move {
        let tx = app.store.begin().await?;
        for old in tx.read().boundary_sets().await? {
            if old.source == set.source && old.level == set.level {
                tx.remove_boundaries(old.id).await?;
            }
        }
        tx.insert_boundaries(&set, areas).await?;
        let what = SettingKind::Boundaries;
        let act = AuditAct::SettingChanged { what };
        audit::record(&app, &tx, By::nobody(), act).await?;
        tx.commit().await.map_err(AppError::from)
    })
    .await
}

fn stored(set: BoundarySetId, row: Boundary) -> AreaRecord {
    AreaRecord {
        set,
        name: row.name,
        code: row.code,
        bounds: row.shape.bounds().edges(),
        rings: row.shape.rings().to_vec(),
    }
}

/// What was imported, the newest first.
pub async fn boundary_sets(app: &App) -> Result<Vec<BoundarySetRecord>, AppError> {
    Ok(app.store.read().boundary_sets().await?)
}

/// Forgets what came of a source, at one level or at all; says how many files that were.
pub async fn remove_boundaries(
    app: &App,
    source: &str,
    level: Option<u8>,
) -> Result<usize, AppError> {
    let (app, source) = (app.clone(), source.trim().to_owned());
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let sets = tx.read().boundary_sets().await?.into_iter();
        let chosen: Vec<_> = sets
            .filter(|set| set.source == source && level.is_none_or(|level| level == set.level))
            .collect();
        for set in &chosen {
            tx.remove_boundaries(set.id).await?;
        }
        let what = SettingKind::Boundaries;
        let act = AuditAct::SettingChanged { what };
        audit::record(&app, &tx, By::nobody(), act).await?;
        tx.commit().await?;
        Ok(chosen.len())
    })
    .await
}

/// Every imported boundary as lines to draw: a GeoJSON FeatureCollection of MultiLineStrings with
/// their `level`.
pub async fn outlines(app: &App, visit: &Visit) -> Result<Value, AppError> {
    visit.permit(Action::ViewItems)?;
    let reads = app.store.read();
    let mut features = Vec::new();
    for set in reads.boundary_sets().await? {
        let areas = reads.areas_of(set.id).await?;
        features.extend(areas.into_iter().filter_map(|area| line(set.level, area)));
    }
    Ok(json!({ "type": "FeatureCollection", "features": features }))
}

fn line(level: u8, area: AreaRecord) -> Option<Value> {
    let rings = Shape::try_new(area.rings).ok()?.drawn(DRAWN_DEG);
    let rounded = |degrees: f64| (degrees * 1e5).round() / 1e5;
    let rings: Vec<Vec<_>> = rings
        .into_iter()
        .map(|ring| ring.into_iter().map(|at| at.map(rounded)).collect())
        .collect();
    (!rings.is_empty()).then(|| {
        json!({
            "type": "Feature",
            "properties": { "level": level },
            "geometry": { "type": "MultiLineString", "coordinates": rings },
        })
    })
}
