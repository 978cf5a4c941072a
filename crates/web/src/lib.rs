//! The doors for browsers: extract → app → present. No rule of the domain is decided here.

#![forbid(unsafe_code)]

mod answers;
mod api;
mod assets;
mod bytes_out;
mod certificate;
mod device;
mod extract;
mod file_form;
mod forms;
mod i18n;
mod network;
mod pace;
mod packing;
mod pages;
mod present;
mod problem;
mod proof;
mod routes;
mod security;
mod serve;
mod shell;
mod site;
mod slow_body;
mod state;
mod tiles;
mod tls;
mod tus;
mod visitor;
mod watch;

pub use certificate::certificate_html;
pub use i18n::Translator;
pub use ipnet::IpNet;
pub use pace::{Patience, Span};
pub use routes::{Door, ROUTES, Route, router};
pub use serve::serve;
pub use state::{Web, WebSettings};
pub use tls::Tls;
