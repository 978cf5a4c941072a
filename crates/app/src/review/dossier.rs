//! Everything one page about one item shows, read once. What the viewer may not see is left out
//! here, not in the page.

use std::{collections::HashMap, sync::Arc};

use cairn_domain::{
    Action, Digest, File, FileId, Finding, FindingKind, Incident, OpenClaim, ShortId, Source,
    UserId,
    metadata::{Contradiction, contradictions},
};
use cairn_review::{Case, Offer, Workflow, offers};
use cairn_storage::{
    CommentRecord, DraftRecord, FrameSummary, ItemRecord, ListHitRecord, MatchRecord, Reads,
    RecordedEvent, ScanRecord, SnapshotRecord,
};

use super::{
    ReferenceView, RunView,
    blind::{Blindfold, blind},
    distances::{Distance, distances},
    facts,
    finding_view::{FindingView, finding_views},
    known::known,
    reference::references_of,
    reveal::warned_with,
    shadow::runs_of,
};
use crate::{
    App, AppError, Visit,
    matching::{self, Cluster},
    redaction::RedactionView,
    release::{Outlook, Shield},
};

/// An item as its workspace and the sign-off desk show it.
#[derive(Debug)]
pub struct Dossier {
    /// The item and its state.
    pub item: ItemRecord,
    /// The rules it runs under.
    pub workflow: Arc<Workflow>,
    /// What the viewer can do next, and what is closed and why.
    pub offers: Vec<Offer>,
    /// Digest of what a sign-off would sign.
    pub revision: Digest,
    /// What the submitter said.
    pub claimed: Claimed,
    /// Files with what they claim and what they look like.
    pub files: Vec<FileView>,
    /// Links.
    pub sources: Vec<Source>,
    /// What the public will see of it.
    pub outlook: Outlook,
    /// Findings, oldest first.
    pub findings: Vec<FindingView>,
    /// Runs of the shadow solver that were kept, as far as the viewer may see them.
    pub runs: Vec<RunView>,
    /// References that pictures are compared with, likewise.
    pub references: Vec<ReferenceView>,
    /// How far apart different people placed it; none while any of it is kept from the viewer.
    pub distances: Vec<Distance>,
    /// Findings of these kinds are kept from the viewer until they have recorded their own.
    pub blind: Vec<FindingKind>,
    /// How many remarks and reasons of others are kept from the viewer for the same time.
    pub withheld: usize,
    /// What the viewer has typed into its forms and not sent.
    pub drafts: Vec<DraftRecord>,
    /// The log, oldest first.
    pub history: Vec<HistoryLine>,
    /// Remarks, oldest first, with the author's name.
    pub comments: Vec<(CommentRecord, String)>,
    /// The incident it evidences.
    pub incident: Option<Incident>,
    /// The item kept in its place.
    pub duplicate_of: Option<ShortId>,
    /// Names of everybody who appears.
    pub names: HashMap<UserId, String>,
}

/// What the submitter believes it shows.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// What.
    pub what: String,
    /// Where.
    pub place: String,
    /// When.
    pub time: String,
}

/// One file.
#[derive(Debug)]
pub struct FileView {
    /// The file with its derivatives.
    pub file: File,
    /// What it says about itself, as far as the team may read it.
    pub claims: Vec<OpenClaim>,
    /// How many more statements are sealed.
    pub sealed: u64,
    /// What the malware scanner said of it last, if there is one and it has looked.
    pub scan: Option<ScanRecord>,
    /// Where what it says does not fit.
    pub contradictions: Vec<Contradiction>,
    /// What it looks like.
    pub matches: Vec<MatchView>,
    /// With how many files of the project it was compared; none before that was done.
    pub compared: Option<u64>,
    /// What it was said to be the same as, if anything.
    pub cluster: Option<Cluster>,
    /// What partners' lists call it, each with the list's name.
    pub listed: Vec<(ListHitRecord, String)>,
    /// Its frames in a word, if it is a recording whose frames are known one by one.
    pub frames: Option<FrameSummary>,
    /// Frames that were kept, in the order in which they are shown.
    pub kept: Vec<KeptView>,
    /// What is covered in its copy, if anything is.
    pub redaction: Option<RedactionView>,
    /// How many steps of looking the viewer has taken, under the present rating.
    pub revealed: u32,
}

/// A frame that was kept.
#[derive(Debug)]
pub struct KeptView {
    /// Which, by whom, when.
    pub row: SnapshotRecord,
    /// Who kept it.
    pub kept_by: String,
}

/// One match, seen from this item.
#[derive(Debug)]
pub struct MatchView {
    /// The match.
    pub row: MatchRecord,
    /// Who answered it.
    pub answered_by: Option<String>,
}

/// One line of the log.
#[derive(Debug)]
pub struct HistoryLine {
    /// What happened.
    pub recorded: RecordedEvent,
    /// Who: a name, or nothing for the machine and for submitters.
    pub who: Option<String>,
}

/// Reads the dossier of an item for a member.
pub async fn dossier(app: &App, visit: &Visit, short: &ShortId) -> Result<Dossier, AppError> {
    visit.permit(Action::ViewItems)?;
    let reads = app.store.read();
    let item = reads
        .find_item(visit.project.id, short)
        .await?
        .ok_or(AppError::NotFound)?;
    let workflow = app
        .workflow(&reads, visit.project.id, item.state.workflow)
        .await?;
    let facts = facts(app, &reads, &visit.project, &item).await?;
    let case = Case {
        workflow: &workflow,
        state: &item.state,
        facts: &facts,
        by: visit.actor(),
    };
    let offers = offers(&case);
    let blind = blind(&workflow, &item.state, visit.user);

    let mut history = reads.events_of(item.id).await?;
    let mut comments = reads.comments_of(item.id).await?;
    let mut findings = reads.findings_of(item.id).await?;
    let blindfold = Blindfold::new(blind, visit.user, &findings);
    blindfold.cover(&mut findings);
    let withheld = withhold(&blindfold, &mut history, &mut comments);
    let zone = &visit.project.zone;
    let mut files = file_views(&reads, zone, &item, visit.user).await?;
    let names = names(&reads, &item, &history, &comments, &findings, &files).await?;
    let redactions = reads.redactions_of(item.id).await?;
    for view in &mut files {
        view.redaction = RedactionView::of(view.file.id, &item.state, &redactions, &names);
    }
    let plain: Vec<File> = files.iter().map(|view| view.file.clone()).collect();
    let shield = Shield::read(&reads, &visit.project, item.state.incident).await?;
    let outlook = Outlook::of(shield, &item.state, &findings, &plain, &redactions);
    Ok(Dossier {
        outlook,
        offers,
        revision: facts.revision,
        claimed: Claimed {
            what: item.claimed_what.clone(),
            place: item.claimed_where.clone(),
            time: item.claimed_when.clone(),
        },
        sources: reads.sources_of(item.id).await?,
        incident: incident(&reads, &item).await?,
        duplicate_of: duplicate_of(&reads, &item).await?,
        runs: runs_of(&reads, item.id, blindfold.kinds(), visit.user).await?,
        references: references_of(&reads, item.id, blindfold.kinds(), visit.user).await?,
        distances: distances(&findings, &item.state, blindfold.kinds()),
        findings: finding_views(findings, &item.state, &names),
        history: history
            .into_iter()
            .map(|recorded| history_line(recorded, &names))
            .collect(),
        comments: comments.into_iter().map(|c| with_name(c, &names)).collect(),
        files: files
            .into_iter()
            .map(|file| name_people(file, &names))
            .collect(),
        blind: blindfold.kinds().to_vec(),
        drafts: reads.drafts_of(visit.user, item.id).await?,
        withheld,
        workflow,
        item,
        names,
    })
}

/// Takes out the words that are kept from the viewer; gives how many there were.
fn withhold(
    blindfold: &Blindfold,
    history: &mut [RecordedEvent],
    comments: &mut Vec<CommentRecord>,
) -> usize {
    let all = comments.len();
    comments.retain(|comment| !blindfold.hides_words(comment.author, comment.at));
    let lines = history.iter_mut().filter(|line| !line.words.is_empty());
    let hidden = lines.filter(|line| blindfold.hides_words_of(line.actor, line.at));
    let reasons = hidden.map(|line| line.words.clear()).count();
    all - comments.len() + reasons
}

/// The files of an item, as far as a viewer has uncovered them.
pub(crate) async fn file_views(
    reads: &Reads<'_>,
    zone: &str,
    item: &ItemRecord,
    viewer: UserId,
) -> Result<Vec<FileView>, AppError> {
    let warning = warned_with(item.state.rating.as_ref());
    let mut uncovered = reads.reveals_of(viewer, item.id).await?;
    uncovered.retain(|reveal| reveal.rating == warning);
    let mut matches = reads.matches_of(item.id).await?;
    let mut views = Vec::new();
    for file in reads.files_of(item.id).await? {
        let claims = reads.open_claims(file.id).await?;
        let sealed = reads.sealed_count(file.id).await?;
        let mut odd = contradictions(&claims, &known(zone, item, &file));
        if !reads.name_fits(file.id, &file.mime).await? {
            odd.push(Contradiction::NameDisagrees);
        }
        let (mine, rest) = matches.into_iter().partition(|row| row.file == file.id);
        matches = rest;
        let mine: Vec<MatchRecord> = mine;
        let unnamed = |row| MatchView {
            row,
            answered_by: None,
        };
        let revealed = uncovered.iter().find(|reveal| reveal.file == file.id);
        views.push(FileView {
            revealed: revealed.map_or(0, |reveal| reveal.steps),
            contradictions: odd,
            sealed: sealed.saturating_sub(claims.len() as u64),
            claims,
            cluster: matching::cluster_of_joined(reads, item.project, &mine, viewer).await?,
            matches: mine.into_iter().map(unnamed).collect(),
            redaction: None,
            scan: reads.find_scan(file.id).await?,
            compared: reads.find_comparison(file.id).await?.map(|it| it.files),
            listed: matching::listed(reads, item.project, file.id).await?,
            frames: reads.find_frame_summary(file.id).await?,
            kept: kept(reads, file.id).await?,
            file,
        });
    }
    Ok(views)
}

async fn kept(reads: &Reads<'_>, file: FileId) -> Result<Vec<KeptView>, AppError> {
    let rows = reads.snapshots_of(file).await?.into_iter();
    let unnamed = |row| KeptView {
        row,
        kept_by: String::new(),
    };
    Ok(rows.map(unnamed).collect())
}

async fn names(
    reads: &Reads<'_>,
    item: &ItemRecord,
    history: &[RecordedEvent],
    comments: &[CommentRecord],
    findings: &[Finding],
    files: &[FileView],
) -> Result<HashMap<UserId, String>, AppError> {
    let mut users: Vec<UserId> = history
        .iter()
        .filter_map(|line| line.actor.user())
        .collect();
    users.extend(comments.iter().filter_map(|comment| comment.author));
    users.extend(findings.iter().map(|finding| finding.author));
    users.extend(item.state.submitter);
    users.extend(item.state.lease.map(|lease| lease.by));
    let answers = files.iter().flat_map(|file| &file.matches);
    users.extend(answers.filter_map(|shown| shown.row.answered_by));
    let kept = files.iter().flat_map(|file| &file.kept);
    users.extend(kept.map(|kept| kept.row.kept_by));
    users.sort_unstable();
    users.dedup();
    Ok(reads.account_names(&users).await?)
}

async fn incident(reads: &Reads<'_>, item: &ItemRecord) -> Result<Option<Incident>, AppError> {
    match item.state.incident {
        Some(id) => Ok(Some(reads.load_incident(id).await?)),
        None => Ok(None),
    }
}

async fn duplicate_of(reads: &Reads<'_>, item: &ItemRecord) -> Result<Option<ShortId>, AppError> {
    match item.state.duplicate_of {
        Some(id) => Ok(Some(reads.load_item(id).await?.short)),
        None => Ok(None),
    }
}

fn history_line(recorded: RecordedEvent, names: &HashMap<UserId, String>) -> HistoryLine {
    let who = recorded
        .actor
        .user()
        .and_then(|user| names.get(&user).cloned());
    HistoryLine { recorded, who }
}

fn with_name(comment: CommentRecord, names: &HashMap<UserId, String>) -> (CommentRecord, String) {
    let name = comment
        .author
        .and_then(|user| names.get(&user).cloned())
        .unwrap_or_default();
    (comment, name)
}

fn name_people(mut view: FileView, names: &HashMap<UserId, String>) -> FileView {
    for shown in &mut view.matches {
        shown.answered_by = shown
            .row
            .answered_by
            .and_then(|user| names.get(&user).cloned());
    }
    for kept in &mut view.kept {
        kept.kept_by = names.get(&kept.row.kept_by).cloned().unwrap_or_default();
    }
    view
}
