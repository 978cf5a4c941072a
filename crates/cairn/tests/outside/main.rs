//! What the program has to do with others over TLS by itself: the receiver of its log, and its own public address as
//! browsers see it.

mod authority;
#[path = "../listening/mod.rs"]
mod listening;
mod logged;
mod trusted;
