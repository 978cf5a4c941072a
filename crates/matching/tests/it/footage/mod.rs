//! Recordings against each other: synthetic hashes, and luma drawn and hashed.

mod drawn;
mod filmed;
mod lookup;
mod sound;
mod stored;
mod synthetic;
mod tape;
