//! Finding the same footage: what is asked when a file arrives, what people make of the answers, and
//! questions that leave nothing behind.

mod answer;
mod ask;
mod cluster;
mod desk;
mod how;
mod matcher;
mod pair;

pub use answer::{answer_match, take_back};
pub use ask::{Asked, AskedFor, ask_by_file};
pub use cluster::{Cluster, ClusterFile};
pub use desk::{Desk, DeskPair, Stakes, confirm_together, desk, set_confirm_from};
pub use how::{HowFound, Likeness, Stretch, likeness};
pub(crate) use matcher::{Found, Looked, look_for_same};
pub(crate) use matcher::{Matcher, joined};
pub use pair::{AnswerLine, PairView, Side, pair};
