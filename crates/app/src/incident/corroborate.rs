//! How many independent origins evidence an incident.

use cairn_domain::{IncidentSource, ItemId, MatchVerdict, link_key, origins};
use cairn_storage::{ItemRecord, Reads};

use crate::AppError;

/// The origins of an incident's evidence: items first, then sources.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origins {
    /// The number of each item's origin, from 0.
    pub of_items: Vec<usize>,
    /// The number of each source's origin.
    pub of_sources: Vec<usize>,
}

impl Origins {
    /// How many there are.
    pub fn count(&self) -> usize {
        let all = self.of_items.iter().chain(&self.of_sources);
        all.max().map_or(0, |last| last + 1)
    }
}

/// Groups items and sources by origin: the same footage, the same link, the same first speaker.
pub(crate) async fn origins_of(
    reads: &Reads<'_>,
    items: &[&ItemRecord],
    sources: &[IncidentSource],
) -> Result<Origins, AppError> {
    let mut strands = Vec::new();
    for item in items {
        strands.push(item_keys(reads, item.id).await?);
    }
    strands.extend(sources.iter().map(source_keys));
    let mut of_items = origins(&strands);
    let of_sources = of_items.split_off(items.len());
    Ok(Origins {
        of_items,
        of_sources,
    })
}

/// Items that a person or the machine called the same footage meet in each other's names, also
/// where the one between them evidences something else.
async fn item_keys(reads: &Reads<'_>, item: ItemId) -> Result<Vec<String>, AppError> {
    let mut keys = vec![format!("item:{}", item.0)];
    for source in reads.sources_of(item).await? {
        keys.push(format!("link:{}", link_key(&source.url)));
    }
    for found in reads.matches_of(item).await? {
        if let Some(MatchVerdict::SameFile | MatchVerdict::SameFootage) = found.verdict {
            keys.push(format!("item:{}", found.other_item.0));
        }
    }
    Ok(keys)
}

fn source_keys(source: &IncidentSource) -> Vec<String> {
    let mut keys = vec![format!("origin:{}", source.origin.trim().to_lowercase())];
    if !source.url.is_empty() {
        keys.push(format!("link:{}", link_key(&source.url)));
    }
    keys
}
