//! Pictures described, stored and compared.

mod comparing;
mod describing;
mod drawn;
mod negatives;
