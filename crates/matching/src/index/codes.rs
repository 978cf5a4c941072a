//! Codes in memory, word beside word, so that eight of them are compared at once.

use super::code::{Code, WORDS};

/// Codes of a block: a line of the cache for each of their words.
pub(super) const LANES: usize = 8;

/// Eight codes: first words, second words and so on. Aligned so that none straddles a cache line.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(64))]
pub(super) struct Block(pub(super) [[u64; LANES]; WORDS]);

impl Block {
    #[inline(always)]
    pub(super) fn code(&self, lane: usize) -> Code {
        Code(std::array::from_fn(|word| self.0[word][lane]))
    }

    pub(super) fn set(&mut self, lane: usize, code: &Code) {
        for (column, word) in self.0.iter_mut().zip(code.0) {
            column[lane] = word;
        }
    }
}

/// A list of codes.
#[derive(Debug, Clone, Default)]
pub(super) struct Codes {
    blocks: Vec<Block>,
    len: usize,
}

impl Codes {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// All blocks; lanes of the last one past [`Codes::len`] mean nothing.
    pub(super) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// How many lanes of a block hold codes.
    #[inline(always)]
    pub(super) fn lanes(&self, block: usize) -> usize {
        (self.len - LANES * block).min(LANES)
    }

    pub(super) fn reserve(&mut self, more: usize) {
        let wanted = (self.len + more).div_ceil(LANES);
        self.blocks.reserve(wanted - self.blocks.len());
    }

    pub(super) fn shrink_to_fit(&mut self) {
        self.blocks.shrink_to_fit();
    }

    pub(super) fn push(&mut self, code: &Code) {
        if self.len.is_multiple_of(LANES) {
            self.blocks.push(Block::default());
        }
        self.len += 1;
        self.set(self.len - 1, code);
    }

    /// Removes a code and puts the last one in its place, as a `Vec` does.
    pub(super) fn swap_remove(&mut self, at: usize) {
        let last = self.get(self.len - 1);
        self.set(at, &last);
        self.len -= 1;
        self.blocks.truncate(self.len.div_ceil(LANES));
    }

    #[inline(always)]
    pub(super) fn get(&self, at: usize) -> Code {
        self.blocks[at / LANES].code(at % LANES)
    }

    fn set(&mut self, at: usize, code: &Code) {
        self.blocks[at / LANES].set(at % LANES, code);
    }

    pub(super) fn memory_bytes(&self) -> usize {
        size_of::<Block>() * self.blocks.capacity()
    }
}
