//! Answers about the public dataset that take work to make. Each is kept under a mark that names the state
//! of the dataset it is of: after a change of what is public nobody asks for it any more, and room is made
//! of it.

use bytes::Bytes;
use cairn_app::AppError;
use cairn_domain::Digest;
use quick_cache::{
    DefaultHashBuilder, OptionsBuilder, Weighter,
    sync::{Cache, DefaultLifecycle},
};

/// How much is kept, in bytes: many lists, beside the places of a million incidents.
const MOST_BYTES: u64 = 48 << 20;
/// How many that is, roughly.
const USUAL: usize = 256;
/// How much of the room is for what was asked for again. The rest is for what is new, and has to hold the
/// largest.
const ASKED_AGAIN: f64 = 0.5;
/// What an answer takes beside its own bytes.
const AROUND_BYTES: u64 = 128;

/// The answers that are kept.
pub(crate) struct Answers(Cache<Digest, Bytes, ByLength>);

#[derive(Clone)]
struct ByLength;

impl Weighter<Digest, Bytes> for ByLength {
    fn weight(&self, _: &Digest, answer: &Bytes) -> u64 {
        AROUND_BYTES + answer.len() as u64
    }
}

impl Default for Answers {
    fn default() -> Self {
        let mut options = OptionsBuilder::new();
        options
            .estimated_items_capacity(USUAL)
            .weight_capacity(MOST_BYTES)
            .hot_allocation(ASKED_AGAIN)
            // Parts share the room, and the largest has to fit into one of them.
            .shards(1);
        let (hasher, lifecycle) = (DefaultHashBuilder::default(), DefaultLifecycle::default());
        Self(match options.build() {
            Ok(options) => Cache::with_options(options, ByLength, hasher, lifecycle),
            Err(_) => Cache::with_weighter(USUAL, MOST_BYTES, ByLength),
        })
    }
}

impl Answers {
    /// The answer under a mark. Who asks while it is made waits for that making; what fails is not
    /// kept.
    pub(crate) async fn kept_or(
        &self,
        mark: Digest,
        made: impl Future<Output = Result<Bytes, AppError>>,
    ) -> Result<Bytes, AppError> {
        self.0.get_or_insert_async(&mark, made).await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn mark(number: usize) -> Digest {
        Digest::of_bytes(&number.to_le_bytes())
    }

    #[tokio::test]
    async fn an_answer_is_made_once_and_a_failure_is_made_again() {
        let (answers, made) = (Answers::default(), AtomicUsize::new(0));
        let make = async |works: bool| {
            made.fetch_add(1, Ordering::Relaxed);
            match works {
                true => Ok(Bytes::from_static(b"answer")),
                false => Err(AppError::NotFound),
            }
        };
        assert!(answers.kept_or(mark(1), make(false)).await.is_err());
        for _ in 0..3 {
            let answer = answers.kept_or(mark(1), make(true)).await.expect("made");
            assert_eq!(answer, "answer");
        }
        assert_eq!(made.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn the_largest_finds_room_and_all_together_keep_to_theirs() {
        let answers = Answers::default();
        let places = Bytes::from(vec![0; 14_000_000]);
        for number in 0..20 {
            let made = async { Ok(places.clone()) };
            answers.kept_or(mark(number), made).await.expect("made");
            assert!(answers.0.get(&mark(number)).is_some(), "{number}");
        }
        assert!(answers.0.weight() <= MOST_BYTES);
    }
}
