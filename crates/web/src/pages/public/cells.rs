//! The map of more incidents than a browser is sent one by one: how many there are in each cell of what is
//! looked at.

use axum::{
    extract::{RawQuery, State},
    http::HeaderMap,
    response::Response,
};
use bytes::Bytes;
use cairn_app::{
    AppError,
    public::{self, Cell, Dataset, Window},
};
use serde_json::{Value, json};

use super::data::{JSON, answered, mark, readable};
use crate::{
    Web,
    present::filters::{Filters, text_in},
    problem::WebError,
};

/// `GET /data/cells.json`: what a filter finds between `west`, `south`, `east` and `north`, in a grid of
/// `across` by `down` cells that stands still while these move.
pub(crate) async fn cells(
    State(web): State<Web>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let dataset = public::dataset(&web.app).await?.ok_or(AppError::NotFound)?;
    let query = query.unwrap_or_default();
    let filters = readable(Some(&query))?;
    let window = window(&query)?;
    let what = ("cells.json", query.as_str(), JSON);
    let seen = Box::pin(seen(&web, &dataset, &filters, &window));
    answered(&web, &dataset, &headers, what, seen).await
}

async fn seen(
    web: &Web,
    dataset: &Dataset,
    filters: &Filters,
    window: &Window,
) -> Result<Bytes, AppError> {
    // The places that a filter finds are read once, however the map is moved over them.
    let filter = filters.filter();
    let read = public::places(&web.app, dataset, &filter);
    let places = mark(dataset, "places", &filters.query(&[]));
    let places = web.answers.kept_or(places, read).await?;
    let code = dataset.project.code.as_str();
    let cells = public::cells(&places, window);
    let cells: Vec<_> = cells.iter().map(|cell| row(code, cell)).collect();
    let columns = ["lat", "lon", "incidents", "radius_m", "id"];
    let table = json!({ "columns": columns, "cells": cells });
    Ok(table.to_string().into())
}

fn row(code: &str, cell: &Cell) -> Value {
    let id = cell.short.as_ref().map(|short| format!("{code}-{short}"));
    json!([cell.lat, cell.lon, cell.incidents, cell.radius_m, id])
}

fn window(query: &str) -> Result<Window, AppError> {
    let bad = || AppError::invalid("window", "window-bad");
    let side = |name: &str| text_in(Some(query), name).parse().map_err(|_| bad());
    let along = |name: &str| text_in(Some(query), name).parse().map_err(|_| bad());
    let sides = [side("west")?, side("south")?, side("east")?, side("north")?];
    Window::try_new(sides, [along("across")?, along("down")?])
}
