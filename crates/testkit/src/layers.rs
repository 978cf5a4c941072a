//! A file of tiles, and the layer that shows it.

use cairn_app::place::{self, NewLayer};
use cairn_domain::{LayerKind, LayerMode};

use crate::{TestApp, jpeg, street};

const HEAD: u64 = 127;
/// Every tile of zooms 0 to 12: (4¹³ − 1) / 3.
const TILES: u64 = 22_369_621;

/// A PMTiles file (version 3) in which one picture is every tile of zooms 0 to 12.
pub fn pmtiles(tile: &[u8]) -> Vec<u8> {
    // One entry: tile 0, that often, so many bytes, from the beginning.
    let directory: Vec<u8> = [1, 0, TILES, tile.len() as u64, 1]
        .into_iter()
        .flat_map(varint)
        .collect();
    let metadata = b"{}";
    let (root, meta) = (directory.len() as u64, metadata.len() as u64);
    let data = HEAD + root + meta;
    let mut file = b"PMTiles\x03".to_vec();
    for number in [HEAD, root, HEAD + root, meta, data, 0, data] {
        file.extend(number.to_le_bytes());
    }
    for number in [tile.len() as u64, TILES, 1, 1] {
        file.extend(number.to_le_bytes());
    }
    // Clustered, nothing compressed, JPEG, zooms.
    file.extend([1, 1, 1, 3, 0, 12]);
    for degrees in [-180, -85, 180, 85] {
        file.extend((degrees * 10_000_000_i32).to_le_bytes());
    }
    file.push(5);
    for degrees in [69, 34] {
        file.extend((degrees * 10_000_000_i32).to_le_bytes());
    }
    [file, directory, metadata.to_vec(), tile.to_vec()].concat()
}

/// LEB128: seven bits a byte, the lowest first.
fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

impl TestApp {
    /// A map layer whose file lies on this machine; gives its id.
    pub async fn map_layer(&self) -> String {
        let directory = &self.app.settings.layers_dir;
        std::fs::create_dir_all(directory).expect("a folder");
        let file = pmtiles(&jpeg(&street(5, 256, 256)));
        std::fs::write(directory.join("town.pmtiles"), file).expect("written");
        let new = NewLayer {
            id: "town".into(),
            label: "The town from above".into(),
            kind: LayerKind::Pmtiles,
            mode: LayerMode::Local,
            address: "town.pmtiles".into(),
            attribution: "Somebody with a drone".into(),
            max_zoom: None,
            tile_size: 256,
            imagery_date: "May 2021".into(),
            allow_private: false,
            enabled: true,
        };
        let added = place::add_layer(&self.app, new).await;
        added.expect("a layer").id
    }
}
