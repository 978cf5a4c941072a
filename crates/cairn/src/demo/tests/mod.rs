//! What the demo promises: its shape, and drawings that are true to their seed and their sun.

mod drawings;
mod figures;
mod shape;
