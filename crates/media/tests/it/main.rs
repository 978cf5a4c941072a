//! Files of strangers: told apart, examined, copied and covered, in one program; the one that tries to
//! break out of its cage is `evil/`.

mod cage;
mod footage;
mod metadata;
mod orientation;
mod photos;
mod recordings;
mod redactions;
mod samples;
mod sniffing;
mod traces;
