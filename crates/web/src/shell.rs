//! The frame around every page.

use cairn_domain::Digest;

use crate::{assets::Assets, i18n::Translator};

/// What `base.html` and `public_base.html` show.
#[derive(Clone)]
pub struct Shell {
    /// Words.
    pub t: Translator,
    /// Language code.
    pub lang: &'static str,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// Of the content security policy.
    pub nonce: String,
    /// Of the page.
    pub title: String,
    /// Who is signed in.
    pub user: Option<NavUser>,
    /// When their session ends; nothing on pages for anybody.
    pub ends: Option<SessionEnds>,
    /// Which project the page belongs to.
    pub project: Option<NavProject>,
    /// Addresses of styles and scripts.
    pub assets: Assets,
    /// What was just done.
    pub notice: Option<String>,
    /// Everything shown is invented.
    pub demo: bool,
    /// Search engines are asked to leave it alone.
    pub unlisted: bool,
}

/// Who is signed in.
#[derive(Debug, Clone)]
pub struct NavUser {
    /// Their name.
    pub name: String,
}

/// When a session ends, counted from the moment the page was drawn.
#[derive(Debug, Clone, Copy)]
pub struct SessionEnds {
    /// Seconds without use.
    pub idle_s: u32,
    /// Seconds whatever happens.
    pub left_s: i64,
    /// What the browser seals with, until then, what it keeps of forms: 32 bytes in hexadecimal.
    pub draft_key: Digest,
}

/// The project in the header.
#[derive(Debug, Clone)]
pub struct NavProject {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its pages.
    pub links: Vec<NavLink>,
}

/// One link in the header.
#[derive(Debug, Clone)]
pub struct NavLink {
    /// Words.
    pub label: String,
    /// Address.
    pub href: String,
    /// Whether this is the page.
    pub current: bool,
}

/// The pages of a project, in the order of the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// The queue and its items.
    Queue,
    /// Files that may be the same.
    Duplicates,
    /// The sign-off desk.
    SignOff,
    /// Incidents.
    Incidents,
    /// Claims.
    Claims,
    /// Analysis.
    Analysis,
    /// Releases.
    Releases,
    /// Members.
    Members,
}

impl Tab {
    /// Every tab.
    pub const ALL: [Self; 8] = [
        Self::Queue,
        Self::Duplicates,
        Self::SignOff,
        Self::Incidents,
        Self::Claims,
        Self::Analysis,
        Self::Releases,
        Self::Members,
    ];

    /// The last part of its address and of its Fluent key `nav-…`.
    pub fn path(self) -> &'static str {
        match self {
            Self::Queue => "queue",
            Self::Duplicates => "duplicates",
            Self::SignOff => "sign-off",
            Self::Incidents => "incidents",
            Self::Claims => "claims",
            Self::Analysis => "analysis",
            Self::Releases => "releases",
            Self::Members => "members",
        }
    }
}
