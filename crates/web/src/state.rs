//! What every handler is given.

use std::sync::Arc;

use bytes::Bytes;
use cairn_app::App;
use cairn_domain::Digest;
use ipnet::IpNet;

use crate::{assets::Assets, i18n::Locales, pace::Patience, tiles::Tiles, tls::Tls};

/// The operator's choices that only the web side needs.
#[derive(Debug, Clone, Default)]
pub struct WebSettings {
    /// Origins beside the server's own that forms may come from, such as `https://cairn.example`.
    pub trusted_origins: Vec<String>,
    /// Proxies in front of the server that say whom they heard from (`X-Forwarded-For`).
    pub trusted_proxies: Vec<IpNet>,
    /// Whether search engines are asked to leave everything alone.
    pub hide_from_robots: bool,
    /// Whether the pseudo-locale answers, in which layouts are tried from right to left.
    pub pseudo_locale: bool,
    /// How slow a client may be.
    pub patience: Patience,
    /// TLS of the server's own; without it a proxy speaks it.
    pub tls: Option<Tls>,
}

/// The web side: use cases, words, assets. Cheap to clone.
#[derive(Clone)]
pub struct Web {
    /// Use cases.
    pub app: App,
    pub(crate) locales: Arc<Locales>,
    pub(crate) assets: Assets,
    pub(crate) settings: Arc<WebSettings>,
    pub(crate) tiles: Arc<Tiles>,
    pub(crate) columns: Arc<Kept>,
}

/// The file of columns as it was last written, with the mark of the dataset it is of. Writing it
/// reads every published row, so readers who come together wait for one writing.
pub(crate) type Kept = tokio::sync::Mutex<Option<(Digest, Option<Bytes>)>>;

impl Web {
    /// Puts the web side on top of the use cases.
    pub fn new(app: App, settings: WebSettings) -> Self {
        let locales = match settings.pseudo_locale {
            true => Locales::with_pseudo(),
            false => Locales::load(),
        };
        Self {
            app,
            locales: Arc::new(locales),
            assets: Assets::load(),
            settings: Arc::new(settings),
            tiles: Arc::default(),
            columns: Arc::default(),
        }
    }
}
