//! `/incidents/{id}`: one attack with its published evidence and what is claimed about it.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use cairn_app::{
    AppError,
    public::{self, Dataset, PublicIncident, Published},
    stored::RetractionRecord,
};
use cairn_domain::{Point, ProjectCode, ShortId};

use super::{
    AsOf,
    claimed::Claimed,
    evidence::Evidence,
    facts::{Fact, Source, facts, sources},
    frame,
    history::History,
    origin, public_page,
    row::Row,
    withdrawn, words,
};
use crate::{
    Web,
    i18n::Translator,
    present::{
        incident_facts::place_words,
        map_drawing::{MapDrawing, PlacedMark, draw_place},
    },
    problem::WebError,
    shell::Shell,
    visitor::Visitor,
};

#[derive(Template)]
#[template(path = "public/incident.html")]
pub(super) struct IncidentPage {
    shell: Shell,
    /// Where a preview was opened from; empty on the public page.
    preview: String,
    row: Row,
    summary: String,
    content_warning: String,
    facts: Vec<Fact>,
    sources: Vec<Source>,
    /// Independent origins of everything that evidences it.
    origins: u32,
    source_note: String,
    place: Option<Place>,
    evidence: Vec<Evidence>,
    claims: Vec<Claimed>,
    zone: String,
    history: History,
    as_of: AsOf,
    first_release: u32,
    updated_release: u32,
    cite: String,
    address: String,
    json_ld: String,
}

/// Where it happened, as published.
struct Place {
    lat: f64,
    lon: f64,
    precision_m: f64,
    coordinates: String,
    within: String,
    drawing: MapDrawing,
}

/// A record that was taken back.
#[derive(Template)]
#[template(path = "public/tombstone.html")]
struct TombstonePage {
    shell: Shell,
    id: String,
    date: String,
    reason: String,
    last_release: u32,
}

/// `GET /incidents/{id}`
pub(crate) async fn incident(
    State(web): State<Web>,
    visitor: Visitor,
    Path(asked): Path<String>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let dataset = public::dataset(&web.app).await?.ok_or(AppError::NotFound)?;
    let (code, short) = read_id(&asked).ok_or(AppError::NotFound)?;
    if code != dataset.project.code {
        return Err(AppError::NotFound.into());
    }
    let found = record(&web, &dataset, &short).await?;
    let id = format!("{code}-{short}");
    if id != asked {
        return Ok(Redirect::permanent(&format!("/incidents/{id}")).into_response());
    }
    match found {
        Published::Here(incident) => {
            let shell = frame(&visitor, &dataset, incident.title.clone());
            let address = format!("{}/incidents/{id}", origin(&visitor, &headers));
            let history = public::record_history(&web.app, &dataset, &incident).await?;
            let mut page = IncidentPage::new(shell, &dataset, &incident, address);
            page.history = History::new(&visitor.t, &dataset, &history);
            public_page(StatusCode::OK, &page)
        }
        Published::Retracted(record) => {
            let shell = frame(&visitor, &dataset, visitor.t.get("retracted-title"));
            public_page(
                StatusCode::GONE,
                &TombstonePage::new(shell, &dataset, id, &record),
            )
        }
    }
}

/// An incident, or the tombstone of anything that was published under this id: pieces of evidence
/// have no page of their own, but who looks for one that was withdrawn is told so.
async fn record(web: &Web, dataset: &Dataset, short: &ShortId) -> Result<Published, AppError> {
    match public::published(&web.app, dataset, short).await {
        Err(AppError::NotFound) => {
            let withdrawn = withdrawn(web, dataset).await?;
            let record = withdrawn.into_iter().find(|record| record.short == *short);
            record.map(Published::Retracted).ok_or(AppError::NotFound)
        }
        found => found,
    }
}

/// `AFG-7K3QXM`, in any case.
pub(super) fn read_id(text: &str) -> Option<(ProjectCode, ShortId)> {
    let (code, short) = text.split_once('-')?;
    Some((code.parse().ok()?, short.parse().ok()?))
}

impl IncidentPage {
    pub(super) fn new(
        shell: Shell,
        dataset: &Dataset,
        incident: &PublicIncident,
        address: String,
    ) -> Self {
        let t = &shell.t;
        let (zone, as_of) = (&dataset.project.zone, AsOf::newest(dataset));
        let cite = [
            ("project", dataset.project.name.clone()),
            ("id", incident.short.clone()),
            ("title", incident.title.clone()),
            ("version", as_of.version.to_string()),
            ("date", as_of.date.clone()),
        ];
        Self {
            preview: String::new(),
            row: Row::new(t, incident),
            summary: incident.summary.clone(),
            content_warning: incident.content_warning.clone(),
            facts: facts(t, incident),
            sources: sources(t, incident),
            origins: incident.source_count,
            source_note: incident.source_note.clone(),
            place: Place::of(t, incident),
            evidence: incident
                .evidence
                .iter()
                .map(|one| Evidence::new(t, zone, &incident.short, one))
                .collect(),
            claims: incident
                .claims
                .iter()
                .map(|claim| Claimed::new(t, claim))
                .collect(),
            zone: zone.clone(),
            history: History::default(),
            first_release: incident.first_release,
            updated_release: incident.updated_release,
            cite: t.with("public-incident-cite-words", &cite),
            json_ld: json_ld(dataset, incident, &address),
            as_of,
            address,
            shell,
        }
    }
}

impl IncidentPage {
    /// Says that it is not public, and shows pictures by the doors of the team.
    pub(super) fn mark_as_preview(&mut self, code: &ProjectCode, back: String) {
        self.preview = back;
        self.json_ld.clear();
        for item in &mut self.evidence {
            item.for_team(code);
        }
    }
}

/// schema.org, for search engines; nothing for a demonstration. No person and no picture is in it.
fn json_ld(dataset: &Dataset, incident: &PublicIncident, address: &str) -> String {
    if dataset.project.is_demo || incident.synthetic {
        return String::new();
    }
    let geo = incident.lat.zip(incident.lon).map(|(lat, lon)| {
        serde_json::json!({ "@type": "GeoCoordinates", "latitude": lat, "longitude": lon })
    });
    let value = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "Event",
        "identifier": incident.short,
        "name": incident.title,
        "description": incident.summary,
        "startDate": words::iso(incident),
        "url": address,
        "location": {
            "@type": "Place",
            "name": place_words(&incident.place_name, &incident.province),
            "geo": geo,
        },
        "subjectOf": { "@type": "Dataset", "name": dataset.project.name },
    });
    // A text may not end the script element it stands in.
    value.to_string().replace('<', "\\u003c")
}

impl Place {
    fn of(t: &Translator, incident: &PublicIncident) -> Option<Self> {
        let (lat, lon) = (incident.lat?, incident.lon?);
        let placed = PlacedMark {
            precision_m: Some(incident.precision_m),
            ..PlacedMark::at(Point::try_new(lat, lon).ok()?)
        };
        Some(Self {
            lat,
            lon,
            precision_m: incident.precision_m,
            coordinates: words::coordinates(lat, lon),
            within: words::within(t, incident.precision_m),
            drawing: draw_place(t, &placed),
        })
    }
}

impl TombstonePage {
    fn new(shell: Shell, dataset: &Dataset, id: String, record: &RetractionRecord) -> Self {
        Self {
            shell,
            id,
            date: words::day_in(record.at, &dataset.project.zone),
            reason: record.reason.clone(),
            last_release: record.last_release,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::public::sample;

    fn sample(incident: &PublicIncident) -> String {
        let address = format!("https://cairn.example/incidents/{}", incident.short);
        let page = IncidentPage::new(sample::shell(), &sample::dataset(), incident, address);
        page.render().expect("renders")
    }

    #[test]
    fn ids_are_read_in_any_case_and_nothing_else_is() {
        let read = |text| read_id(text).map(|(code, short)| format!("{code}-{short}"));
        assert_eq!(read("afg-7k3qxm").as_deref(), Some("AFG-7K3QXM"));
        for other in [
            "AFG",
            "AFG-",
            "AFG-7K3QX",
            "7K3QXM",
            "AFG-7K3QXM-1",
            "../etc",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn what_is_claimed_stands_beside_what_is_documented() {
        let html = sample(&sample::kaaj());
        for words in [
            "al-Naba 359",
            "25 to 54",
            "Corroborated",
            "class=\"claimed\"",
        ] {
            assert!(html.contains(words), "{words}");
        }
        assert!(html.contains("<td>100</td><td>25 to 54</td>"));
        assert!(html.contains("lang=\"fa\">صد کشته و زخمی</blockquote>"));
        assert!(html.contains("A hundred killed and wounded"));
        assert!(html.contains("<div class=\"agreement--differs\"><dt>Killed</dt>"));
        assert!(html.contains("<td>not known</td><td>27 to 110</td>"));
        assert!(html.contains("Within 1.8 km of this point"));
        assert!(html.contains("34.5, 69.06"));
    }

    #[test]
    fn a_picture_is_behind_a_step_and_its_notes_come_first() {
        let html = sample(&sample::kaaj());
        let notes = html.find("Injured people").expect("the content note");
        let step = html
            .find(&format!("href=\"/media/{}", sample::COPY))
            .expect("the step");
        assert!(notes < step);
        let shown = format!("src=\"/media/{}", sample::COPY);
        assert!(
            !html.contains(&shown),
            "only the cover is loaded before anybody chooses"
        );
        assert!(html.contains(&format!("src=\"/media/{}", sample::COVER)));
    }

    #[test]
    fn search_engines_get_the_published_place_and_nothing_of_a_demonstration() {
        let (mut dataset, incident) = (sample::dataset(), sample::kaaj());
        assert_eq!(json_ld(&dataset, &incident, ""), "");
        dataset.project.is_demo = false;
        let said = json_ld(
            &dataset,
            &incident,
            "https://cairn.example/incidents/AFG-7K3QXM",
        );
        let said: serde_json::Value = serde_json::from_str(&said).expect("JSON");
        assert_eq!(said["location"]["geo"]["latitude"], 34.5);
        assert_eq!(json_ld(&dataset, &sample::invented(), ""), "");
    }

    #[test]
    fn an_invented_attack_says_so() {
        let html = sample(&sample::invented());
        assert!(html.contains("This attack did not happen."));
    }

    #[test]
    fn a_tombstone_says_why_and_shows_nothing_else() {
        let record = sample::retraction();
        let page = TombstonePage::new(
            sample::shell(),
            &sample::dataset(),
            "AFG-7K3QXM".into(),
            &record,
        );
        let html = page.render().expect("renders");
        assert!(html.contains("A family asked for it.") && html.contains("release 1"));
        assert!(!html.contains("Kaaj"));
    }
}
