//! Finding the same footage: what is asked when a file arrives, what people make of the answers, and
//! questions that leave nothing behind.

mod answer;
mod ask;
mod cluster;
mod describe;
mod desk;
mod how;
mod listed;
mod lists;
mod matcher;
mod pair;
mod record;

pub use answer::{answer_match, take_back};
pub use ask::{Asked, ask_by_file, ask_by_frame, has_other_projects};
pub(crate) use cluster::cluster_of_joined;
pub(crate) use cluster::known_from_elsewhere;
pub use cluster::{Cluster, ClusterFile};
pub use describe::describe_outdated;
pub(crate) use describe::{DESCRIBE, describe};
pub use desk::{Desk, DeskPair, Stakes, confirm_together, desk, set_confirm_from};
pub use how::{HowFound, Likeness, Stretch, likeness};
pub(crate) use listed::{LOOK, Lists, look_again as look_for_listed};
pub(crate) use lists::listed;
pub use lists::{
    HashListView, HitView, ListDraft, Listing, hand_out, hash_list, hash_lists, remove_list,
    take_list,
};
pub(crate) use matcher::{Found, Looked, look_for_same};
pub(crate) use matcher::{Matcher, joined};
pub use pair::{AnswerLine, PairView, Side, pair};
pub(crate) use record::Comparison;
