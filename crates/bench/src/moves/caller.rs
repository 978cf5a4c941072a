//! Somebody who makes moves through the app, one after the other, round and round the same items.

use std::{collections::VecDeque, time::Duration};

use cairn_app::{App, Visit, review};
use cairn_domain::ShortId;
use cairn_review::{Act, Command};
use chrono::TimeDelta;

use crate::{Problem, instance, measure::now};

/// An item and what the caller last saw of it.
#[derive(Debug, Clone)]
struct Seen {
    short: ShortId,
    seq: u64,
    is_at_triage: bool,
}

/// Makes moves on items that nobody else touches.
#[derive(Clone)]
pub(super) struct Caller {
    app: App,
    visit: Visit,
    items: VecDeque<Seen>,
}

impl Caller {
    /// A caller for every item that waits for a place: rated, accepted, held by nobody.
    pub(super) async fn of_all(app: &App) -> Result<Self, Problem> {
        let visit = instance::visit(app).await?;
        let items = app
            .store
            .read()
            .items_at(visit.project.id, "geolocation")
            .await?;
        let items: VecDeque<_> = items
            .into_iter()
            .map(|item| Seen {
                short: item.short,
                seq: item.state.seq,
                is_at_triage: false,
            })
            .collect();
        if items.is_empty() {
            return Err("no item waits for a place: seed more".into());
        }
        Ok(Self {
            app: app.clone(),
            visit,
            items,
        })
    }

    /// Several callers who share the items out among them.
    pub(super) fn shared_out(self, callers: usize) -> Result<Vec<Self>, Problem> {
        if self.items.len() < callers {
            return Err("fewer items than callers: seed more".into());
        }
        let share = |number: usize| Self {
            items: self
                .items
                .iter()
                .skip(number)
                .step_by(callers)
                .cloned()
                .collect(),
            ..self.clone()
        };
        Ok((0..callers).map(share).collect())
    }

    /// The callers' items again in one hand.
    pub(super) fn together(callers: Vec<Self>) -> Option<Self> {
        callers.into_iter().reduce(|mut all, some| {
            all.items.extend(some.items);
            all
        })
    }

    /// Makes the next move, one second later, and says how long it took.
    pub(super) async fn make_move(&mut self) -> Result<Duration, Problem> {
        let mut item = self.items.pop_front().ok_or("no items")?;
        self.app.clock.advance(TimeDelta::seconds(1));
        let (to, words) = if item.is_at_triage {
            ("accept", "")
        } else {
            ("back_to_triage", "The incident is another one.")
        };
        let command = Command {
            seen: item.seq,
            words: words.into(),
            act: Act::Move { to: to.into() },
        };
        let began = now();
        let acted = review::act(&self.app, &self.visit, &item.short, command).await?;
        let took = began.elapsed();
        item.seq = acted.state.seq;
        item.is_at_triage = !item.is_at_triage;
        self.items.push_back(item);
        Ok(took)
    }
}
