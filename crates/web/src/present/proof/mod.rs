//! A geolocation's proof as one annotated picture: the frame and the ground side by side, each pair of
//! features with its number, joined by a line; under them what each is, and what the place rests on.
//! Complete in itself: everything it needs is inside, so it can be kept, sent and printed.

mod layout;
mod raster;
mod style;
mod words;

use askama::Template;
use cairn_app::review::Proof;

use crate::i18n::Translator;
use layout::{Layout, Pair, Panel};
pub(crate) use raster::raster;
use words::Row;

/// The drawing, as a template of a whole SVG file.
#[derive(Template)]
#[template(path = "proof.svg", whitespace = "minimize")]
pub(crate) struct ProofDrawing {
    style: &'static str,
    height: String,
    title: String,
    headline: String,
    panels: Vec<Panel>,
    pairs: Vec<Pair>,
    map: String,
    rows: Vec<Row>,
    foot: String,
}

/// Draws a proof. `id` is the item's, as people say it; times are shown in `zone`.
pub(crate) fn draw_proof(t: &Translator, id: &str, proof: &Proof, zone: &str) -> ProofDrawing {
    let layout = Layout::new(t, proof);
    let (rows, words_end) = words::rows(t, proof, layout.words_top);
    ProofDrawing {
        style: style::sheet(),
        height: layout::unit(layout.bottom.max(words_end) + 56.0),
        title: words::title(t, id, proof, zone),
        headline: words::headline(t, proof),
        panels: layout.panels,
        pairs: layout.pairs,
        map: layout.map,
        rows,
        foot: words::foot(t, proof),
    }
}

#[cfg(test)]
mod tests;
