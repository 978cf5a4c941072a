//! What people do at each step, through the use cases.

mod covering;

use std::{collections::HashMap, thread::available_parallelism};

use cairn_app::{
    App, AppError, Visit,
    intake::{self, IncomingFile, Submission},
    matching, release, review,
    stored::ItemRecord,
};
use cairn_domain::{Chronolocation, Geolocation, ItemId, MediaKind, ShortId};
use cairn_review::{Act, Command, StageKind};
use chrono::Duration;
use tokio::task::JoinHandle;

use super::{
    drafts::{no_place_draft, place_draft, time_draft, verdict},
    people::Cast,
};
use crate::{
    demo::{
        self,
        plan::{ItemPlan, Plan, PlannedFinding, PlannedStage, Submitter},
    },
    instance::Problem,
};

/// The plan while it is being played.
pub struct Stage<'a> {
    app: &'a App,
    cast: &'a Cast,
    plan: &'a Plan,
    made: Media,
    items: HashMap<usize, (ItemId, ShortId)>,
    examining: Vec<JoinHandle<Result<(), AppError>>>,
}

/// Files that are being drawn ahead of their time.
type Media = HashMap<usize, JoinHandle<Result<Vec<u8>, demo::DemoError>>>;

impl<'a> Stage<'a> {
    /// Nothing has happened yet.
    pub fn new(app: &'a App, cast: &'a Cast, plan: &'a Plan) -> Self {
        let (made, items, examining) = (Media::new(), HashMap::new(), Vec::new());
        Self {
            app,
            cast,
            plan,
            made,
            items,
            examining,
        }
    }

    /// Hands an item in; the machine examines it while the story goes on.
    pub async fn receive(&mut self, index: usize) -> Result<(), Problem> {
        self.draw_ahead(index);
        let item = &self.plan.items[index];
        let bytes = match self.made.remove(&index) {
            Some(drawing) => drawing.await??,
            None => demo::media(&item.media)?,
        };
        let mut incoming = IncomingFile::begin(self.app, Some(item.file_name.clone()))
            .await
            .map_err(words)?;
        incoming.write(&bytes).await.map_err(words)?;
        let file = incoming.finish().await.map_err(words)?;
        let member = match item.submitter {
            Submitter::Anonymous => None,
            Submitter::Volunteer => Some(self.cast.user("volunteer")?),
        };
        let submission = Submission {
            files: vec![file],
            links: item.sources.join("\n"),
            what: format!("{}\n\n{}", item.title, item.claimed_what),
            place: item.claimed_where.clone(),
            time: item.claimed_when.clone(),
            consent: item.consent.to_string(),
            member,
            synthetic: true,
        };
        let project = self.cast.visit(self.app, "lead").await?.project;
        let received = intake::receive(self.app, &project, submission)
            .await
            .map_err(words)?;
        self.items.insert(index, (received.item, received.short));
        // Not through the job table: its leases run on the story's clock, which jumps by days.
        let (app, id) = (self.app.clone(), received.item);
        self.examining
            .push(tokio::spawn(async move { intake::examine(&app, id).await }));
        Ok(())
    }

    /// Starts drawing the next few files that will be handed in.
    fn draw_ahead(&mut self, index: usize) {
        let ahead = available_parallelism().map_or(2, usize::from) * 2;
        for next in index..(index + ahead).min(self.plan.items.len()) {
            if !self.items.contains_key(&next) && !self.made.contains_key(&next) {
                let spec = self.plan.items[next].media.clone();
                let drawing = tokio::task::spawn_blocking(move || demo::media(&spec));
                self.made.insert(next, drawing);
            }
        }
    }

    /// Waits until the machine has examined everything that was handed in.
    pub async fn wait(&mut self) -> Result<(), Problem> {
        for examining in self.examining.drain(..) {
            examining.await?.map_err(words)?;
        }
        Ok(())
    }

    /// The item as it is now, out of intake.
    async fn item(&mut self, index: usize) -> Result<ItemRecord, Problem> {
        let id = self
            .items
            .get(&index)
            .map(|(id, _)| *id)
            .ok_or("the item was never handed in")?;
        let item = self.app.store.read().load_item(id).await?;
        if item.state.kind != StageKind::Intake {
            return Ok(item);
        }
        self.wait().await?;
        Ok(self.app.store.read().load_item(id).await?)
    }

    /// One act by one person.
    async fn act(&mut self, who: &str, index: usize, act: Act, why: &str) -> Result<(), Problem> {
        let item = self.item(index).await?;
        let visit = self.cast.visit(self.app, who).await?;
        let command = Command {
            seen: item.state.seq,
            words: why.to_owned(),
            act,
        };
        review::act(self.app, &visit, &item.short, command)
            .await
            .map_err(words)?;
        self.app.clock.advance(Duration::minutes(3));
        Ok(())
    }

    async fn go(&mut self, who: &str, index: usize, to: &str, why: &str) -> Result<(), Problem> {
        self.act(who, index, Act::Move { to: to.into() }, why).await
    }

    /// The verifier whose turn an item is.
    fn verifier(&self, index: usize) -> &'static str {
        ["verifier", "verifier2"][index % 2]
    }

    /// Somebody takes it and is at it.
    pub async fn hold(&mut self, index: usize) -> Result<(), Problem> {
        self.act(self.verifier(index), index, Act::Claim, "").await
    }

    /// A first look: rating, incident, duplicate or out of scope.
    pub async fn triage(&mut self, index: usize) -> Result<(), Problem> {
        let (who, plan) = (self.verifier(index), self.plan);
        let item = &plan.items[index];
        self.act(who, index, Act::Claim, "").await?;
        self.act(
            who,
            index,
            Act::Rate {
                rating: item.rating.clone(),
            },
            "",
        )
        .await?;
        self.answer_matches(who, index).await?;
        match item.stage {
            PlannedStage::Rejected => {
                let why = item.reason.as_deref().unwrap_or("Out of scope.");
                self.go(who, index, "set_aside", why).await
            }
            PlannedStage::Duplicate => {
                let kept = item
                    .copy_of
                    .and_then(|(kept, _)| self.items.get(&kept))
                    .map(|(id, _)| *id);
                self.act(who, index, Act::NameDuplicate { of: kept }, "")
                    .await?;
                self.go(who, index, "call_duplicate", "").await
            }
            _ => {
                let incident = Some(self.cast.incidents[item.incident].id);
                self.act(who, index, Act::Link { incident }, "").await?;
                self.go(who, index, "accept", "").await
            }
        }
    }

    /// Says what the files are to each other, where the plan has somebody say so.
    async fn answer_matches(&mut self, who: &str, index: usize) -> Result<(), Problem> {
        let Some((kept, Some(verdict))) = self.plan.items[index].copy_of else {
            return Ok(());
        };
        let item = self.item(index).await?;
        let other = self.items.get(&kept).map(|(id, _)| *id);
        let visit = self.cast.visit(self.app, who).await?;
        for row in self.app.store.read().matches_of(item.id).await? {
            if Some(row.other_item) == other && row.verdict.is_none() {
                let answered = matching::answer_match(self.app, &visit, row.id, verdict);
                answered.await.map_err(words)?;
            }
        }
        Ok(())
    }

    /// Where, or nowhere; a second verifier may contradict.
    pub async fn geolocate(&mut self, index: usize) -> Result<(), Problem> {
        let plan = self.plan;
        let item = &plan.items[index];
        let Some(first) = &item.geolocation else {
            return Ok(());
        };
        self.say(index).await?;
        self.record_place(index, first).await?;
        if let Some(second) = &item.second_geolocation {
            self.act(first.by, index, Act::Release, "").await?;
            self.record_place(index, second).await?;
            return self.go(second.by, index, "dispute_place", "").await;
        }
        match first.body {
            Some(_) => self.go(first.by, index, "place_established", "").await,
            None => self.go(first.by, index, "no_place", "").await,
        }
    }

    async fn record_place(
        &mut self,
        index: usize,
        found: &PlannedFinding<Geolocation>,
    ) -> Result<(), Problem> {
        self.act(found.by, index, Act::Claim, "").await?;
        let item = self.item(index).await?;
        let visit = self.cast.visit(self.app, found.by).await?;
        let mut draft = match &found.body {
            Some(place) => place_draft(place),
            None => no_place_draft(),
        };
        let files = self.app.store.read().files_of(item.id).await?;
        let photo = files.first().filter(|file| file.kind == MediaKind::Photo);
        draft.drawn_on = photo
            .map(|file| file.sha256.to_string())
            .unwrap_or_default();
        let verdict = verdict(&item, found);
        review::record_geolocation(self.app, &visit, &item.short, &draft, &verdict)
            .await
            .map_err(words)?;
        Ok(())
    }

    /// When.
    pub async fn chronolocate(&mut self, index: usize) -> Result<(), Problem> {
        let plan = self.plan;
        if plan.items[index].second_geolocation.is_some() {
            return Ok(());
        }
        let Some(found) = &plan.items[index].chronolocation else {
            return Ok(());
        };
        self.record_time(index, found).await?;
        self.go(found.by, index, "time_established", "").await
    }

    async fn record_time(
        &mut self,
        index: usize,
        found: &PlannedFinding<Chronolocation>,
    ) -> Result<(), Problem> {
        self.act(found.by, index, Act::Claim, "").await?;
        let item = self.item(index).await?;
        let visit = self.cast.visit(self.app, found.by).await?;
        let draft = found
            .body
            .as_ref()
            .map(time_draft)
            .transpose()?
            .unwrap_or_default();
        let verdict = verdict(&item, found);
        review::record_chronolocation(self.app, &visit, &item.short, &draft, &verdict)
            .await
            .map_err(words)?;
        Ok(())
    }

    /// A lead looks: objections, returns, sign-off.
    pub async fn judge(&mut self, index: usize) -> Result<(), Problem> {
        let plan = self.plan;
        let item = &plan.items[index];
        if item.second_geolocation.is_some() {
            return Ok(());
        }
        if let Some(objection) = &item.objection {
            self.act(objection.by, index, Act::Object, &objection.words)
                .await?;
            let raised = self.item(index).await?.state.seq;
            if let Some((who, answer)) = &objection.answer {
                self.act(who, index, Act::Answer { objection: raised }, answer)
                    .await?;
            }
        }
        if let Some(returned) = &item.returned {
            self.send_back(index, item, returned.to, &returned.words)
                .await?;
        }
        self.cover(index).await?;
        match item.stage {
            PlannedStage::Published | PlannedStage::Approved => self.sign_off(index).await,
            _ => Ok(()),
        }
    }

    async fn send_back(
        &mut self,
        index: usize,
        item: &ItemPlan,
        to: PlannedStage,
        why: &str,
    ) -> Result<(), Problem> {
        if to == PlannedStage::Geolocation {
            self.go("lead", index, "return_to_geolocation", why).await?;
            let Some(found) = &item.geolocation else {
                return Ok(());
            };
            self.record_place(index, found).await?;
            self.go(found.by, index, "place_established", "").await?;
        } else {
            self.go("lead", index, "return_to_chronolocation", why)
                .await?;
        }
        let Some(found) = &item.chronolocation else {
            return Ok(());
        };
        self.record_time(index, found).await?;
        self.go(found.by, index, "time_established", "").await
    }

    async fn sign_off(&mut self, index: usize) -> Result<(), Problem> {
        let revision = self.item(index).await?.revision;
        self.act("lead", index, Act::SignOff { revision }, "").await
    }

    /// A published item is taken back in the open.
    pub async fn retract(&mut self, index: usize) -> Result<(), Problem> {
        let item = self.item(index).await?;
        let lead = self.cast.visit(self.app, "lead").await?;
        let why = release::Retraction {
            kind: cairn_domain::RetractionReason::Privacy,
            words: "The person who recorded it asked us to take it back.".to_owned(),
            replaced_by: None,
        };
        release::retract(self.app, &lead, &item.short, item.state.seq, why)
            .await
            .map_err(words)
    }

    async fn say(&mut self, index: usize) -> Result<(), Problem> {
        let short = self.item(index).await?.short;
        for (who, body) in &self.plan.items[index].comments {
            let visit: Visit = self.cast.visit(self.app, who).await?;
            review::comment(self.app, &visit, &short, body)
                .await
                .map_err(words)?;
        }
        Ok(())
    }
}

/// What went wrong, with every reason, for whoever runs the command.
pub fn words(error: AppError) -> Problem {
    match error {
        AppError::Internal(source) => source,
        other => format!("{other:?}").into(),
    }
}
