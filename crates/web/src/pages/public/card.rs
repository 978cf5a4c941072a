//! The card that other sites show beside a link to an attack: words alone, never a picture.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use cairn_app::{
    AppError,
    public::{self, Dataset, PublicIncident, Published},
};

use super::{incident::read_id, words};
use crate::{
    Web,
    i18n::Translator,
    present::{incident_facts::place_words, proof::raster},
    problem::WebError,
    visitor::Visitor,
};

/// Letters in a line of the title, and lines of it.
const LINE: usize = 34;
const LINES: usize = 4;

#[derive(Template)]
#[template(path = "public/card.svg", escape = "html")]
struct Card {
    project: String,
    lines: Vec<Line>,
    facts: String,
    note: String,
}

struct Line {
    y: usize,
    words: String,
}

/// `GET /incidents/{id}/card.png`
pub(crate) async fn card(
    State(web): State<Web>,
    visitor: Visitor,
    Path(asked): Path<String>,
) -> Result<Response, WebError> {
    let dataset = public::dataset(&web.app).await?.ok_or(AppError::NotFound)?;
    let (code, short) = read_id(&asked).ok_or(AppError::NotFound)?;
    if code != dataset.project.code {
        return Err(AppError::NotFound.into());
    }
    let Published::Here(incident) = public::published(&web.app, &dataset, &short).await? else {
        return Err(AppError::NotFound.into());
    };
    let svg = Card::new(&dataset, &incident, &visitor.t).render();
    let svg = svg.map_err(AppError::internal)?;
    let png = tokio::task::spawn_blocking(move || raster(&svg)).await;
    let png = png
        .map_err(AppError::internal)?
        .map_err(AppError::internal)?;
    let kept = HeaderValue::from_static("public, no-cache");
    let about = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/png")),
        (header::CACHE_CONTROL, kept),
    ];
    Ok((about, png).into_response())
}

impl Card {
    fn new(dataset: &Dataset, incident: &PublicIncident, t: &Translator) -> Self {
        let place = place_words(&incident.place_name, &incident.province);
        let lines = wrapped(&incident.title).into_iter().enumerate();
        Self {
            project: dataset.project.name.clone(),
            lines: lines
                .map(|(number, words)| Line {
                    y: 210 + number * 66,
                    words,
                })
                .collect(),
            facts: format!("{} · {place}", words::days(t, incident)),
            note: match incident.synthetic {
                true => format!("{} · {}", incident.short, t.get("public-badge-invented")),
                false => incident.short.clone(),
            },
        }
    }
}

/// A title in lines; what has no room ends in an ellipsis.
fn wrapped(title: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in title.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LINE => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.chars().take(LINE).collect()),
        }
    }
    if lines.len() > LINES {
        lines.truncate(LINES);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{i18n::Locales, pages::public::sample};

    #[test]
    fn a_card_is_a_png_of_words() {
        let mut incident = sample::kaaj();
        incident.title = "<b>Attack & more</b> ".repeat(20);
        let card = Card::new(&sample::dataset(), &incident, &Locales::load().get(None));
        assert_eq!(card.lines.len(), LINES);
        let svg = card.render().expect("renders");
        assert!(!svg.contains("<b>") && !svg.contains("<image"));
        let png = raster(&svg).expect("drawn");
        assert_eq!(&png[1..4], b"PNG");
        assert!(png.len() < 100_000, "{}", png.len());
    }
}
