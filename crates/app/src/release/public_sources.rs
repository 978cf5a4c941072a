//! What the public may see of what carries an incident: sources without who said it first, links
//! only where the team lets them be published, facts with published evidence.

use cairn_dataset::{PublicCarried, PublicIncident, PublicSource};
use cairn_domain::{Incident, IncidentSource, ItemId};
use cairn_storage::{Carrier, ItemRecord, Reads};

use crate::{AppError, incident::origins_of};

/// Adds sources, what they and the published items carry, and how many origins that makes.
pub(super) async fn add_sources(
    reads: &Reads<'_>,
    incident: &Incident,
    published: &[(ItemRecord, String)],
    body: &mut PublicIncident,
) -> Result<(), AppError> {
    let sources = reads.incident_sources(incident.id).await?;
    let items: Vec<&ItemRecord> = published.iter().map(|(item, _)| item).collect();
    let origins = origins_of(reads, &items, &sources).await?;
    body.source_count = u32::try_from(origins.count()).unwrap_or(u32::MAX);
    body.sources = (1..).zip(&sources).map(public_source).collect();
    for record in reads.incident_facts(incident.id).await? {
        carry(
            &mut body.carried,
            &record.field,
            record.by,
            published,
            &sources,
        );
    }
    Ok(())
}

fn public_source((number, source): (u32, &IncidentSource)) -> PublicSource {
    PublicSource {
        number,
        kind: source.kind,
        title: source.title.clone(),
        url: (source.url_public && !source.url.is_empty()).then(|| source.url.clone()),
        published_on: source.published_on,
        killed: source.killed,
        injured: source.injured,
    }
}

/// An item that is not published carries nothing in public.
fn carry(
    carried: &mut Vec<PublicCarried>,
    field: &str,
    by: Carrier,
    published: &[(ItemRecord, String)],
    sources: &[IncidentSource],
) {
    let name = |id: ItemId| published.iter().find(|(item, _)| item.id == id);
    let item = match by {
        Carrier::Item(id) => name(id).map(|(_, public)| public.clone()),
        Carrier::Source(_) => None,
    };
    let source = match by {
        Carrier::Source(id) => (1..).zip(sources).find(|(_, source)| source.id == id),
        Carrier::Item(_) => None,
    };
    if item.is_none() && source.is_none() {
        return;
    }
    let at = carried.iter().position(|known| known.field == field);
    let at = at.unwrap_or_else(|| {
        carried.push(PublicCarried {
            field: field.to_owned(),
            evidence: Vec::new(),
            sources: Vec::new(),
        });
        carried.len() - 1
    });
    carried[at].evidence.extend(item);
    carried[at].sources.extend(source.map(|(number, _)| number));
}
