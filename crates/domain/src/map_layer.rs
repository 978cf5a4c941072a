//! What kinds of map layers an operator can add, and who fetches them.

crate::vocabulary! {
    /// How the tiles of a layer are addressed.
    pub enum LayerKind {
        /// One file with all tiles (PMTiles).
        Pmtiles = "pmtiles",
        /// A template with `{z}`, `{x}` and `{y}`.
        Xyz = "xyz",
        /// A template with `{TileMatrix}`, `{TileRow}` and `{TileCol}` (OGC 07-057r7).
        Wmts = "wmts",
    }
}

crate::vocabulary! {
    /// Who learns which place is being looked at.
    pub enum LayerMode {
        /// Nobody: the file lies on this machine.
        Local = "local",
        /// The provider, from this server: it fetches each tile.
        Proxied = "proxied",
        /// The provider, from each member's own browser.
        Direct = "direct",
    }
}
