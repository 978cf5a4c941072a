//! People covered in copies: a photo and a clip that are published redacted, and one whose copy still
//! waits for somebody else's look.

use cairn_app::{
    redaction::{self, Confirming, RedactionDraft, RegionDraft},
    stored::RedactionOutcome,
    worker,
};
use cairn_domain::{Consent, MediaKind, Sensitivity};

use super::{Stage, words};
use crate::{
    demo::plan::{ItemPlan, PlannedStage},
    instance::Problem,
};

impl Stage<'_> {
    /// Covers somebody in the copy of an item, if the story has it so; another verifier looks at the
    /// copy where the item goes on to be published.
    pub(super) async fn cover(&mut self, index: usize) -> Result<(), Problem> {
        let waits = Some(index) == self.first(|item| item.stage == PlannedStage::SignOff);
        let leaves = |is_clip: bool| {
            self.first(|item| {
                item.stage == PlannedStage::Published && item.media.is_clip() == is_clip
            })
        };
        let goes_on = [leaves(false), leaves(true)].contains(&Some(index));
        if !(waits || goes_on) {
            return Ok(());
        }
        self.draw_regions(index).await?;
        if goes_on {
            self.look(index).await?;
        }
        Ok(())
    }

    /// The first original of some kind that may leave with people hidden.
    fn first(&self, is_it: impl Fn(&ItemPlan) -> bool) -> Option<usize> {
        self.plan.items.iter().position(|item| {
            item.consent == Consent::PublishRedacted
                && item.copy_of.is_none()
                && item.second_geolocation.is_none()
                && item.rating.sensitivity != Sensitivity::Extreme
                && is_it(item)
        })
    }

    async fn draw_regions(&mut self, index: usize) -> Result<(), Problem> {
        let item = self.item(index).await?;
        let files = self.app.store.read().files_of(item.id).await?;
        let file = files.first().ok_or("the item has no file")?;
        let moves = file.kind == MediaKind::Video;
        let region = |shape: &str, reason: &str, hides: &str, track: &str| RegionDraft {
            shape: shape.into(),
            reason: reason.into(),
            words: hides.into(),
            track: track.into(),
            ..RegionDraft::default()
        };
        let walk = "0 36 44 9 22\n0.8 42 45 9 22\n1.8 52 46 10 24";
        let face = if moves { walk } else { "41 47 8 20" };
        let draft = RedactionDraft {
            seen: item.state.seq,
            regions: vec![
                region("ellipse", "face", "The man at the gate", face),
                region("rectangle", "plate", "", "66 72 12 8"),
            ],
            sound: if moves {
                "remove".into()
            } else {
                String::new()
            },
            ..RedactionDraft::default()
        };
        let visit = self.cast.visit(self.app, self.verifier(index)).await?;
        redaction::redact(self.app, &visit, &item.short, &file.sha256, &draft)
            .await
            .map_err(words)?;
        // The job table also holds examinations; nothing may be examined twice at once.
        self.wait().await?;
        worker::run_until_idle(self.app).await.map_err(words)?;
        Ok(())
    }

    async fn look(&mut self, index: usize) -> Result<(), Problem> {
        let item = self.item(index).await?;
        let known = self.app.store.read().redactions_of(item.id).await?;
        let drawn = known.last().ok_or("nothing was drawn")?;
        let Some(RedactionOutcome::Made { copy, .. }) = drawn.outcome else {
            return Err("the redacted copy could not be made".into());
        };
        let confirming = Confirming {
            seen: item.state.seq,
            redaction: drawn.redaction.id,
            copy,
            looked: true,
        };
        let other = self.verifier(index + 1);
        let visit = self.cast.visit(self.app, other).await?;
        redaction::confirm_redaction(self.app, &visit, &item.short, confirming)
            .await
            .map_err(words)?;
        Ok(())
    }
}
