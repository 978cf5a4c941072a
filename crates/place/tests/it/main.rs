//! Places, days and the sun against what others say of them.

mod boundaries;
mod calendar;
mod corpus;
mod gazetteer;
mod notations;
mod notations_corpus;
mod shadow;
mod sun;
mod zone;
