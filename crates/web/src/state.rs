//! What every handler is given.

use std::sync::Arc;

use cairn_app::App;
use ipnet::IpNet;

use crate::{
    answers::Answers, assets::Assets, i18n::Locales, pace::Patience, tiles::Tiles, tls::Tls,
};

/// The operator's choices that only the web side needs.
#[derive(Debug, Clone, Default)]
pub struct WebSettings {
    /// Origins beside the server's own that forms may come from, such as `https://cairn.example`.
    pub trusted_origins: Vec<String>,
    /// Proxies in front of the server that say whom they heard from (`X-Forwarded-For`).
    pub trusted_proxies: Vec<IpNet>,
    /// Whether search engines are asked to leave everything alone; if nothing is said, they are asked to
    /// leave demonstrations alone.
    pub hide_from_robots: Option<bool>,
    /// Whether the pseudo-locale answers, in which layouts are tried from right to left.
    pub pseudo_locale: bool,
    /// How slow a client may be.
    pub patience: Patience,
    /// TLS of the server's own; without it a proxy speaks it.
    pub tls: Option<Tls>,
}

impl WebSettings {
    /// Whether search engines are asked not to keep a page of a project.
    pub(crate) fn is_unlisted(&self, is_demo: bool) -> bool {
        self.hide_from_robots.unwrap_or(is_demo)
    }
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
    pub(crate) answers: Arc<Answers>,
}

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
            answers: Arc::default(),
        }
    }
}
