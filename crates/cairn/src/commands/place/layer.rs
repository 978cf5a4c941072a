//! `cairn place layer …`

use cairn_app::{
    place::{self, NewLayer},
    stored::MapLayerRecord,
};
use cairn_domain::{LayerKind, LayerMode};
use clap::{Args, Subcommand};
use serde::Serialize;

use super::{super::print_line, open};
use crate::instance::{Place, Problem};

#[derive(Debug, Subcommand)]
pub enum Layer {
    /// Add a layer to the maps of every workspace.
    Add(Box<Add>),
    /// List the layers: one JSON object a line.
    List(List),
    /// Remove a layer; its file stays.
    Remove(Remove),
}

#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    place: Place,
    /// A short name of its own: small letters, digits, hyphens.
    id: String,
    /// What members read.
    #[arg(long)]
    label: String,
    /// pmtiles (one file with all tiles), xyz or wmts (a template).
    #[arg(long)]
    kind: LayerKind,
    /// local (a file on this machine), proxied (this server fetches the tiles) or direct (each
    /// member's browser does, and tells the provider where the member looks).
    #[arg(long)]
    mode: LayerMode,
    /// A file in the folder `layers` of the data directory; or an address with `{z}`, `{x}`, `{y}`,
    /// for WMTS with `{TileMatrix}`, `{TileRow}`, `{TileCol}`.
    #[arg(long)]
    address: String,
    /// Whom to name beside the map.
    #[arg(long)]
    attribution: String,
    /// Closer than this there are no tiles; 19 or what the file says.
    #[arg(long)]
    max_zoom: Option<u8>,
    /// Pixels of a tile's side: 256 or 512.
    #[arg(long, default_value_t = 256)]
    tile_size: u16,
    /// Of when the pictures are, in words.
    #[arg(long, default_value = "")]
    imagery_date: String,
    /// The tiles are served from this machine or its neighbours.
    #[arg(long)]
    allow_private: bool,
    /// Keep it without offering it to anybody.
    #[arg(long)]
    off: bool,
}

#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
pub struct Remove {
    #[command(flatten)]
    place: Place,
    /// The layer's id.
    id: String,
}

#[derive(Debug, Serialize)]
struct Line {
    id: String,
    label: String,
    kind: LayerKind,
    mode: LayerMode,
    address: String,
    attribution: String,
    max_zoom: u8,
    tile_size: u16,
    imagery_date: String,
    allow_private: bool,
    enabled: bool,
}

impl From<MapLayerRecord> for Line {
    fn from(layer: MapLayerRecord) -> Self {
        Self {
            id: layer.id,
            label: layer.label,
            kind: layer.kind,
            mode: layer.mode,
            address: layer.address,
            attribution: layer.attribution,
            max_zoom: layer.max_zoom,
            tile_size: layer.tile_size,
            imagery_date: layer.imagery_date,
            allow_private: layer.allow_private,
            enabled: layer.enabled,
        }
    }
}

impl Layer {
    /// Runs the command.
    pub async fn run(self) -> Result<(), Problem> {
        match self {
            Self::Add(add) => add.run().await,
            Self::List(list) => {
                let layers = place::layers(&open(&list.place).await?).await?;
                layers
                    .into_iter()
                    .try_for_each(|layer| print_line(&Line::from(layer)))
            }
            Self::Remove(remove) => remove.run().await,
        }
    }
}

impl Add {
    async fn run(self) -> Result<(), Problem> {
        let app = open(&self.place).await?;
        let new = NewLayer {
            id: self.id,
            label: self.label,
            kind: self.kind,
            mode: self.mode,
            address: self.address,
            attribution: self.attribution,
            max_zoom: self.max_zoom,
            tile_size: self.tile_size,
            imagery_date: self.imagery_date,
            allow_private: self.allow_private,
            enabled: !self.off,
        };
        print_line(&Line::from(place::add_layer(&app, new).await?))
    }
}

impl Remove {
    async fn run(self) -> Result<(), Problem> {
        let app = open(&self.place).await?;
        match place::remove_layer(&app, &self.id).await? {
            false => Err(format!(
                "there is no layer {}; `list` shows those there are",
                self.id
            )
            .into()),
            true => Ok(()),
        }
    }
}
