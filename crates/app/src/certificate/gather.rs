//! Reading everything of one item from one state.

use std::collections::HashMap;

use cairn_domain::{Action, Export, ProjectCode, Role, ShortId, UserId};
use cairn_storage::{ItemRecord, ProjectRecord, Reads, RecordedEvent};

use super::{
    items, judged,
    ledger::{Proven, proven},
    past,
    record::{Certificate, FORMAT, Made, PersonFacts, ProjectFacts, STATEMENT},
};
use crate::{App, AppError, Visit, audit, review::blind_item};

/// A report with the files that belong to it.
#[derive(Debug)]
pub struct Issued {
    /// What it says.
    pub certificate: Certificate,
    /// Proofs by file name, in the order of the history.
    pub proofs: Vec<(String, Vec<u8>)>,
    /// Time stamps by file name, with the checkpoint that they are over and proofs that lead to it.
    pub stamps: Vec<(String, Vec<u8>)>,
}

impl Issued {
    /// The same with the files as received, which a bag then holds too.
    pub fn with_originals(mut self) -> Self {
        for file in &mut self.certificate.files {
            file.path = Some(format!("files/{}", file.sha256));
        }
        self
    }
}

/// Everything that is read before anything is said.
pub(super) struct Material<'a> {
    pub(super) app: &'a App,
    pub(super) reads: &'a Reads<'a>,
    pub(super) project: &'a ProjectRecord,
    pub(super) item: &'a ItemRecord,
    pub(super) events: &'a [RecordedEvent],
    pub(super) names: &'a HashMap<UserId, String>,
}

impl Material<'_> {
    /// The name of an account; a dash for one that is gone.
    pub(super) fn name(&self, user: UserId) -> String {
        let known = self.names.get(&user).cloned();
        known.unwrap_or_else(|| "—".to_owned())
    }

    /// An id as pages name it.
    pub(super) fn spoken(&self, short: &ShortId) -> String {
        format!("{}-{short}", self.project.code)
    }
}

/// Who makes a report.
struct Maker {
    name: Option<String>,
    role: Option<Role>,
}

/// Makes the report of an item for a member who may hand it out, and puts on record that it was.
///
/// # Errors
/// [`AppError::Refused`] for other roles, and while the member has to find a place or a time of the
/// item without seeing what others found.
pub async fn issue(app: &App, visit: &Visit, short: &ShortId) -> Result<Issued, AppError> {
    visit.permit(Action::Certify)?;
    let snapshot = app.store.snapshot().await?;
    let reads = snapshot.read();
    let (item, blind) = blind_item(app, &reads, visit, short).await?;
    if !blind.is_empty() {
        let stage = item.state.stage.clone();
        return Err(AppError::refuse(cairn_review::Refusal::NotAtThisStage {
            stage,
        }));
    }
    let names = reads.account_names(&[visit.user]).await?;
    let maker = Maker {
        name: names.get(&visit.user).cloned(),
        role: Some(visit.role),
    };
    let issued = gather(app, &reads, &visit.project, &item, maker).await?;
    audit::exported_of(app, visit, item.id, Export::Certificate).await?;
    Ok(issued)
}

/// Makes the report of an item for whoever runs the instance and has all of it before them. The
/// instance is only read, so this leaves no record.
///
/// # Errors
/// [`AppError::NotFound`] if there is no such item.
pub async fn issue_as_operator(
    app: &App,
    code: &ProjectCode,
    short: &ShortId,
) -> Result<Issued, AppError> {
    let snapshot = app.store.snapshot().await?;
    let reads = snapshot.read();
    let project = reads.find_project(code).await?.ok_or(AppError::NotFound)?;
    let item = reads.find_item(project.id, short).await?;
    let item = item.ok_or(AppError::NotFound)?;
    let maker = Maker {
        name: None,
        role: None,
    };
    gather(app, &reads, &project, &item, maker).await
}

/// One way for everybody.
async fn gather(
    app: &App,
    reads: &Reads<'_>,
    project: &ProjectRecord,
    item: &ItemRecord,
    maker: Maker,
) -> Result<Issued, AppError> {
    let events = reads.events_of(item.id).await?;
    let names = names(reads, item, &events).await?;
    let material = Material {
        app,
        reads,
        project,
        item,
        events: &events,
        names: &names,
    };
    let proven = proven(&material).await?;
    let certificate = certificate(&material, maker, &proven).await?;
    Ok(Issued {
        certificate,
        proofs: proven.files,
        stamps: proven.stamps,
    })
}

async fn certificate(
    material: &Material<'_>,
    maker: Maker,
    proven: &Proven,
) -> Result<Certificate, AppError> {
    let files = items::files(material).await?;
    Ok(Certificate {
        format: FORMAT,
        statement: STATEMENT,
        made: Made {
            at: material.app.clock.now(),
            by: maker.name,
            role: maker.role,
            software: concat!("cairn ", env!("CARGO_PKG_VERSION")).to_owned(),
        },
        project: ProjectFacts {
            code: material.project.code.to_string(),
            name: material.project.name.clone(),
            zone: material.project.zone.clone(),
            is_demo: material.project.is_demo,
        },
        item: items::item(material).await?,
        withheld: items::withheld(material, &files).await?,
        sources: items::sources(material).await?,
        files,
        findings: judged::findings(material).await?,
        objections: judged::objections(material),
        sign_offs: judged::sign_offs(material),
        redactions: judged::redactions(material).await?,
        matches: items::matches(material).await?,
        incidents: items::incidents(material).await?,
        publication: past::publication(material).await?,
        history: past::history(material, proven),
        ledger: proven.ledger.clone(),
        people: people(material),
    })
}

/// Names of everybody who did something on record. Whoever only handed the item in is not among
/// them.
async fn names(
    reads: &Reads<'_>,
    item: &ItemRecord,
    events: &[RecordedEvent],
) -> Result<HashMap<UserId, String>, AppError> {
    let acted = events.iter().filter(|event| !past::is_receipt(event));
    let mut users: Vec<UserId> = acted.filter_map(|event| event.actor.user()).collect();
    let findings = reads.findings_of(item.id).await?;
    users.extend(findings.iter().map(|finding| finding.author));
    let redactions = reads.redactions_of(item.id).await?;
    users.extend(redactions.iter().map(|known| known.redaction.author));
    let matches = reads.matches_of(item.id).await?;
    users.extend(matches.iter().filter_map(|known| known.answered_by));
    for file in reads.files_of(item.id).await? {
        let kept = reads.snapshots_of(file.id).await?;
        users.extend(kept.iter().map(|kept| kept.kept_by));
    }
    users.sort_unstable();
    users.dedup();
    Ok(reads.account_names(&users).await?)
}

/// In the order of their ids, so that the same state gives the same report.
fn people(material: &Material<'_>) -> Vec<PersonFacts> {
    let all = material.names.iter();
    let mut people: Vec<_> = all
        .map(|(id, name)| PersonFacts {
            id: *id,
            name: name.clone(),
        })
        .collect();
    people.sort_by_key(|person| person.id);
    people
}
