//! What the operator brought to the map and to the form that records a place: layers, boundaries,
//! names.

use cairn_app::{
    App, AppError, Visit,
    place::{self, Look},
    review::Dossier,
    stored::{BoundarySetRecord, MapLayerRecord},
};
use cairn_domain::{FindingBody, LayerKind, LayerMode};
use serde::Serialize;

use super::Form;
use crate::{extract::Member, forms::Fields, security::TileHosts};

/// What is around the place that the form holds.
#[derive(Debug, Default)]
pub(in crate::pages) struct Around {
    /// What is known of the place in the form.
    pub(super) look: Look,
    layers: Vec<MapLayerRecord>,
    boundaries: Vec<BoundarySetRecord>,
}

/// What the map is given.
#[derive(Debug, Default)]
pub(super) struct MapLayers {
    /// The layers as JSON.
    pub(super) choices: String,
    /// Address of the boundaries; empty if there are none.
    pub(super) boundaries: String,
    /// Whose they are and under which terms.
    pub(super) credit: String,
}

impl MapLayers {
    pub(super) fn is_any(&self) -> bool {
        !self.choices.is_empty() || !self.boundaries.is_empty()
    }
}

/// One layer as the map's island reads it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Choice<'a> {
    id: &'a str,
    label: &'a str,
    /// A file of tiles, not a template.
    is_file: bool,
    address: String,
    attribution: &'a str,
    max_zoom: u8,
    tile_size: u16,
    imagery_date: &'a str,
    /// Whom the browser itself would ask; empty if nobody.
    asks: String,
}

impl Around {
    /// Reads it, with the place of the viewer's own finding.
    pub(super) async fn read(
        app: &App,
        visit: &Visit,
        dossier: &Dossier,
    ) -> Result<Self, AppError> {
        Ok(Self {
            look: place::look(app, visit, &own_place(visit, dossier)).await?,
            layers: place::layers_offered(app, visit).await?,
            boundaries: place::boundary_sets(app).await?,
        })
    }

    /// Looks at the place that was typed instead, if the form is the one for places.
    pub(super) async fn look_at(
        &mut self,
        member: &Member,
        form: Form,
        fields: &Fields,
    ) -> Result<(), AppError> {
        if form == Form::Geolocation {
            let app = member.visitor.app();
            self.look = place::look(app, &member.visit, &fields.text("camera")).await?;
        }
        Ok(())
    }

    /// Hosts that the page may fetch tiles from.
    pub(super) fn hosts(&self) -> TileHosts {
        let hosts = self.layers.iter().filter_map(place::direct_origin);
        TileHosts(hosts.map(str::to_owned).collect())
    }

    /// What the map is given.
    pub(super) fn layers(&self, visit: &Visit) -> MapLayers {
        let at = format!("/projects/{}/map", visit.project.code);
        let choices: Vec<_> = self.layers.iter().map(|layer| choice(&at, layer)).collect();
        let choices = match choices.is_empty() {
            true => String::new(),
            false => serde_json::to_string(&choices).unwrap_or_default(),
        };
        let mut credits: Vec<_> = self.boundaries.iter().map(credit).collect();
        credits.dedup();
        MapLayers {
            choices,
            boundaries: match credits.is_empty() {
                true => String::new(),
                false => format!("{at}/boundaries.json"),
            },
            credit: credits.join("; "),
        }
    }
}

fn credit(set: &BoundarySetRecord) -> String {
    format!("{}, {}", set.source, set.licence)
}

fn choice<'a>(at: &str, layer: &'a MapLayerRecord) -> Choice<'a> {
    let address = match (layer.mode, layer.kind) {
        (LayerMode::Local, _) => format!("{at}/layers/{}/file", layer.id),
        (LayerMode::Proxied, _) => format!("{at}/layers/{}/{{z}}/{{x}}/{{y}}", layer.id),
        (LayerMode::Direct, LayerKind::Pmtiles) => layer.address.clone(),
        (LayerMode::Direct, kind) => {
            let template = place::Template::parse(kind, &layer.address);
            template.map_or_else(|_| String::new(), |template| template.as_str().to_owned())
        }
    };
    let asks = place::direct_origin(layer).unwrap_or_default();
    Choice {
        id: &layer.id,
        label: &layer.label,
        is_file: layer.kind == LayerKind::Pmtiles,
        address,
        attribution: &layer.attribution,
        max_zoom: layer.max_zoom,
        tile_size: layer.tile_size,
        imagery_date: &layer.imagery_date,
        asks: asks.split("//").nth(1).unwrap_or_default().to_owned(),
    }
}

/// The coordinates of the viewer's own finding as they were typed; empty if there is none.
fn own_place(visit: &Visit, dossier: &Dossier) -> String {
    let own = dossier
        .findings
        .iter()
        .filter(|view| view.counts && view.finding.author == visit.user);
    let mut places = own.filter_map(|view| match &view.finding.body {
        FindingBody::Geolocation(place) => Some(place.verbatim.clone()),
        _ => None,
    });
    places.next().unwrap_or_default()
}
