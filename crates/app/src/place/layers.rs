//! Map layers: adding, listing, removing; and what a member's map is offered.

use std::path::PathBuf;

use cairn_domain::{Action, AuditAct, LayerKind, LayerMode, SettingKind};
use cairn_storage::{MapLayerRecord, StorageError, Store};

use super::{BadTemplate, Template, pmtiles, template};
use crate::{
    App, AppError, Visit,
    audit::{self, By},
};

/// Closest zoom of tiles, unless the operator or the file says otherwise.
const USUAL_MAX_ZOOM: u8 = 19;

/// A layer as the operator describes it.
#[derive(Debug, Clone)]
pub struct NewLayer {
    /// A short name of its own: small letters, digits, hyphens.
    pub id: String,
    /// What members read.
    pub label: String,
    /// How its tiles are addressed.
    pub kind: LayerKind,
    /// Who fetches them.
    pub mode: LayerMode,
    /// A template, the address of a PMTiles file, or the name of one in the folder of layers.
    pub address: String,
    /// Whom to name beside the map.
    pub attribution: String,
    /// Closer than this there are no tiles.
    pub max_zoom: Option<u8>,
    /// Pixels of a tile's side: 256 or 512.
    pub tile_size: u16,
    /// Of when the pictures are, in words; may be empty.
    pub imagery_date: String,
    /// Whether the server may fetch from addresses that are not public.
    pub allow_private: bool,
    /// Whether members are offered it.
    pub enabled: bool,
}

/// Why a layer was not added.
#[derive(Debug, thiserror::Error)]
pub enum BadLayer {
    /// Not a name for addresses.
    #[error("an id has 1 to 40 small letters, digits and hyphens, such as town-2021")]
    Id,
    /// Something that members must read is missing.
    #[error("say {0}: members read it beside the map")]
    Unsaid(&'static str),
    /// This kind cannot be had this way.
    #[error("{0}")]
    Mode(&'static str),
    /// The template names no tiles.
    #[error(transparent)]
    Template(#[from] BadTemplate),
    /// The address is this machine's or a neighbour's.
    #[error(
        "{0} is not a public address; add --allow-private if the tiles are really served from there"
    )]
    Private(String),
    /// Browsers would refuse it.
    #[error(
        "browsers fetch directly over https:// alone; let the server fetch it (--mode proxied)"
    )]
    Plain,
    /// Everybody on the way would read it.
    #[error(
        "tiles are fetched over https:// alone; plain http:// is for your own network (--allow-private)"
    )]
    Readable,
    /// No such file, or not one file's name.
    #[error("{}: {}", .0.display(), .1)]
    File(PathBuf, String),
    /// A number that no tile has.
    #[error("tiles have 256 or 512 pixels a side and zooms up to 24")]
    Numbers,
    /// There is one of that id.
    #[error("there is a layer {0} already; remove it first")]
    Taken(String),
    /// It could not be kept.
    #[error("it could not be kept: {0}")]
    App(#[from] AppError),
}

/// Adds a layer.
pub async fn add_layer(app: &App, new: NewLayer) -> Result<MapLayerRecord, BadLayer> {
    let record = checked(app, new)?;
    let (app, kept) = (app.clone(), record.clone());
    let outcome = Store::detached(async move {
        let tx = app.store.begin().await?;
        tx.insert_map_layer(&kept).await?;
        let what = SettingKind::MapLayers;
        let act = AuditAct::SettingChanged { what };
        audit::record(&app, &tx, By::nobody(), act).await?;
        tx.commit().await
    });
    match outcome.await {
        Ok(()) => Ok(record),
        Err(StorageError::Taken { .. }) => Err(BadLayer::Taken(record.id)),
        Err(error) => Err(AppError::from(error).into()),
    }
}

fn checked(app: &App, new: NewLayer) -> Result<MapLayerRecord, BadLayer> {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if !(1..=40).contains(&new.id.len()) || !new.id.bytes().all(is_plain) {
        return Err(BadLayer::Id);
    }
    let said = |text: &str, what| match text.trim() {
        "" => Err(BadLayer::Unsaid(what)),
        text => Ok(text.to_owned()),
    };
    let label = said(&new.label, "what the layer is called (--label)")?;
    let attribution = said(&new.attribution, "whose pictures these are (--attribution)")?;
    let usual = check_address(app, &new)?;
    let max_zoom = new.max_zoom.unwrap_or(usual);
    if max_zoom > 24 || !matches!(new.tile_size, 256 | 512) {
        return Err(BadLayer::Numbers);
    }
    Ok(MapLayerRecord {
        id: new.id,
        label,
        kind: new.kind,
        mode: new.mode,
        address: new.address.trim().to_owned(),
        attribution,
        max_zoom,
        tile_size: new.tile_size,
        imagery_date: new.imagery_date.trim().to_owned(),
        allow_private: new.allow_private,
        enabled: new.enabled,
        added_at: app.clock.now(),
    })
}

/// Refuses an address that would not work or should not; gives the closest zoom there usually is.
fn check_address(app: &App, new: &NewLayer) -> Result<u8, BadLayer> {
    use {LayerKind as K, LayerMode as M};
    match (new.kind, new.mode) {
        (K::Pmtiles, M::Local) => check_file(app, new),
        (K::Pmtiles, M::Proxied) => Err(BadLayer::Mode(
            "a PMTiles file is not proxied: put it into the folder of layers (--mode local)",
        )),
        (_, M::Local) => Err(BadLayer::Mode(
            "a layer of this machine is a PMTiles file in the folder of layers (--kind pmtiles)",
        )),
        (K::Pmtiles, M::Direct) => {
            let end = template::origin(new.address.trim())?;
            match new.address.trim()[..end].starts_with("https://") || new.allow_private {
                true => Ok(USUAL_MAX_ZOOM),
                false => Err(BadLayer::Plain),
            }
        }
        (kind, mode) => {
            let template = Template::parse(kind, &new.address)?;
            if template.is_private() && !new.allow_private {
                return Err(BadLayer::Private(template.host().to_owned()));
            }
            if mode == M::Direct && template.is_plain() && !new.allow_private {
                return Err(BadLayer::Plain);
            }
            // Whoever is on the way would read where a team looks, and could draw it otherwise.
            if mode == M::Proxied && template.is_plain() && !new.allow_private {
                return Err(BadLayer::Readable);
            }
            Ok(USUAL_MAX_ZOOM)
        }
    }
}

fn check_file(app: &App, new: &NewLayer) -> Result<u8, BadLayer> {
    let name = new.address.trim();
    let path = app.settings.layers_dir.join(name);
    let bad = |words: &str| BadLayer::File(path.clone(), words.to_owned());
    if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\']) {
        return Err(bad(
            "name one file in the folder of layers, without its path",
        ));
    }
    match pmtiles::head(&path) {
        Ok(Some(head)) => Ok(head.max_zoom),
        Ok(None) => Err(bad(
            "it is not a PMTiles file of version 3 with tiles to draw",
        )),
        Err(error) => Err(bad(&format!("{error}; put the file there first"))),
    }
}

/// Every layer, by its label.
pub async fn layers(app: &App) -> Result<Vec<MapLayerRecord>, AppError> {
    Ok(app.store.read().map_layers().await?)
}

/// Removes a layer; says whether there was one. Its file stays.
pub async fn remove_layer(app: &App, id: &str) -> Result<bool, AppError> {
    let (app, id) = (app.clone(), id.to_owned());
    Store::detached(async move {
        let tx = app.store.begin().await?;
        let was_there = tx.remove_map_layer(&id).await?;
        if !was_there {
            return Ok(false);
        }
        let what = SettingKind::MapLayers;
        let act = AuditAct::SettingChanged { what };
        audit::record(&app, &tx, By::nobody(), act).await?;
        tx.commit().await?;
        Ok(was_there)
    })
    .await
}

/// The layers that a member's map offers.
pub async fn layers_offered(app: &App, visit: &Visit) -> Result<Vec<MapLayerRecord>, AppError> {
    visit.permit(Action::ViewItems)?;
    let layers = app.store.read().map_layers().await?;
    Ok(layers.into_iter().filter(|layer| layer.enabled).collect())
}

/// A layer that a member's map offers.
pub async fn layer(app: &App, visit: &Visit, id: &str) -> Result<MapLayerRecord, AppError> {
    visit.permit(Action::ViewItems)?;
    let found = app.store.read().find_map_layer(id).await?;
    found
        .filter(|layer| layer.enabled)
        .ok_or(AppError::NotFound)
}

/// Scheme, host and port that members' browsers ask for the tiles of a layer; `None` if the server
/// does, or nobody.
pub fn direct_origin(layer: &MapLayerRecord) -> Option<&str> {
    let end = template::origin(&layer.address).ok()?;
    (layer.mode == LayerMode::Direct).then(|| &layer.address[..end])
}

/// The file of a layer that lies on this machine.
pub async fn layer_file(app: &App, visit: &Visit, id: &str) -> Result<PathBuf, AppError> {
    let layer = layer(app, visit, id).await?;
    match layer.mode {
        LayerMode::Local => Ok(app.settings.layers_dir.join(layer.address)),
        _ => Err(AppError::NotFound),
    }
}
