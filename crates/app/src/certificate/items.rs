//! The item, its files and where they came from, what they look like, what they belong to.

use cairn_domain::{Consent, Digest, UserId};
use cairn_review::ReviewEvent;
use cairn_storage::{ItemRecord, MatchRecord, RecordedEvent};

use super::{
    gather::Material,
    past,
    record::{
        Channel, ClaimedFacts, FileFacts, IncidentFacts, ItemFacts, KeptFrame, MatchFacts,
        MatchesFacts, SourceFacts, Withheld, WithheldKind,
    },
};
use crate::{
    AppError,
    review::{FileView, KeptView, file_views},
};

/// The item as it stands.
pub(super) async fn item(material: &Material<'_>) -> Result<ItemFacts, AppError> {
    let item = material.item;
    let duplicate_of = match item.state.duplicate_of {
        Some(id) => Some(material.reads.load_item(id).await?.short),
        None => None,
    };
    Ok(ItemFacts {
        id: material.spoken(&item.short),
        uuid: item.id,
        title: item.title.clone(),
        received_at: item.received_at,
        channel: channel(item),
        claimed: ClaimedFacts {
            what: item.claimed_what.clone(),
            place: item.claimed_where.clone(),
            time: item.claimed_when.clone(),
        },
        consent: item.state.consent,
        stage: item.state.stage.clone(),
        workflow: item.state.workflow,
        outcome: item.state.outcome,
        revision: item.revision,
        is_examined: item.intake_done,
        rating: item.state.rating.clone(),
        duplicate_of: duplicate_of.map(|short| material.spoken(&short)),
        is_synthetic: item.is_synthetic,
    })
}

fn channel(item: &ItemRecord) -> Channel {
    match item.state.submitter {
        Some(_) => Channel::Member,
        None => Channel::PublicForm,
    }
}

/// The files, with what they say as far as the team may read it.
pub(super) async fn files(material: &Material<'_>) -> Result<Vec<FileFacts>, AppError> {
    // What one viewer has uncovered says nothing here.
    let nobody = UserId(uuid::Uuid::nil());
    let zone = &material.project.zone;
    let views = file_views(material.reads, zone, material.item, nobody).await?;
    Ok(views.into_iter().map(|view| file(material, view)).collect())
}

fn file(material: &Material<'_>, view: FileView) -> FileFacts {
    let came_with = came_with(material.events, view.file.sha256);
    let kept = |kept: KeptView| KeptFrame {
        frame: kept.row.frame,
        at_s: kept.row.at_s,
        by: material.name(kept.row.kept_by),
        at: kept.row.kept_at,
    };
    FileFacts {
        sha256: view.file.sha256,
        size_bytes: view.file.size_bytes,
        mime: view.file.mime,
        kind: view.file.kind,
        width: view.file.width,
        height: view.file.height,
        duration_s: view.file.duration_s,
        received_at: came_with.map_or(material.item.received_at, |event| event.at),
        received_with: came_with.map_or(1, |event| event.seq),
        path: None,
        problem: view.file.preview_problem,
        claims: view.claims,
        sealed_claims: view.sealed,
        contradictions: view.contradictions,
        derivatives: view.file.derivatives,
        kept_frames: view.kept.into_iter().map(kept).collect(),
    }
}

/// The event that added a file; none for those of the first submission.
fn came_with(events: &[RecordedEvent], sha256: Digest) -> Option<&RecordedEvent> {
    let added = |event: &&RecordedEvent| match &event.event {
        ReviewEvent::EvidenceAdded { files, .. } => files.contains(&sha256),
        _ => false,
    };
    events.iter().find(added)
}

/// Links as given, or that there are some.
pub(super) async fn sources(material: &Material<'_>) -> Result<Vec<SourceFacts>, AppError> {
    let sources = material.reads.sources_of(material.item.id).await?;
    let shows = shows_sources(material.item);
    let facts = sources.into_iter().map(|source| SourceFacts {
        url: shows.then_some(source.url),
    });
    Ok(facts.collect())
}

/// A link may be the submitter's own post; what they want kept inside the team stays there.
fn shows_sources(item: &ItemRecord) -> bool {
    item.state.consent != Consent::Internal
}

/// What the report does not have.
pub(super) async fn withheld(
    material: &Material<'_>,
    files: &[FileFacts],
) -> Result<Vec<Withheld>, AppError> {
    let count = |what, count: u64| (count > 0).then_some((what, Some(count)));
    let sources = match shows_sources(material.item) {
        true => 0,
        false => material.reads.sources_of(material.item.id).await?.len() as u64,
    };
    let redactions = material.reads.redactions_of(material.item.id).await?;
    let regions = redactions
        .iter()
        .flat_map(|known| known.redaction.body.regions());
    let named = regions.filter(|region| !region.words.is_empty()).count();
    let comments = material.reads.comments_of(material.item.id).await?;
    let sealed = files.iter().map(|file| file.sealed_claims).sum();
    let words = past::withheld_words(material.events) as u64;
    let kinds = [
        Some((WithheldKind::Submitter, None)),
        count(WithheldKind::Conversation, words),
        count(WithheldKind::RawMetadata, sealed),
        count(WithheldKind::Sources, sources),
        count(WithheldKind::RedactionWords, named as u64),
        count(WithheldKind::Comments, comments.len() as u64),
    ];
    let kinds = kinds.into_iter().flatten();
    Ok(kinds
        .map(|(what, count)| Withheld { what, count })
        .collect())
}

/// What people said of files that look alike.
pub(super) async fn matches(material: &Material<'_>) -> Result<MatchesFacts, AppError> {
    let all = material.reads.matches_of(material.item.id).await?;
    let unanswered = all.iter().filter(|row| row.verdict.is_none()).count();
    let facts = |row: MatchRecord| {
        Some(MatchFacts {
            other_item: material.spoken(&row.other_short),
            relation: row.relation,
            score: row.score,
            is_same_bytes: row.exact,
            verdict: row.verdict?,
            by: row.answered_by.map(|user| material.name(user)),
            at: row.answered_at,
        })
    };
    Ok(MatchesFacts {
        answered: all.into_iter().filter_map(facts).collect(),
        unanswered,
    })
}

/// Every incident that the history names.
pub(super) async fn incidents(material: &Material<'_>) -> Result<Vec<IncidentFacts>, AppError> {
    let mut facts: Vec<IncidentFacts> = Vec::new();
    for event in material.events {
        let ReviewEvent::Linked { incident: Some(id) } = event.event else {
            continue;
        };
        if facts.iter().any(|known| known.uuid == id) {
            continue;
        }
        let incident = material.reads.load_incident(id).await?;
        facts.push(IncidentFacts {
            id: material.spoken(&incident.short),
            uuid: id,
            title: incident.title,
            date: incident.date,
            province: incident.province,
            is_current: material.item.state.incident == Some(id),
        });
    }
    Ok(facts)
}
